# mistake: nobodySignals
"""Nobody sets the event."""

from multiprocessing import Event, Process


def wait(event):
    event.wait()


if __name__ == "__main__":
    event = Event()
    process = Process(target=wait, args=(event,))
    process.start()
    process.join()

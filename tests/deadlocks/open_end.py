# mistake: nothingSent
"""The parent forgot to close its own copy of the sending end, so there is no end of the file."""

from multiprocessing import Pipe, Process


def send(sender):
    sender.send("one")


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    process = Process(target=send, args=(sender,))
    process.start()
    while True:
        print(receiver.recv())

# shared: same
"""SimpleQueue: a pipe and two locks."""

from multiprocessing import Process, SimpleQueue


def echo(requests, replies):
    while (item := requests.get()) is not None:
        replies.put((item, type(item).__name__))


if __name__ == "__main__":
    requests, replies = SimpleQueue(), SimpleQueue()
    process = Process(target=echo, args=(requests, replies))
    process.start()
    for item in (1, "two", [3.0], {"four": None}, print):
        requests.put(item)
        print(replies.get())
    print(requests.empty(), replies.empty())
    requests.put(None)
    process.join()
    requests.close()
    try:
        requests.put(1)
    except OSError as error:
        print(error)
    print(process.exitcode)

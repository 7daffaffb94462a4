# shared: same
"""Each producer's items arrive in the order in which it put them, and none is lost."""

from multiprocessing import Process, Queue

ITEMS = 300


def produce(name, q):
    for number in range(ITEMS):
        q.put((name, number))
    q.put((name, None))


if __name__ == "__main__":
    q = Queue()
    names = ["a", "b", "c"]
    producers = [Process(target=produce, args=(name, q)) for name in names]
    for producer in producers:
        producer.start()
    got = {name: [] for name in names}
    open_ends = len(names)
    while open_ends:
        name, number = q.get()
        if number is None:
            open_ends -= 1
        else:
            got[name].append(number)
    for producer in producers:
        producer.join()
    for name in names:
        print(name, len(got[name]), got[name] == list(range(ITEMS)))
    print(q.empty(), [producer.exitcode for producer in producers])

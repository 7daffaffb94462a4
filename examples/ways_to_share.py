"""Four ways to share: one value, an array, a queue, and a manager for the rest."""

from multiprocessing import Array, Manager, Process, Queue, Value


def work(n, total, squares, results, names):
    with total.get_lock():
        total.value += n
    squares[n] = n * n
    results.put(f"result {n}")
    names[n] = f"worker {n}"


if __name__ == "__main__":
    total = Value("i", 0)
    squares = Array("i", 3)
    results = Queue()
    with Manager() as manager:
        names = manager.dict()
        workers = [
            Process(target=work, args=(n, total, squares, results, names)) for n in range(3)
        ]
        for worker in workers:
            worker.start()
        got = sorted(results.get() for _ in workers)
        for worker in workers:
            worker.join()
        print("Value:  ", total.value)
        print("Array:  ", squares[:])
        print("Queue:  ", got)
        print("Manager:", sorted(names.items()))

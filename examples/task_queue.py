"""Workers take tasks from one queue and put results into another."""

from multiprocessing import Process, Queue, current_process


def work(tasks, results):
    # iter() with two arguments calls tasks.get() until it returns None.
    for number in iter(tasks.get, None):
        results.put((current_process().name, number, number * number))


if __name__ == "__main__":
    tasks, results = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(2)]
    for worker in workers:
        worker.start()

    for number in range(8):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)

    for _ in range(8):
        name, number, square = results.get()
        print(f"{name}: {number} squared is {square}")
    for worker in workers:
        worker.join()

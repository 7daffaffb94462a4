# shared: same
"""Workers take tasks from one queue and put results into another until they are told to stop."""

from multiprocessing import JoinableQueue, Process, Queue


def multiply(a, b):
    return a * b


def add(a, b):
    return a + b


def work(tasks, results):
    for function, arguments in iter(tasks.get, None):
        results.put((function.__name__, arguments, function(*arguments)))
        tasks.task_done()
    tasks.task_done()


if __name__ == "__main__":
    tasks, results = JoinableQueue(), Queue()
    todo = [(multiply, (n, 7)) for n in range(10)] + [(add, (n, n)) for n in range(10)]
    for task in todo:
        tasks.put(task)
    workers = [Process(target=work, args=(tasks, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for _ in workers:
        tasks.put(None)
    tasks.join()
    for name, arguments, result in sorted(results.get() for _ in todo):
        print(f"{name}{arguments} = {result}")
    for worker in workers:
        worker.join()
    print([worker.exitcode for worker in workers])
    try:
        tasks.task_done()
    except ValueError as error:
        print(error)

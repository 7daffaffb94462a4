# shared: no, there is one logger there, to which each process adds a handler
"""Log records of all processes come to one listener."""

import logging
from logging.handlers import QueueHandler, QueueListener
from multiprocessing import Process, Queue


def work(queue, number):
    log = logging.getLogger("work")
    log.setLevel(logging.INFO)
    log.addHandler(QueueHandler(queue))
    log.info("task %d", number)


if __name__ == "__main__":
    queue = Queue()
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    listener = QueueListener(queue, Keep())
    listener.start()
    children = [Process(target=work, args=(queue, number)) for number in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    listener.stop()
    print(sorted(lines))

"""Why is my global still 0? A child changes its own copy; the parent's stays as it is."""

from multiprocessing import Process, current_process

counter = 0


def count():
    global counter
    for _ in range(5):
        counter += 1
    print(f"{current_process().name}: counter is {counter}")


if __name__ == "__main__":
    children = [Process(target=count) for _ in range(2)]
    for child in children:
        child.start()
        child.join()
    print(f"{current_process().name}: counter is {counter}")

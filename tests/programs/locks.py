"""Locks and semaphores: what they protect, how they look, and what misuse raises."""

from multiprocessing import BoundedSemaphore, Lock, Process, RLock, Semaphore, Value


def count(counter, lock, times):
    for _ in range(times):
        with lock:
            counter.value += 1


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def in_child(lock, rlock, semaphore):
    print(lock.acquire(block=False), rlock.acquire(timeout=0.01), semaphore.acquire(False))
    print(lock)
    lock.release()
    print(lock)
    attempt(rlock.release)


if __name__ == "__main__":
    counter, lock = Value("i", 0, lock=False), Lock()
    processes = [Process(target=count, args=(counter, lock, 100)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value)

    rlock, semaphore, bounded = RLock(), Semaphore(2), BoundedSemaphore(1)
    for item in (lock, rlock, semaphore, bounded):
        print(item)
    print(lock.acquire(), lock.acquire(False), lock.acquire(True, 0.01))
    print(rlock.acquire(), rlock.acquire(), rlock)
    print(semaphore.acquire(), semaphore.get_value(), semaphore.acquire(), semaphore)
    print(lock)
    process = Process(target=in_child, args=(lock, rlock, semaphore))
    process.start()
    process.join()
    print(lock)
    rlock.release()
    rlock.release()
    print(rlock)
    attempt(rlock.release)
    attempt(lock.release)
    attempt(bounded.release)
    semaphore.release()
    semaphore.release()
    semaphore.release()
    print(semaphore.get_value())
    attempt(lambda: Semaphore(-1))
    with lock as entered, rlock as again:
        print(entered, again)

"""What CPython has in C: the semaphore of which `multiprocessing.synchronize` makes everything."""

from _spawnpoint_exchange import SEM_VALUE_MAX, SemLock

SemLock.SEM_VALUE_MAX = SEM_VALUE_MAX

flags = {"HAVE_SEM_OPEN": 1, "HAVE_SEM_TIMEDWAIT": 1}


def sem_unlink(name, /):
    """Semaphores have no names here; they go with the run."""

"""`_multiprocessing`: the semaphore of which `multiprocessing.synchronize` makes everything."""

from _spawnpoint import SemLock

flags = {"HAVE_SEM_OPEN": 1, "HAVE_SEM_TIMEDWAIT": 1}


def sem_unlink(name, /):
    """Semaphores have no names here; they go with the run."""

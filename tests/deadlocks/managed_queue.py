# mistake: nothingSent
"""A manager does not hide that nobody will put anything into its queue."""

from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        manager.Queue().get()

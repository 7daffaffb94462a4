"""A program of several files: each process imports the module, reads the table, and writes a file of its own."""

from multiprocessing import Process
from pathlib import Path

from stations import names, write_report

if __name__ == "__main__":
    writers = []
    for name in names():
        writer = Process(target=write_report, args=(name,), name=name)
        writer.start()
        writers.append(writer)

    for writer in writers:
        writer.join()
    for path in sorted(Path().glob("report-*.txt")):
        print(path.read_text(), end="")

# exit: 1
# methods: forkserver
# shared: no, nothing is imported again
"""The fork server imports the main module, and ends where that starts a process without the guard."""

from multiprocessing import Process


def work():
    print("never")


process = Process(target=work)
process.start()
process.join()
print("exit code", process.exitcode)

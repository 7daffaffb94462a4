# methods: spawn, fork
from multiprocessing import Process


def work():
    print("never")


process = Process(target=work)
process.start()
process.join()
print("exit code", process.exitcode)

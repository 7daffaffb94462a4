# shared: no, the process starts, and may have ended or not
# methods: spawn, forkserver
from multiprocessing import Process

if __name__ == "__main__":
    process = Process(target=lambda: None)
    try:
        process.start()
    except Exception as error:
        print(type(error).__name__, "lambda" in str(error))
    print(process.is_alive(), process.exitcode, process.pid)

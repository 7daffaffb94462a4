from multiprocessing import Process


def inner(value):
    return 1 / value


def outer():
    inner(0)


if __name__ == "__main__":
    process = Process(target=outer, name="Broken")
    process.start()
    process.join()
    print(process.exitcode)

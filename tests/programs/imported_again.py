from multiprocessing import Process, current_process

print("import", __name__, current_process().name)


def work():
    import __main__

    print("work", __name__, __main__.__name__)


if __name__ == "__main__":
    process = Process(target=work)
    process.start()
    process.join()

from multiprocessing import Process

counter = 0
names = []


def change():
    global counter
    counter += 1
    names.append("child")
    print("child", counter, names)


if __name__ == "__main__":
    counter = 10
    for _ in range(2):
        process = Process(target=change)
        process.start()
        process.join()
    print("main", counter, names)

# shared: same
from multiprocessing import Process, current_process


def work(number):
    print(f"ワーカー{number}: {current_process().name}")


if __name__ == "__main__":
    for number in range(3):
        process = Process(target=work, args=(number,))
        process.start()
        process.join()
        print(process.name, process.exitcode)
    print("すべて終了")

"""connection.wait on pipes and sentinels together."""

import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def send(connection, delay, text):
    time.sleep(delay)
    connection.send(text)
    connection.close()


if __name__ == "__main__":
    readers, processes = {}, []
    for number in range(3):
        receiver, sender = Pipe(duplex=False)
        process = Process(target=send, args=(sender, number * 0.4, f"message {number}"))
        process.start()
        sender.close()
        readers[receiver] = number
        processes.append(process)
    print(wait([], timeout=0), wait(list(readers), timeout=0))
    while readers:
        for ready in wait(list(readers)):
            try:
                print(readers[ready], ready.recv())
            except EOFError:
                print(readers.pop(ready), "closed")
    sentinels = [process.sentinel for process in processes]
    for process in processes:
        process.join()
    print(wait(sentinels) == sentinels)
    try:
        wait([object()])
    except ValueError as error:
        print(str(error).split(" at ")[0])

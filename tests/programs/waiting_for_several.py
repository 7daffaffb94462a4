# shared: no, the parent closes what it has given to a child, which is the same object
"""connection.wait on pipes and sentinels together."""

from multiprocessing import Event, Pipe, Process
from multiprocessing.connection import wait


def send(connection, go, text):
    go.wait()
    connection.send(text)
    connection.close()


if __name__ == "__main__":
    readers, processes, signals = {}, [], []
    for number in range(3):
        receiver, sender = Pipe(duplex=False)
        go = Event()
        process = Process(target=send, args=(sender, go, f"message {number}"))
        process.start()
        sender.close()
        readers[receiver] = number
        processes.append(process)
        signals.append(go)
    print(wait([], timeout=0), wait(list(readers), timeout=0), wait(list(readers), timeout=0.01))
    while readers:
        signals[min(readers.values())].set()
        for ready in wait(list(readers)):
            try:
                print(readers[ready], ready.recv())
            except EOFError:
                print(readers.pop(ready), "closed")
    sentinels = [process.sentinel for process in processes]
    for process in processes:
        process.join()
    print(wait(sentinels) == sentinels)
    near, far = Pipe()
    print(wait([near, sentinels[0]], timeout=0) == [sentinels[0]])
    far.close()
    print(len(wait([near, sentinels[0]], timeout=0)))
    try:
        wait([object()])
    except ValueError as error:
        print(str(error).split(" at ")[0])

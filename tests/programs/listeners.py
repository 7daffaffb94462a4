# shared: same
"""Listeners and clients, with and without a key, and a manager that a child connects to."""

import threading
from multiprocessing import AuthenticationError, Process, Queue
from multiprocessing.connection import Client, Listener
from multiprocessing.managers import BaseManager


class OwnManager(BaseManager):
    pass


OwnManager.register("numbers", callable=lambda: [1, 2, 3], exposed=("copy",))


def talk(address, key):
    with Client(address, authkey=key) as connection:
        print(connection.recv())
        connection.send_bytes(b"bytes")


def use(address, key, q):
    manager = OwnManager(address=address, authkey=key)
    manager.connect()
    q.put(manager.numbers().copy())


def guess(address):
    try:
        Client(address, authkey=b"wrong")
    except AuthenticationError as error:
        print("client:", error)


if __name__ == "__main__":
    with Listener(authkey=b"secret") as listener:
        process = Process(target=talk, args=(listener.address, b"secret"))
        process.start()
        with listener.accept() as connection:
            connection.send([2.25, None, "junk"])
            print(connection.recv_bytes())
        process.join()
        guesser = threading.Thread(target=guess, args=(listener.address,))
        guesser.start()
        try:
            listener.accept()
        except AuthenticationError as error:
            guesser.join()
            print("listener:", error)
        address = listener.address
    try:
        Client(address)
    except FileNotFoundError as error:
        print(error)
    try:
        Client(3)
    except TypeError as error:
        print(error)
    try:
        Listener(authkey="text")
    except TypeError as error:
        print(error)

    server = OwnManager(authkey=b"key").get_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    q = Queue()
    process = Process(target=use, args=(server.address, b"key", q))
    process.start()
    print(q.get())
    process.join()

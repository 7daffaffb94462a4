# modes: shared, serial
"""What a process stores on itself, its parent sees."""

import time
from multiprocessing import Process


class Square(Process):
    def __init__(self, number):
        super().__init__(name=f"square of {number}")
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number ** 2


class Late(Process):
    """Comes to what it was made with after its parent has gone on."""

    def run(self):
        time.sleep(0.05)
        super().run()


if __name__ == "__main__":
    squares = [Square(number) for number in range(3)]
    for square in squares:
        square.start()
    for square in squares:
        square.join()
    print([square.result for square in squares], squares[2].name)
    late = Late(target=print, args=("late",), kwargs={"end": "!\n"})
    late.start()
    late.join()
    print(late.exitcode)

"""A class of one's own: what run() does is done in the new process."""

import os
import time
from multiprocessing import Process


class Countdown(Process):
    def __init__(self, start):
        super().__init__(name=f"countdown-from-{start}")
        self.left = start

    def run(self):
        while self.left > 0:
            print(f"{self.name} in pid {os.getpid()}: {self.left}")
            time.sleep(0.3)
            self.left -= 1


if __name__ == "__main__":
    countdowns = [Countdown(3), Countdown(5)]
    for countdown in countdowns:
        countdown.start()
    for countdown in countdowns:
        countdown.join()
        print(f"{countdown.name} is over; left is still {countdown.left} here")

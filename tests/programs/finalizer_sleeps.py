# shared: same
"""An exception lets an object go whose finalizer sleeps."""

import time


class Resource:
    def __del__(self):
        time.sleep(0.1)
        print("released")


def use():
    resource = Resource()
    1 / 0


try:
    use()
except ZeroDivisionError:
    print("caught")
print("end")

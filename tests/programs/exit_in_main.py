# exit: 7
# shared: same
import atexit
import sys


class Last:
    def __del__(self):
        print("deleted")


last = Last()
atexit.register(print, "atexit")
try:
    sys.exit(7)
finally:
    print("finally")

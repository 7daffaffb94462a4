# shared: same
import os

try:
    os.fork()
except OSError as error:
    print(error)

# shared: same
import sys


def deeper(level):
    return deeper(level + 1)


try:
    deeper(0)
except RecursionError as error:
    print(type(error).__name__, str(error).strip())


def depth(level):
    return level if level == 0 else 1 + depth(level - 1)


print(depth(900), sys.getrecursionlimit())

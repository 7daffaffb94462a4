# shared: same
"""Values and arrays in shared memory."""

from ctypes import Structure, c_bool, c_char, c_double, c_int
from multiprocessing import Array, Process, RawArray, RawValue, Value


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


def modify(number, real, text, numbers, points, raw, flag):
    number.value **= 2
    real.value **= 2
    text.value = text.value.upper()
    for point in points:
        point.x **= 2
        point.y **= 2
    numbers[0] = -1
    numbers[2:4] = [20, 30]
    raw[1] = 7
    flag.value = True


def add(total, times):
    for _ in range(times):
        with total.get_lock():
            total.value += 1


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    number = Value("i", 7)
    real = Value(c_double, 1.0 / 3.0, lock=False)
    text = Array("c", b"hello world")
    numbers = Array("i", range(6))
    points = Array(Point, [(1.5, -6.25), (-5.75, 2.0)])
    raw = RawArray("h", 3)
    flag = RawValue(c_bool, False)
    process = Process(target=modify, args=(number, real, text, numbers, points, raw, flag))
    process.start()
    process.join()
    print(number.value, round(real.value, 6), text.value, numbers[:], raw[:], flag.value)
    print([(point.x, point.y) for point in points])
    print(number, type(real).__name__, len(numbers), list(numbers), numbers[-1], text[:5])
    total = Value("i")
    processes = [Process(target=add, args=(total, 50)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(total.value)
    with numbers.get_lock():
        numbers[1] = 100
    print(numbers[1], number.get_obj(), numbers[::2])
    numbers[:] = [9] * 6
    print(numbers[:])
    number.value = 2**31 + 5
    print(number.value)
    single = Value("c", b"x")
    print(single.value, Value("d", 2).value, Value("f", 0.5).value, Value(c_char, b"y").value)
    attempt(lambda: numbers[6])
    attempt(lambda: Array("i", -1))
    attempt(lambda: setattr(number, "value", 1.5))
    print(Array(c_int, 3, lock=False)[:], Array("d", [1, 2])[:])

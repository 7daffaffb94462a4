# shared: same

import pickle
from multiprocessing.reduction import ForkingPickler, register


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.cache = lambda: None


def reduce_point(point):
    return Point, (point.x, point.y)


class Upper(ForkingPickler):
    def reducer_override(self, obj):
        if isinstance(obj, Point):
            return str.upper, (f"point {obj.x} {obj.y}",)
        return NotImplemented


if __name__ == "__main__":
    register(Point, reduce_point)
    for value in (5, -1, 2**70, 1.5, "text", b"bytes", None, [1, [2]], {"a": (1, 2)}, {3}):
        data = ForkingPickler.dumps(value)
        print(type(data).__name__, ForkingPickler.loads(data) == value, pickle.loads(data) == value)
    # What it is a view of could not be closed at the end.
    del data
    same = [1]
    first, second = ForkingPickler.loads(ForkingPickler.dumps([same, same]))
    print(first is second)
    point = ForkingPickler.loads(ForkingPickler.dumps(Point(1, 2)))
    print(point.x, point.y)
    print(ForkingPickler.loads(Upper.dumps(Point(3, 4))))
    print(bytes(ForkingPickler.dumps(5, 2)))
    try:
        ForkingPickler.dumps(lambda: None)
    except Exception as error:
        print(type(error).__name__ in ("AttributeError", "PicklingError"))

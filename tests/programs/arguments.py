# shared: same
from dataclasses import dataclass
from functools import partial
from multiprocessing import Process


@dataclass
class Point:
    x: int
    y: int = 0

    def show(self, *, prefix):
        print(prefix, self)


def work(a, b=2, *rest, c, **others):
    print(a, b, rest, c, others)


if __name__ == "__main__":
    runs = [
        Process(target=work, args=(1,), kwargs={"c": 3}),
        Process(target=work, args=("é", [1.5, None], b"\0", {1, 2}), kwargs={"c": (), "d": {}}),
        Process(target=Point(3, 4).show, kwargs={"prefix": "method"}),
        Process(target=partial(work, 7, c=8), args=(9,)),
        Process(target=print, args=("builtin", 10**30)),
    ]
    for process in runs:
        process.start()
        process.join()
        print(process.exitcode)

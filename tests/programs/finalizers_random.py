# shared: same
"""Finalizers that wait, of objects that go in every way, in threads and children: each runs once.

What is done is drawn from a seed. Automatic collections are off: a finalizer must not run amid the code of a queue
that it uses itself.
"""

import gc
import queue
import random
import sys
import threading
import time
import weakref
from functools import reduce
from multiprocessing import Manager, Pipe, Process, RLock, SimpleQueue, Value

SEEDS = range(2)


class World:
    """What the finalizers of all processes of a seed use."""

    def __init__(self, manager):
        self.lock, self.count = RLock(), Value("i", 0)
        self.queue, self.manager_queue = SimpleQueue(), manager.Queue()
        self.results, self.items = SimpleQueue(), manager.list()


class Own:
    """What belongs to one process."""

    def __init__(self):
        self.made, self.gone = [], []
        self.lock, self.queue = threading.RLock(), queue.SimpleQueue()


class Thing:
    def __init__(self, world, own, draw, value=0):
        self.world, self.own, self.value = world, own, value
        self.wait = draw.choice(WAITS)
        self.seconds = draw.choice((0, 0, 0.0005, 0.002))
        self.cycle = self.kept = None
        own.made.append(value)

    def __del__(self):
        self.wait(self, self.world, self.own)
        with self.world.lock:
            self.world.count.value += 1
        self.own.gone.append(self.value)

    # Called by code in C, which lets things go meanwhile.
    def __hash__(self):
        return self.value % 3

    def __eq__(self, other):
        return self.value == other.value

    def __lt__(self, other):
        return self.value < other.value


def sleeps(thing, world, own):
    time.sleep(thing.seconds)


def locks(thing, world, own):
    with world.lock:
        time.sleep(thing.seconds)


def locks_threads(thing, world, own):
    with own.lock:
        time.sleep(thing.seconds)


def queues(thing, world, own):
    world.queue.put("x" * 100)
    time.sleep(thing.seconds)
    assert world.queue.get() == "x" * 100


def queues_threads(thing, world, own):
    own.queue.put(thing.value)
    time.sleep(thing.seconds)
    own.queue.get()


def sends(thing, world, own):
    reader, writer = Pipe(duplex=False)
    with reader, writer:
        writer.send(thing.value)
        assert reader.poll(None) and reader.recv() == thing.value


def asks_manager(thing, world, own):
    world.manager_queue.put(thing.value)
    world.items.append(thing.value)
    world.manager_queue.get()


def joins(thing, world, own):
    thread = threading.Thread(target=time.sleep, args=(thing.seconds,))
    thread.start()
    thread.join()


def fails(thing, world, own):
    try:
        time.sleep(thing.seconds)
        {}[thing.value]
    except KeyError:
        pass


WAITS = [sleeps, locks, locks_threads, queues, queues_threads, sends, asks_manager, joins, fails]


# The ways in which things go. Each gets a function that makes one.


def by_name(make):
    thing = make()
    del thing
    thing = make()
    thing = None


def by_frame(make):
    first, second = make(), [make(2), make(3)]
    return len(second)


def by_exception(make):
    def inner():
        thing, other = make(), (make(1),)
        raise ValueError(other)

    thing = make()
    try:
        inner()
    except ValueError:
        again = make()
    try:
        try:
            inner()
        finally:
            thing = make()
            inner()
    except ValueError as error:
        error.thing = make()


def by_cycle(make):
    first, second = make(), make()
    first.cycle, second.cycle = second, first
    alone = make()
    alone.cycle = alone.__del__
    del first, second, alone
    gc.collect()


def by_container(make):
    things = [make(value) for value in range(4)]
    things[1:3] = [make(5)]
    things.pop()
    mapping = {value: make(value) for value in range(3)}
    mapping[1] = mapping.pop(2)
    mapping.clear()
    things.clear()


def by_attribute(make):
    thing = make()
    thing.kept = make()
    thing.kept = make()
    del thing.kept


def by_generator(make):
    def things():
        held = make()
        try:
            yield make(1)
            yield make(2)
        finally:
            other = make(3)

    generator = things()
    next(generator)
    del generator
    for thing in things():
        break
    list(things())


def by_library(make):
    # Temporary ones, on which code in C works.
    sorted([make(value) for value in (3, 1, 2)], key=lambda thing: make(thing.value))
    {make(value % 2): make(value) for value in range(6)}
    reduce(lambda total, thing: total + thing.value + make(1).value, (make(value) for value in range(3)), 0)
    max(map(make, range(3)))
    make(1) in [make(2), make(1)]


def by_callback(make):
    thing, seen = make(), []
    watcher = weakref.ref(thing, lambda _: seen.append(make(1).value))
    del thing
    assert seen == [1]


def by_finalizer(make):
    # One whose finalizer lets others go.
    thing = make()
    for _ in range(5):
        outer = make()
        outer.kept = thing
        thing = outer


def by_return(make):
    def leave():
        for thing in (make(1), make(2)):
            with_it = make()
            try:
                return make()
            finally:
                del with_it

    leave()


def by_thread(make):
    local = threading.local()

    def body():
        local.thing = make()
        # It goes when there is no current thread any more.
        local.thing.wait = sleeps
        thing = make()
        raise ValueError(thing)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()


WAYS = [
    by_name, by_frame, by_exception, by_cycle, by_container, by_attribute, by_generator, by_library, by_callback,
    by_finalizer, by_return, by_thread,
]


def run(world, own, draw, steps):
    def make(value=0):
        return Thing(world, own, draw, value)

    for way in draw.choices(WAYS, k=steps):
        way(make)


def process(world, seed, is_child):
    """What a process does; returns how many things there were."""
    gc.disable()
    threading.excepthook = lambda args: None
    own = Own()
    threads = [
        threading.Thread(target=run, args=(world, own, random.Random(3 * seed + number), 5)) for number in range(2)
    ]
    for thread in threads:
        thread.start()
    run(world, own, random.Random(3 * seed + 2), 5)
    for thread in threads:
        thread.join()
    # Where processes are threads, another one may have found garbage of this one, and be at its finalizers.
    while gc.collect() or sorted(own.made) != sorted(own.gone):
        time.sleep(0.001)
    if is_child:
        world.results.put(len(own.gone) + 1)
        last = Thing(world, own, random.Random(seed))
        sys.exit(3)
    return len(own.gone)


def main(seed, manager):
    world = World(manager)
    children = [Process(target=process, args=(world, 100 * seed + number, True)) for number in range(1, 3)]
    for child in children:
        child.start()
    made = process(world, 100 * seed, False)
    for child in children:
        child.join()
        made += world.results.get()
    assert made == world.count.value, (seed, made, world.count.value)
    assert world.queue.empty() and world.manager_queue.empty()
    return made


if __name__ == "__main__":
    manager = Manager()
    for seed in SEEDS:
        print(seed, main(seed, manager))

"""A manager's objects, used from several processes."""

from multiprocessing import Manager, Process


def change(mapping, items, space, value, array, queue, lock):
    with lock:
        mapping["child"] = [1, 2]
        mapping[1] = "one"
        items.reverse()
        items.append({"nested": True})
        space.x = space.x + 1
        value.value += 10
        array[0] = 5
        queue.put("from the child")


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    with Manager() as manager:
        mapping, items = manager.dict(a=1), manager.list(range(4))
        space = manager.Namespace(x=1, y="why")
        value, array = manager.Value("i", 5), manager.Array("i", [1, 2, 3])
        queue, lock = manager.Queue(), manager.Lock()
        process = Process(
            target=change, args=(mapping, items, space, value, array, queue, lock)
        )
        process.start()
        process.join()
        print(mapping, items, space, value, array)
        print(dict(mapping), list(items), items[-1]["nested"], len(items), queue.get(timeout=5))
        print(sorted(mapping.keys(), key=str), "a" in mapping, mapping.get("b", "default"))
        outer = manager.list([manager.list([1]), manager.dict()])
        outer[0].append(2)
        outer[1]["key"] = "value"
        print(outer[0], outer[1], len(outer))
        plain = manager.list([[1]])
        plain[0].append(2)
        print(plain)
        items[1:3] = ["sliced"]
        items += ["added"]
        print(items, items.index("added"))
        event, semaphore = manager.Event(), manager.Semaphore(1)
        event.set()
        print(event.is_set(), semaphore.acquire(), semaphore.acquire(False))
        print(repr(mapping).startswith("<DictProxy object, typeid 'dict' at 0x"))
        attempt(lambda: mapping["missing"])
        attempt(lambda: items[99])
        pool = manager.Pool(2)
        print(pool.map(abs, [-1, -2]))
        pool.terminate()
    attempt(lambda: items[0])

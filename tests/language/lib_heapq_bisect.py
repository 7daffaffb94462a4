"""heapq, bisect and graphlib: heaps, merging, sorted insertion, topological order."""

import bisect
import graphlib
import heapq

heap = []
for value in (5, 1, 4, 1, 3):
    heapq.heappush(heap, value)
print(heap, heap[0], heapq.heappushpop(heap, 0), heapq.heapreplace(heap, 9),
      [heapq.heappop(heap) for _ in range(len(heap))], heapq.heappushpop([], 3))
items = [9, 7, 8, 3, 2, 1]
heapq.heapify(items)
print(items, heapq.nsmallest(2, "hello"), heapq.nlargest(3, [1, 5, 2, 8]), heapq.nlargest(2, ["bb", "a", "ccc"],
    key=len), heapq.nsmallest(0, [1]), heapq.nsmallest(9, [3, 1]), heapq.nlargest(1, []),
    heapq.nsmallest(1, [(1, "b"), (1, "a")]))
print(list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge("ace", "bd")), list(heapq.merge([4, 1], [3, 2],
    reverse=True)), list(heapq.merge(["a", "CC"], ["b", "ddd"], key=len)), next(heapq.merge(iter([5]), iter([4]))))
items = list(range(9, 0, -1))
heapq.heapify(items)
print([heapq.heappop(items) for _ in range(9)])


class Task:
    def __init__(self, rank, name): self.rank, self.name = rank, name
    def __lt__(self, other): return self.rank < other.rank
    def __repr__(self): return self.name


tasks = [Task(2, "b"), Task(1, "a"), Task(3, "c"), Task(1, "a2")]
heapq.heapify(tasks)
print([heapq.heappop(tasks) for _ in range(4)])


def shortest(graph, start):
    distance, queue = {}, [(0, start)]
    while queue:
        length, node = heapq.heappop(queue)
        if node in distance:
            continue
        distance[node] = length
        for other, weight in graph.get(node, {}).items():
            heapq.heappush(queue, (length + weight, other))
    return distance


print(shortest({"a": {"b": 7, "c": 3}, "c": {"b": 1, "d": 2}, "b": {"d": 2}, "d": {"a": 1}}, "a"))
data = [1, 3, 3, 5, 7]
print(bisect.bisect(data, 3), bisect.bisect_left(data, 3), bisect.bisect_right(data, 3), bisect.bisect(data, 0),
      bisect.bisect(data, 9), bisect.bisect_left(data, 4), bisect.bisect(data, 3, 3), bisect.bisect_left(data, 3, hi=1),
      bisect.bisect([], 1), bisect.bisect("aabbc", "b"), bisect.bisect_left([(1, "a"), (2, "b")], 2,
          key=lambda p: p[0]))
bisect.insort(data, 4); bisect.insort_left(data, 3); bisect.insort(data, 10); bisect.insort_right(data, 0)
named = [("x", 1), ("y", 5)]
bisect.insort(named, ("z", 3), key=lambda p: p[1])
print(data, named, [("F", "D", "C", "B", "A")[bisect.bisect([60, 70, 80, 90], score)] for score in (33, 99, 77, 70)],
      bisect.bisect(range(10 ** 6), 12345.5))


class Sequence:
    def __init__(self): self.asked = []
    def __len__(self): return 1000
    def __getitem__(self, index):
        self.asked.append(index)
        return index * 2


sequence = Sequence()
print(bisect.bisect(sequence, 501), len(sequence.asked), sequence.asked[:3])
sorter = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
print(list(graphlib.TopologicalSorter({"c": ["b"], "b": ["a"]}).static_order()), sorter.prepare(), sorter.get_ready(),
      sorter.is_active(), sorter.done("a"), sorted(sorter.get_ready()), sorter.done("b", "c"), sorter.get_ready(),
      sorter.done("d"), sorter.is_active())
for attempt in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1),
                lambda: heapq.heapify(5), lambda: heapq.heappush([1], "a"), lambda: heapq.heapify([1, "a"]),
                lambda: heapq.nlargest(1, [1, "a"]), lambda: heapq.nsmallest("a", []), lambda: list(heapq.merge(5)),
                lambda: list(heapq.merge([1], ["a"])), lambda: bisect.bisect([1], "a"),
                lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect(5, 1), lambda: bisect.insort((1,), 1),
                lambda: bisect.bisect(), lambda: bisect.bisect([1], 1, key=5),
                lambda: list(graphlib.TopologicalSorter({"a": ["b"], "b": ["a"]}).static_order()),
                lambda: sorter.prepare(), lambda: sorter.done("a"), lambda: graphlib.TopologicalSorter().get_ready(),
                lambda: heapq.nlargest(1)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

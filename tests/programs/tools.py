# methods: forkserver
# shared: no, it is about the library
"""What looks at programs: debugger, profiler, tests, documentation, traces of memory; and what logs."""

import cProfile
import collections
import contextlib
import doctest
import faulthandler
import inspect
import io
import logging.handlers
import os
import pdb
import pstats
import pydoc
import queue
import sys
import tempfile
import textwrap
import threading
import trace
import tracemalloc
import unittest
import unittest.mock


def add(a, b=2):
    """Adds.

    >>> add(1)
    3
    >>> add("x", "y")
    'yx'
    """
    return a + b


finder = doctest.DocTestFinder()
report = io.StringIO()
runner = doctest.DocTestRunner()
for test in finder.find(add, "add", globs={"add": add}):
    print(runner.run(test, out=report.write))
print([line for line in report.getvalue().splitlines() if line.startswith(("Failed", "Expected", "Got", "    "))])

# Documentation, of what is here from the start, too.
print(inspect.getdoc(textwrap.dedent).splitlines()[0])
print(inspect.getdoc(threading.Thread.join).splitlines()[0], contextlib.suppress.__doc__.splitlines()[0])
print(os.makedirs.__doc__.splitlines()[0], pydoc.plain(pydoc.render_doc(add)).splitlines()[2:5])
page = io.StringIO()
pydoc.Helper(output=page)("LOOPING")
print(len(page.getvalue().splitlines()) > 10)


# The debugger, on what it is given to read.
def debugged():
    total = 0
    for number in range(3):
        total += number
    return total


commands = io.StringIO("next\nnext\np total, number\nstep\nwhere\nreturn\np total\ncontinue\n")
answers = io.StringIO()
debugger = pdb.Pdb(stdin=commands, stdout=answers, nosigint=True, readrc=False)
debugger.prompt = ""
print(debugger.runcall(debugged), [line for line in answers.getvalue().splitlines() if line.startswith(("(", "3"))])


def costly(depth):
    return depth and costly(depth - 1) + costly(depth - 1)


profile = cProfile.Profile()
profile.runcall(costly, 12)
stats = io.StringIO()
pstats.Stats(profile, stream=stats).strip_dirs().sort_stats("ncalls").print_stats("costly")
print([line.split()[0] for line in stats.getvalue().splitlines() if "(costly)" in line])

# Whoever watches calls sees the beginning and the end of each, however busy the process is.
seen = collections.Counter()
sys.setprofile(lambda frame, event, _: seen.update([event]) if frame.f_code is costly.__code__ else None)
costly(12)
sys.setprofile(None)
print(seen["call"], seen["return"])


# So does whoever watches lines.
def counts(times):
    number = 0
    while number < times:
        number += 1
    for number in range(times): pass
    return number


def watched(work, argument):
    lines = collections.Counter()

    def watch(frame, event, _):
        if event == "line" and frame.f_code is work.__code__:
            lines[frame.f_lineno - work.__code__.co_firstlineno] += 1
        return watch

    sys.settrace(watch)
    work(argument)
    sys.settrace(None)
    return sorted(lines.items())


print(watched(costly, 12), watched(counts, 3000))

tracemalloc.start(5)
kept = [bytes(1000) for _ in range(100)]
statistics = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*main.py"), tracemalloc.Filter(True, "*tools.py")])
largest = statistics.statistics("lineno")[0]
print(largest.size > 100_000, largest.count >= 100, tracemalloc.get_traced_memory()[0] > 100_000)
tracemalloc.stop()


class Tests(unittest.TestCase):
    def setUp(self):
        self.service = unittest.mock.create_autospec(add, return_value=5)

    def test_passes(self):
        self.assertEqual(self.service(1, b=2), 5)
        self.service.assert_called_once_with(1, 2)

    def test_fails(self):
        with self.subTest("first"):
            self.assertEqual([1, 2], [1, 3])

    @unittest.skip("for a reason")
    def test_skipped(self):
        pass

    def test_patches(self):
        with unittest.mock.patch.object(os, "getcwd", side_effect=["/a", OSError]) as patched:
            self.assertEqual(os.getcwd(), "/a")
            self.assertRaises(OSError, os.getcwd)
        self.assertEqual(patched.call_count, 2)
        self.assertRaises(TypeError, self.service)


output = io.StringIO()
result = unittest.TextTestRunner(output, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
print(result, [str(test) for test, _ in result.failures])

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "log")
    logger = logging.getLogger("test")
    logger.setLevel(logging.DEBUG)
    rotating = logging.handlers.RotatingFileHandler(path, maxBytes=200, backupCount=2, encoding="utf-8")
    rotating.setFormatter(logging.Formatter("{levelname:8} {threadName} {message}", style="{"))
    memory = logging.handlers.MemoryHandler(100, target=rotating)
    records = queue.Queue()
    listener = logging.handlers.QueueListener(records, memory)
    logger.addHandler(logging.handlers.QueueHandler(records))
    listener.start()
    threads = [threading.Thread(target=logger.info, args=("行 %d", number), name="a thread") for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("an error")
    listener.stop()
    memory.close()
    rotating.close()
    print(sorted(os.listdir(folder)))
    with open(path, encoding="utf-8") as file:
        print(file.read().splitlines()[-1])
    with open(path, "w") as file:
        faulthandler.dump_traceback(file)
    with open(path) as file:
        print(file.readline().startswith(("Current thread", "Stack")))

with contextlib.redirect_stdout(io.StringIO()):
    tracer = trace.Trace(count=True, trace=False)
    tracer.runfunc(costly, 2)
print(sorted(tracer.results().counts.values()))

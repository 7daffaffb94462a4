# shared: same
"""A little of every module that ordinary programs use."""
import abc, array, bisect, collections, contextlib, copy, dataclasses, datetime, decimal, enum
import fractions, functools, hashlib, heapq, inspect, io, itertools, json, logging, math, operator
import pickle, queue, random, re, statistics, string, struct, textwrap, threading, traceback, types
import typing, uuid, warnings

print(math.isclose(math.sqrt(2) ** 2, 2), math.factorial(20), statistics.median([3, 1, 2]))
print(random.Random(1).random(), list(itertools.pairwise("abc")), functools.reduce(operator.mul, [2, 3, 4]))
print(collections.Counter("abracadabra").most_common(1), collections.deque([1, 2, 3], maxlen=2))
print(json.dumps({"a": [1, None, True], "é": 1.5}), json.loads("[1, 2]"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), string.ascii_lowercase[:3])
print(datetime.date(2024, 2, 29) + datetime.timedelta(days=365), datetime.datetime(2000, 1, 1).isoformat())
print(decimal.Decimal("0.1") + decimal.Decimal("0.2"), fractions.Fraction(1, 3) + 1)
print(hashlib.sha256(b"x").hexdigest()[:8], hashlib.md5(b"x").hexdigest()[:8], struct.pack(">H", 258))
print(heapq.nsmallest(2, [5, 1, 4]), bisect.bisect([1, 3, 5], 3), array.array("i", [1, 2]))
print(pickle.loads(pickle.dumps({"a": (1, {2})})), copy.deepcopy([[1]]), uuid.UUID(int=1))
print(textwrap.shorten("hello wide world", 12), io.StringIO("a\nb").readlines())


class Colour(enum.Enum):
    RED = 1


@dataclasses.dataclass(frozen=True)
class Pair(abc.ABC):
    left: int
    right: typing.Optional[int] = None


print(Colour.RED, Colour(1).name, Pair(1), inspect.signature(Pair))
with contextlib.suppress(ZeroDivisionError):
    1 / 0
waiting = queue.Queue()
waiting.put(1)
print(waiting.get(), waiting.empty(), threading.current_thread().name, threading.Lock().acquire())
print(types.SimpleNamespace(a=1), traceback.format_exception_only(ValueError("x")))
logging.basicConfig(format="%(levelname)s:%(message)s")
logging.warning("to stderr")
warnings.filterwarnings("error")
try:
    warnings.warn("caught")
except UserWarning as warning:
    print(warning)
print(datetime.datetime.now() > datetime.datetime(2024, 1, 1), datetime.datetime.now(datetime.UTC).tzinfo)

"""logging to standard output, unittest, doctest and unittest.mock: what they report, without times."""

import doctest
import io
import logging
import unittest
import unittest.mock

logger = logging.Logger("app", logging.DEBUG)
handler = logging.StreamHandler(stream := io.StringIO())
handler.setFormatter(logging.Formatter("%(levelname)-8s %(name)s %(message)s [%(funcName)s]"))
handler.addFilter(lambda record: "secret" not in record.getMessage())
logger.addHandler(handler)


def logs():
    logger.debug("value %d of %s", 5, "x")
    logger.warning("named %(k)s", {"k": 1})
    logger.error("secret %s", "hidden")
    logger.log(35, "own level")
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("failed")
    logger.setLevel(logging.ERROR)
    logger.info("not shown")
    logger.critical("shown %s", ["list"], extra={"more": 1})


logs()
print(stream.getvalue().replace(__file__, "program.py"))
styled = logging.Formatter("{levelname}:{message!r}:{custom}", style="{", defaults={"custom": "default"})
record = logging.LogRecord("n", logging.INFO, "path/file.py", 7, "text %s", ("arg",), None)
print(styled.format(record), record.filename, record.module, record.lineno, logging.Formatter("$message",
    style="$").format(record), logging.getLevelName(30), logging.getLevelName("ERROR"), logging.getLevelName(33),
    logging.LoggerAdapter(logger, {"a": 1}).process("m", {}), logger.isEnabledFor(logging.INFO),
    logger.getEffectiveLevel())


class Case(unittest.TestCase):
    def setUp(self): self.values = [1, 2]
    def test_passes(self): self.assertEqual(sum(self.values), 3)
    def test_fails(self): self.assertEqual([1, 2, 3], [1, 5, 3], "with a message")
    def test_errors(self): {}["key"]
    @unittest.skip("for a reason")
    def test_skipped(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail("as expected")
    def test_subtests(self):
        for n in range(3):
            with self.subTest(n=n): self.assertNotEqual(n, 1)
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "bad") as caught: raise ValueError("bad value")
        self.assertIn("value", str(caught.exception))
        with self.assertRaises(KeyError): pass


result = unittest.TestResult()
unittest.TestLoader().loadTestsFromTestCase(Case).run(result)
print(result.testsRun, [str(test).split()[0] for test, _ in result.failures], [trace.strip().splitlines()[-1] for _,
    trace in result.failures + result.errors], result.skipped[0][1], len(result.expectedFailures),
    result.wasSuccessful())
CHECKS = (("assertTrue", (0,)), ("assertIs", ([], [])), ("assertIsNone", (1,)), ("assertIn", (1, [2])),
          ("assertIsInstance", (1, str)), ("assertAlmostEqual", (1.0, 1.1)), ("assertGreater", (1, 2)),
          ("assertRegex", ("a", "b")), ("assertCountEqual", ([1, 1], [1])), ("assertDictEqual", ({"a": 1}, {"a": 2})),
          ("assertMultiLineEqual", ("a\nb", "a\nc")), ("assertTupleEqual", ((1,), (2,))),
          ("assertSetEqual", ({1}, {2})), ("assertEqual", ("abc", "abd")), ("assertListEqual", ([1], [1, 2])))
for name, arguments in CHECKS:
    try:
        getattr(Case("test_passes"), name)(*arguments)
    except AssertionError as error:
        print(name, repr(str(error)))


def documented(n):
    """
    >>> documented(2)
    4
    >>> documented(1)
    3
    >>> documented("a")
    Traceback (most recent call last):
    TypeError: can't multiply sequence by non-int of type 'str'
    >>> [1,   2] # doctest: +NORMALIZE_WHITESPACE
    [1,
     2]
    """
    return n * n if n != "a" else "a" * "a"


report = []
runner = doctest.DocTestRunner(verbose=False)
test = doctest.DocTestFinder().find(documented, "documented", module=False, globs={"documented": documented})[0]
print(runner.run(test, out=report.append), report)
mock = unittest.mock.Mock(return_value=5, side_effect=[1, ValueError("second"), unittest.mock.DEFAULT], attribute="set")
print(mock(1, k=2), mock.attribute, mock.call_count, mock.call_args, mock.other.deep.return_value is mock.other.deep(),
      mock.method_calls, mock.called)
for attempt in (mock, mock, lambda: mock.assert_called_with(9), lambda: mock.assert_not_called(),
                lambda: mock.assert_called_once(), lambda: unittest.mock.Mock(spec=["a"]).b,
                lambda: unittest.mock.create_autospec(documented)(),
                lambda: unittest.mock.MagicMock()[1].x and len(unittest.mock.MagicMock(**{"__len__.return_value": 7}))):
    try:
        print(attempt())
    except (AssertionError, ValueError, AttributeError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
with unittest.mock.patch.object(Case, "added", 5, create=True) as patched, unittest.mock.patch.dict(table := {"a": 1},
    {"b": 2}):
    print(Case.added, patched, table, unittest.mock.sentinel.thing, unittest.mock.ANY == 5, unittest.mock.call(1, a=2),
          [unittest.mock.call(1)] == [((1,), {})])
print(hasattr(Case, "added"), table)

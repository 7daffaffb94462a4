"""random with seeds, textwrap, pprint, reprlib, difflib, shlex, html and other things that make text."""

import difflib
import html
import pprint
import random
import reprlib
import shlex
import textwrap

generator = random.Random(42)
print([generator.random() for _ in range(3)], generator.randint(1, 100), generator.randrange(0, 100, 7),
      generator.choice("abcdef"), generator.choices([1, 2, 3], weights=[1, 1, 8], k=5),
      generator.sample(range(1000), 4), generator.getrandbits(70), generator.uniform(1, 2), generator.randbytes(4),
      generator.sample("abc", counts=[1, 2, 1], k=3))
items = list(range(10))
generator.shuffle(items)
state = generator.getstate()
print(items, generator.random(), generator.setstate(state), generator.random(), [round(generator.gauss(0, 1),
    9) for _ in range(2)], round(generator.expovariate(2), 9), round(generator.triangular(0, 1, 0.5), 9),
    round(generator.betavariate(1, 2), 9), round(generator.normalvariate(), 9), round(generator.gammavariate(2, 3), 9),
    round(generator.lognormvariate(0, 1), 9), round(generator.vonmisesvariate(0, 4), 9),
    round(generator.paretovariate(3), 9), round(generator.weibullvariate(1, 2), 9), generator.binomialvariate(10, 0.3))
print([random.Random(seed).random() for seed in (0, 1, -5, 10 ** 30, "text", b"bytes")],
      random.Random("a").randint(0, 9) == random.Random("a").randint(0, 9), random.Random(7).choices("ab", k=10),
      random.Random(3).randrange(10 ** 30), [random.Random(9).randint(-5, 5) for _ in range(2)])


class Constant(random.Random):
    def random(self): return 0.5


print(Constant().uniform(0, 10), Constant().choice("abc"), Constant().randint(1, 9), Constant().sample(range(5), 2))
for attempt in (lambda: generator.choice([]), lambda: generator.randint(5, 1), lambda: generator.randrange(0),
                lambda: generator.randrange(1.5), lambda: generator.sample([1], 2), lambda: generator.sample({1}, 1),
                lambda: generator.choices([], k=1), lambda: generator.choices([1], weights=[0]),
                lambda: generator.choices([1], weights=[1, 2]), lambda: generator.shuffle((1, 2)),
                lambda: generator.getrandbits(-1), lambda: random.Random([]), lambda: generator.setstate(5),
                lambda: generator.binomialvariate(1, 2), lambda: generator.randrange(1, 10, 0)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
text = "The quick brown fox jumped over the lazy dog, and a-hyphenated-word follows.  Averyveryverylongwordindeed ends it."
print(textwrap.fill(text, 30), textwrap.wrap(text, 20, break_long_words=False), textwrap.shorten(text, 40),
      textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\n\nb", "+ ", lambda line: True), textwrap.dedent("""
    one
      two
    three"""), textwrap.fill("x y", 10, initial_indent="* ", subsequent_indent="  "),
    textwrap.wrap("a b c d", 3, max_lines=2, placeholder="..."), textwrap.wrap("tab\there", expand_tabs=True),
    textwrap.TextWrapper(width=12, fix_sentence_endings=True).fill("One. Two three."), textwrap.wrap(""), sep="\n")
nested = {"key": list(range(12)), "text": "long " * 12, "deep": {"a": {"b": [(1, 2), {"x", }]}}, 5: None}
pprint.pprint(nested, width=50)
pprint.pprint(nested, depth=1, sort_dicts=False)
pprint.pprint([["a" * 20] * 3, ("b",) * 3], width=40, indent=2, compact=True)
print(pprint.pformat({"b": 1, "a": 2}), pprint.pformat({1: 10 ** 7}, underscore_numbers=True),
      pprint.isreadable({"a": 1}), pprint.isrecursive([1]), pprint.saferepr([1]), reprlib.repr(list(range(10))),
      reprlib.repr("x" * 50), reprlib.repr({n: n for n in range(9)}), reprlib.repr([[[[[[[1]]]]]]]),
      reprlib.repr(10 ** 60))
print("\n".join(difflib.unified_diff("a b c d".split(), "a x c d e".split(), "one", "two", lineterm="")),
      difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd",
          "bcde").ratio(), 3), list(difflib.ndiff(["ab"], ["ac"])), difflib.SequenceMatcher(None, "qabxcd",
              "abycdf").get_opcodes(), sep="\n")
print(shlex.split("a 'b c' \"d e\" f\\ g # not a comment"), shlex.quote("it's"), shlex.join(["a b", "c"]),
      shlex.split("x # c", comments=True), html.escape("<a href=\"x\">&'"),
      html.unescape("&lt;&eacute;&#x41;&#66;&amp;&nosuch;"))

# methods: fork
# shared: no, it is about processes
"""Modules in C that come later: they are forked with what they hold, from a process in the middle of their work, again and
again, and what comes after that in one process comes in no other."""

import ctypes
import multiprocessing
import sqlite3
import sys
import threading
import unicodedata
from decimal import Decimal, getcontext, localcontext
from xml.parsers import expat

getcontext().prec = 40
database = sqlite3.connect(":memory:", check_same_thread=False)
database.execute("create table numbers(value)")
database.execute("insert into numbers values (1)")
array = (ctypes.c_int * 4)(1, 2, 3, 4)
third = Decimal(1) / 3
LATER = ("_bz2", "_lzma", "_elementtree", "_zoneinfo", "_codecs_jp")


def forked(child):
    process = multiprocessing.Process(target=lambda: sys.exit(child()))
    process.start()
    process.join()
    return process.exitcode


def check(number):
    """What was there before the fork is there, and works, and is this process's own."""
    with localcontext(prec=40):
        assert Decimal(1) / 3 == third and len(str(third)) == 42
    assert database.execute("select sum(value) from numbers").fetchone() == (1,)
    database.execute("insert into numbers values (?)", (number,))
    assert database.execute("select sum(value) from numbers").fetchone() == (1 + number,)
    database.execute("delete from numbers where rowid > 1")
    assert list(array) == [1, 2, 3, 4] and array[-1] == 4
    assert unicodedata.name("あ") == "HIRAGANA LETTER A"


def import_one(name):
    assert name not in sys.modules
    __import__(name)


def child_of(number):
    def child():
        check(number)
        # Another one in each child, at the same place of the memory and of the table.
        import_one(LATER[number % len(LATER)])
        check(number)
        thread = threading.Thread(target=check, args=(number,))
        thread.start()
        thread.join()
        return number

    return child


for number in range(1, 11):
    assert forked(child_of(number)) == number
    check(number)

# In the middle of a parser's call, and of a query that calls back.
statuses = []


def fork_inside(*_):
    if not statuses:
        statuses.append(forked(child_of(50)))


parser = expat.ParserCreate()
parser.StartElementHandler = fork_inside
parser.Parse("<a><b/></a>", True)
database.create_function("inside", 0, lambda: statuses.append(forked(lambda: 51)))
database.execute("select inside()").fetchone()


# A child of a child that has linked more than its parent.
def linked_more():
    import_one("_bz2")
    import_one("_codecs_jp")
    return forked(lambda: 52 if "漢字".encode("euc_jp").decode("euc_jp") == "漢字" else 0)


print(statuses, forked(linked_more), len(LATER) - sum(name in sys.modules for name in LATER))

# methods: forkserver
# shared: no, it is about the library
"""SQLite, in memory and in files: types, functions in Python, transactions, errors, threads, full text."""

import dbm.dumb
import dbm.sqlite3
import os
import shelve
import sqlite3
import tempfile
import threading
from contextlib import closing

database = sqlite3.connect(":memory:")
database.execute("create table people(id integer primary key, name text unique, height real, picture blob)")
rows = [("花子", 1.62, b"\x00\xff"), ("太郎", 1.75, None), ("O'Hara", None, bytes(10_000))]
database.executemany("insert into people(name, height, picture) values (?, ?, ?)", rows)
database.commit()
print(database.execute("select name, height, length(picture) from people order by id").fetchall())
print(database.execute("select count(*), avg(height), sqlite_version() >= '3.40' from people").fetchone())
database.row_factory = sqlite3.Row
row = database.execute("select * from people where name = :name", {"name": "太郎"}).fetchone()
print(row.keys(), row["height"], tuple(row))
database.row_factory = None

database.create_function("reverse", 1, lambda text: text[::-1], deterministic=True)
database.create_collation("by_length", lambda a, b: len(a) - len(b))


class Longest:
    def __init__(self):
        self.text = ""

    def step(self, text):
        self.text = max(self.text, text, key=len)

    def finalize(self):
        return self.text


database.create_aggregate("longest", 1, Longest)
print(database.execute("select reverse(name) from people order by name collate by_length, id").fetchall())
print(database.execute("select longest(name), json_extract('{\"a\": [1, 2]}', '$.a[1]'), pow(2, 0.5) from people").fetchone())

for statement, values in [
    ("insert into people(name) values (?)", ("花子",)),
    ("select * from nobody", ()),
    ("select ?", ()),
    ("syntax", ()),
    ("select fails()", ()),
]:
    database.create_function("fails", 0, lambda: 1 / 0)
    try:
        database.execute(statement, values)
    except sqlite3.Error as error:
        print(type(error).__name__, error, getattr(error, "sqlite_errorname", None))

try:
    with database:
        database.execute("delete from people")
        raise KeyError
except KeyError:
    print(database.execute("select count(*) from people").fetchone(), database.in_transaction)

copy = sqlite3.connect(":memory:")
database.backup(copy)
print(copy.execute("select count(*) from people").fetchone(), len(list(copy.iterdump())), copy.total_changes)
again = sqlite3.connect(":memory:")
again.deserialize(copy.serialize())
print(again.execute("select max(name) from people").fetchone())
with closing(again.blobopen("people", "picture", 3)) as blob:
    blob.write(b"hello")
    blob.seek(0)
    print(blob.read(7), len(blob))

database.execute("create virtual table texts using fts5(body)")
database.executemany("insert into texts values (?)", [("the quick brown fox",), ("a lazy dog",), ("quick quick",)])
print(database.execute("select rowid from texts where texts match 'quick' order by rank, rowid").fetchall())
query = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) select sum(i) from n"
print(database.execute(query).fetchone())

# A statement that takes long can be interrupted, and a handler may say so.
calls = []
database.set_progress_handler(lambda: len(calls) > 10 or calls.append(None), 1_000)
try:
    database.execute(query).fetchone()
except sqlite3.OperationalError as error:
    print(error, len(calls))
database.set_progress_handler(None, 0)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "data.db")
    lock = threading.Lock()

    def add(first):
        for number in range(first, first + 20):
            with lock, closing(sqlite3.connect(path)) as database, database:
                database.execute("insert into numbers values (?)", (number,))

    with closing(sqlite3.connect(path)) as database:
        database.execute("create table numbers(value)")
    threads = [threading.Thread(target=add, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(sqlite3.connect(path)) as database:
        print(database.execute("select count(*), sum(value) from numbers").fetchone())
        print(database.execute("pragma integrity_check").fetchone())
    print(sorted(os.listdir(folder)))
    os.remove(path)

    for module in (dbm.dumb, dbm.sqlite3):
        with module.open(os.path.join(folder, "keys"), "c") as keys:
            keys["鍵"] = "値"
        with module.open(os.path.join(folder, "keys"), "w") as keys:
            print(keys["鍵".encode()].decode(), "other" in keys, len(keys))
            del keys["鍵"]
    with shelve.open(os.path.join(folder, "shelf")) as shelf:
        shelf["list"] = [1, 2]
    with shelve.open(os.path.join(folder, "shelf"), writeback=True) as shelf:
        shelf["list"].append(3)
    with shelve.open(os.path.join(folder, "shelf")) as shelf:
        print(dict(shelf))

"""Modules that parse: csv, configparser, argparse, urllib.parse, symtable, codeop, html.parser, xml, tomllib."""

import argparse
import codeop
import configparser
import csv
import html.parser
import io
import symtable
import tomllib
import urllib.parse
import xml.etree.ElementTree as xml

rows = list(csv.reader(io.StringIO('a,"b ""q""",c\n1,"two\nlines",\n\n"x", y\n')))
output = io.StringIO()
writer = csv.DictWriter(output, ["n", "t"], extrasaction="ignore", quoting=csv.QUOTE_NONNUMERIC)
writer.writeheader()
writer.writerows([{"n": 1, "t": 'é "x"', "z": 0}, {"n": 2.5, "t": None}])
print(rows, output.getvalue(), list(csv.DictReader(["k;v", "1;2;3", "4"], delimiter=";", restkey="more")),
      csv.Sniffer().sniff("a;b\n1;2\n").delimiter, list(csv.reader(["a\\,b|c"], escapechar="\\", delimiter="|")),
      csv.list_dialects())
config = configparser.ConfigParser()
config.read_string("""\
[DEFAULT]
base = /x
[one]
path = %(base)s/y
flag: yes
number = 5 ; not a comment
# comment
multi = a
  b
[two]
e =
""")
print(config.sections(), config["one"]["path"], config.getboolean("one", "flag"), config.get("one", "number"),
      repr(config["one"]["multi"]), config["two"].get("none", "default"), dict(config["two"]),
      config.has_option("one", "base"))
parser = argparse.ArgumentParser(prog="prog", exit_on_error=False,
                                 formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80))
parser.add_argument("files", nargs="*", help="what to read")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--size", type=int, default=3, choices=[1, 3, 5], metavar="N")
parser.add_argument("--on", action=argparse.BooleanOptionalAction)
parser.add_argument("--list", action="append")
print(parser.parse_args(["a", "b", "-vv", "--size", "5", "--no-on", "--list=x", "--list", "y"]), parser.parse_args([]),
      parser.format_usage(), parser.parse_known_args(["--other", "1"]))
for arguments in (["--size", "x"], ["--size", "4"]):
    try:
        parser.parse_args(arguments)
    except argparse.ArgumentError as error:
        print(error)
url = urllib.parse.urlsplit("https://user:pw@example.com:8080/a%20b/c;p?q=1&r=é#frag")
print(url, url.hostname, url.port, url.username, url.geturl(), urllib.parse.parse_qs("a=1&a=2&b=&c=%C3%A9+x",
    keep_blank_values=True), urllib.parse.urlencode({"k": "a b&", "l": [1, 2]}, doseq=True),
    urllib.parse.quote("é/ ~?"), urllib.parse.quote_plus("a b+"), urllib.parse.unquote("%E2%82%AC%zz+"),
    urllib.parse.unquote_plus("a+b"), [urllib.parse.urljoin("http://h/a/b/c", relative) for relative in ("d", "../d",
        "/d", "//o/d", "?q", "#f", "g:h", "./../..")], urllib.parse.urldefrag("u#f"))
table = symtable.symtable("""\
x = 1
def f(a, *b):
    global g
    y = a + x
    def inner(): return y
    return [z for z in b]
class C: w = f
""", "<made>", "exec")
for child in [table, *table.get_children(), *table.get_children()[0].get_children()]:
    print(child.get_name(), child.get_type(), child.is_nested(), child.is_optimized(),
          [(s.get_name(), *[kind for kind in ("local", "global", "free", "parameter", "assigned", "referenced",
                                              "imported", "namespace") if getattr(s,
                                                  f"is_{kind}")()]) for s in sorted(child.get_symbols(),
                                                      key=lambda s: s.get_name())])
for source in ("1", "if x:", "(1,", "def f():\n  pass\n", "1 +", "1 + )"):
    try:
        print(repr(source), codeop.compile_command(source) is not None)
    except SyntaxError as error:
        print(repr(source), error.msg)


class Tags(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes): found.append((tag, attributes))
    def handle_endtag(self, tag): found.append(f"/{tag}")
    def handle_data(self, data): found.append(data)
    def handle_comment(self, data): found.append(("comment", data))
    def handle_decl(self, data): found.append(("declaration", data))


found = []
Tags().feed("<!DOCTYPE html><p class='a' id=b hidden>x &amp; &eacute;<br/><!-- c --></p><script>a<b</script>")
print(found)
root = xml.fromstring("<?xml version='1.0'?><a x='1' xmlns:n='urn:n'><b>t&lt;</b>tail<n:c/><b y='é'/><!-- c --></a>")
root.find("b").set("z", "<&\"")
xml.SubElement(root, "d").text = "new"
print(root.tag, root.attrib, [(e.tag, e.text, e.tail, e.attrib) for e in root], root.findall("b[@y]")[0].get("y"),
      root.findtext("b"), xml.tostring(root, encoding="unicode"), [e.tag for e in root.iter()],
      xml.tostring(xml.Element("é", {"k": "ü"})), xml.canonicalize("<a  b='1' a='2'></a>"))
xml.indent(root)
print(xml.tostring(root, "unicode"))
print(tomllib.loads("""\
title = "x"
[owner]
born = 1979-05-27T07:32:00Z
n = [1, 2.5, 0xff, inf, true]
[[p]]
a.b = "c"
[[p]]
t = '''
m
  n'''
"""))
for attempt in (lambda: xml.fromstring("<a><b></a>"), lambda: xml.fromstring(""), lambda: tomllib.loads("a = "),
                lambda: tomllib.loads("a=1\na=2"), lambda: list(csv.reader(['"a'], strict=True)),
                lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow([","]),
                lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1}), lambda: config["none"],
                lambda: config.get("two", "none"), lambda: configparser.ConfigParser().read_string("x"),
                lambda: configparser.ConfigParser().read_string("[a]\n[a]"),
                lambda: urllib.parse.urlsplit("http://[x/"), lambda: urllib.parse.urlsplit("http://h:x").port,
                lambda: symtable.symtable("1 +", "f", "exec"), lambda: csv.reader(5)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {" ".join(str(error).split())}")

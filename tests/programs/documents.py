# methods: forkserver
# shared: no, it is about the library
"""Documents and their formats: XML in each of its ways, mail, HTML, addresses, settings."""

import configparser
import email.message
import email.policy
import html
import html.parser
import io
import json
import plistlib
import tomllib
import urllib.parse
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.parsers.expat
import xml.sax
import xml.sax.saxutils
import xmlrpc.client

TEXT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE library [<!ENTITY who "太郎">]>
<library xmlns:x="urn:x">
  <book id="1" x:kind="novel"><title>吾輩は猫である</title><price>5.50</price></book>
  <book id="2"><title>&who; &amp; <![CDATA[<others>]]></title></book><!-- no more -->
</library>
"""

root = ET.fromstring(TEXT)
print(root.tag, [book.get("id") for book in root], root.findtext("book[@id='2']/title"), root.find("book").attrib)
print([element.tag for element in root.iter()], ET.Element.__module__, type(root).__init__ is not None)
ET.indent(root, " ")
print(ET.tostring(root, "unicode").splitlines()[1], ET.tostring(root, "us-ascii")[:60])
print(ET.canonicalize("<a c='1' b=\"2\"><d/></a>"))
parser = ET.XMLPullParser(["start", "end"])
for part in ("<a><b", "/>text", "</a>"):
    parser.feed(part)
    print([(event, element.tag) for event, element in parser.read_events()])
for text in ("<a>", "<a></b>", "<a b='1' b='2'/>", "<a>&nobody;</a>", ""):
    try:
        ET.fromstring(text)
    except ET.ParseError as error:
        print(error, error.position)
# Each entity stands for many of the one before it.
laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
try:
    ET.fromstring(f'<!DOCTYPE l [<!ENTITY l0 "lol">{laughs}]><l>&l9;</l>')
except ET.ParseError as error:
    print(error)

document = xml.dom.minidom.parseString(TEXT)
print([node.firstChild.data for node in document.getElementsByTagName("title")])
document.documentElement.appendChild(document.createElement("end")).setAttribute("why", '"<&')
print(document.documentElement.toxml()[-40:])


class Handler(xml.sax.ContentHandler):
    depth = 0

    def startElement(self, name, attributes):
        print("  " * self.depth + name, dict(attributes))
        self.depth += 1

    def endElement(self, name):
        self.depth -= 1


xml.sax.parseString(TEXT.encode(), Handler())
print(xml.sax.saxutils.escape("<a & b>"), xml.sax.saxutils.quoteattr('"'))
expat = xml.parsers.expat.ParserCreate("koi8-r")
expat.CharacterDataHandler = print
print(expat.Parse("<a>Да</a>".encode("koi8-r"), True), xml.parsers.expat.EXPAT_VERSION)
print(xmlrpc.client.loads(xmlrpc.client.dumps((1, "二", [3.5, None]), "call", allow_none=True)))

message = email.message.EmailMessage(policy=email.policy.SMTP)
message["Subject"] = "こんにちは、世界"
message["From"] = "花子 <hanako@example.com>"
message.set_content("本文\n", charset="iso-2022-jp")
message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="データ.bin")
message.set_boundary("=" * 9)
packed = message.as_bytes()
print(packed.decode().splitlines())
read = email.message_from_bytes(packed, policy=email.policy.default)
print(read["Subject"], read["From"].addresses[0].display_name, read.get_body().get_content().strip())
print([(part.get_filename(), part.get_content()) for part in read.iter_attachments()])

print(html.escape("<a href='x'>"), html.unescape("&eacute;&#12354;&hearts;&notit;"))


class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        print(tag, attributes)


Links().feed("<p>one<br><a href=/x?a=1&amp;b>two</a><!-- <b> -->")
parts = urllib.parse.urlsplit("https://user@例え.jp:80/道/x;y?q=日本&q=2#終")
print(parts.hostname, parts.port, urllib.parse.parse_qs(parts.query), urllib.parse.quote("日本 /"))
print(urllib.parse.urljoin("http://a/b/c?d", "../e"), urllib.parse.urlencode({"a": ["1", "二"]}, doseq=True))

settings = configparser.ConfigParser()
settings.read_string("[DEFAULT]\nhome = /home\n[one]\npath: %(home)s/x\non = yes\n; nothing\n[two]\nlist =\n  a\n  b\n")
print(settings["one"]["path"], settings["one"].getboolean("on"), settings["two"]["list"].split(), settings.sections())
stream = io.StringIO()
settings.write(stream)
print(len(stream.getvalue().splitlines()))
print(tomllib.loads('a.b = 1\n[[c]]\nd = 1979-05-27T07:32:00Z\ne = """\nx"""'))
print(plistlib.loads(plistlib.dumps({"a": [1, b"x", True]})), json.dumps({"é": [1.5, None]}, indent=1))

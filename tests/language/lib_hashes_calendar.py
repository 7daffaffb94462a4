"""hashlib's own algorithms, hmac, uuid, calendar, colorsys, ipaddress, zlib-free checks: values that are fixed."""

import calendar
import colorsys
import graphlib
import hashlib
import hmac
import ipaddress
import string
import uuid

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    digest = getattr(hashlib, name)(b"hello ")
    digest.update(b"world")
    print(name, digest.hexdigest(), digest.digest_size, digest.block_size,
          digest.copy().hexdigest() == digest.hexdigest(), digest.name)
print(hashlib.shake_128(b"x").hexdigest(8), hashlib.blake2b(b"x", digest_size=8, key=b"k", salt=b"s",
                                                            person=b"p").hexdigest(), hmac.new(b"key", b"message",
                                                                "sha256").hexdigest(), hmac.compare_digest(b"a", b"a"),
                                                                hashlib.new("md5", b"").hexdigest(),
                                                                {"md5", "sha256"} <= hashlib.algorithms_guaranteed)
print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.com"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.UUID(int=5),
      uuid.UUID("12345678123456781234567812345678").urn, uuid.UUID(bytes=b"\x00" * 15 + b"\x01").fields,
      uuid.uuid5(uuid.NAMESPACE_DNS, "x").version)
print(calendar.month(2024, 2), calendar.isleap(2000), calendar.leapdays(1990, 2024), calendar.monthrange(2023, 2),
      calendar.weekday(2024, 2, 29), calendar.TextCalendar(6).formatmonth(2023, 10),
      calendar.Calendar().monthdayscalendar(2024, 9)[0], calendar.day_name[0], calendar.month_abbr[12],
      calendar.timegm((2024, 1, 1, 0, 0, 0)), list(calendar.Calendar(0).itermonthdates(2024, 2))[0], calendar.JANUARY,
      calendar.HTMLCalendar().formatday(3, 2), sep="\n")
print(colorsys.rgb_to_hsv(1, 0.5, 0), colorsys.hsv_to_rgb(0.5, 1, 1), colorsys.rgb_to_hls(0.2, 0.4, 0.6)[1],
      string.hexdigits, string.whitespace == " \t\n\r\x0b\x0c", string.printable[:12])
network = ipaddress.ip_network("192.168.0.0/29")
print([str(host) for host in network.hosts()][:3], network.netmask, network.broadcast_address,
      ipaddress.ip_address("192.168.0.5") in network, ipaddress.ip_address("::1").exploded,
      ipaddress.ip_address("10.0.0.1") + 5, ipaddress.ip_address("127.0.0.1").is_loopback,
      ipaddress.ip_interface("10.1.2.3/8").network, list(network.subnets(1)),
      ipaddress.ip_network("2001:db8::/32").num_addresses, int(ipaddress.ip_address("0.0.1.0")),
      ipaddress.ip_address(256), network.overlaps(ipaddress.ip_network("192.168.0.4/30")),
      list(ipaddress.summarize_address_range(ipaddress.ip_address("10.0.0.0"), ipaddress.ip_address("10.0.0.5"))),
      ipaddress.ip_address("fe80::1%eth0").scope_id)
for attempt in (lambda: hashlib.sha256("text"), lambda: hashlib.new("nope"), lambda: hashlib.blake2b(digest_size=100),
                lambda: hmac.new(b"k", b"m"), lambda: hmac.new("k", b"m", "md5"), lambda: uuid.UUID("x"),
                lambda: uuid.UUID(), lambda: uuid.UUID(int=-1), lambda: calendar.monthrange(2024, 13),
                lambda: calendar.setfirstweekday(9), lambda: ipaddress.ip_address("1.2.3"),
                lambda: ipaddress.ip_address("1.2.3.256"), lambda: ipaddress.ip_network("10.0.0.1/8"),
                lambda: ipaddress.ip_address(":::"), lambda: ipaddress.ip_network("10.0.0.0/33"),
                lambda: graphlib.TopologicalSorter().done("x"),
                lambda: ipaddress.ip_address("10.0.0.1") < ipaddress.ip_address("::1")):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

"""datetime: dates, times, differences, time zones, formatting, parsing, arithmetic, errors."""

import datetime as dt

d, t = dt.date(2024, 2, 29), dt.time(13, 5, 9, 123456)
now = dt.datetime(2024, 2, 29, 23, 59, 59, 999999)
utc, plus = dt.timezone.utc, dt.timezone(dt.timedelta(hours=5, minutes=30), "IST")
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple().tm_yday, d.ctime(),
      d.isoformat(), d.replace(year=2023, day=1), dt.date.fromordinal(1), dt.date.fromisoformat("2024-12-31"),
      dt.date.fromisoformat("20241231"), dt.date.fromisoformat("2024-W09-4"), dt.date.fromisocalendar(2020, 53, 5),
      dt.date.min, dt.date.max, dt.date.resolution)
print(t, repr(t), t.isoformat("minutes"), t.replace(hour=0), dt.time(), dt.time(1, tzinfo=utc),
      dt.time.fromisoformat("04:23:01.000384"), dt.time.fromisoformat("T0423"), dt.time(5, fold=1).fold,
      bool(dt.time()), dt.time.min, dt.time.max, t < dt.time(14), dt.time(1, tzinfo=plus).utcoffset())
print(now, repr(now), now.date(), now.time(), now.isoformat("T", "milliseconds"), now.ctime(),
      dt.datetime.combine(d, t), dt.datetime.fromisoformat("2024-02-29T12:30:45.5+05:30"),
      dt.datetime.fromisoformat("2024-02-29 12Z"), dt.datetime.fromtimestamp(0, utc),
      dt.datetime.fromtimestamp(1e9 + 0.5, plus), now.replace(tzinfo=utc).timestamp(), dt.datetime.min, dt.datetime.max,
      now.timetuple()[:6], dt.datetime.strptime("29/Feb/2024 01:02:03 PM", "%d/%b/%Y %I:%M:%S %p"))
one, two = dt.timedelta(days=1, hours=2, seconds=3.5), dt.timedelta(weeks=1, minutes=-30, milliseconds=5,
    microseconds=7)
print(one, repr(one), two, -one, repr(-one), abs(-one), one + two, two - one, one * 2, one * 1.5, one / 2, two / one,
      two // one, two % one, divmod(two, one), one.total_seconds(), one.days, one.seconds, one.microseconds, one < two,
      one == dt.timedelta(seconds=93603.5), bool(dt.timedelta()), dt.timedelta.max, dt.timedelta.min, dt.timedelta(0.5),
      dt.timedelta(microseconds=0.6), sum([one, two], dt.timedelta()), hash(one) == hash(dt.timedelta(1, 7203.5)),
      dt.timedelta(-1, 5), one // 7)
print(now + one, now - one, now - dt.datetime(2024, 1, 1), d + dt.timedelta(days=1), d - dt.timedelta(60),
      d - dt.date(2023, 3, 1), now > dt.datetime(2024, 1, 1), d < dt.date(2024, 3, 1), max(d, dt.date(2025, 1, 1)),
      d == dt.datetime(2024, 2, 29), [str(d + dt.timedelta(n)) for n in range(-1, 2)],
      dt.date(2024, 3, 31).replace(month=12), {d: 1}[dt.date(2024, 2, 29)])
aware = now.replace(tzinfo=plus)
print(aware, aware.utcoffset(), aware.tzname(), aware.astimezone(utc), aware.dst(), aware == aware.astimezone(utc),
      aware - now.replace(tzinfo=utc), now == aware, utc, repr(utc), plus, repr(plus),
      dt.timezone(dt.timedelta(hours=-3)), dt.timezone(dt.timedelta(seconds=1)), dt.timezone.min,
      utc == dt.timezone(dt.timedelta(0)), aware.utctimetuple()[:5], aware.isoformat(), dt.UTC is utc, utc.tzname(None),
      aware.timetz(), hash(aware) == hash(aware.astimezone(utc)))
for layout in ("%Y-%m-%d %H:%M:%S", "%a %A %b %B", "%j %U %W %w %u %V %G", "%y %I %p %f", "%c|%x|%X", "%d/%m/%Y %%",
               "%z %Z %:z", "%H h %M", "no directives é", "%d"):
    print(repr(layout), aware.strftime(layout), f"{d:%d %b}", format(t, "%H.%M"))
for text, layout in (("2024-060", "%Y-%j"), ("12 30", "%H %M"), ("Thu Feb 29 2024", "%a %b %d %Y"),
                     ("24-01-05", "%y-%m-%d"), ("2024 09 4", "%G %V %u"), ("10:20 +0530", "%H:%M %z"),
                     ("1.25", "%S.%f"), ("5 pm", "%I %p"), ("100%", "100%%")):
    print(text, dt.datetime.strptime(text, layout))


class Zone(dt.tzinfo):
    def utcoffset(self, when): return dt.timedelta(hours=1) + self.dst(when)
    def dst(self, when): return dt.timedelta(hours=1 if when and 3 < when.month < 10 else 0)
    def tzname(self, when): return "summer" if self.dst(when) else "winter"


zone = Zone()
print([dt.datetime(2024, month, 1, tzinfo=zone).strftime("%H %z %Z") for month in (1, 7)],
      dt.datetime(2024, 7, 1, 12, tzinfo=utc).astimezone(zone), dt.datetime(2024, 7, 1, tzinfo=zone).utcoffset())
for wrong in ("dt.date(2023, 2, 29)", "dt.date(0, 1, 1)", "dt.date(2024, 13, 1)", "dt.date('a', 1, 1)", "dt.date()",
              "dt.time(24)", "dt.time(1, 60)", "dt.datetime(2024, 1, 1, 1, 1, 1, 10 ** 6)", "dt.datetime(10000, 1, 1)",
              "dt.timedelta(days=10 ** 10)", "dt.timedelta('a')", "dt.timedelta.max + one", "dt.datetime.max + one",
              "dt.date.min - one", "now - aware", "now < aware", "d < now", "d - 1", "d + d", "t + one", "one * 'a'",
              "one / 0", "one // dt.timedelta()", "now + 5", "dt.date.fromisoformat('2024-2-3')",
              "dt.date.fromisoformat('x')", "dt.time.fromisoformat('25:00')", "dt.datetime.fromisoformat('2024-02-30')",
              "dt.date.fromisocalendar(2021, 53, 1)", "dt.datetime.strptime('x', '%Y')",
              "dt.datetime.strptime('2024 x', '%Y')", "dt.datetime.strptime('2024', '%Q')", "dt.timezone(5)",
              "dt.timezone(dt.timedelta(days=1))", "dt.timezone(one, 5)", "now.replace(month=13)", "now.astimezone(5)",
              "now.strftime(5)", "dt.date.fromordinal(0)", "dt.datetime.combine(t, d)", "setattr(d, 'year', 1)",
              "dt.tzinfo().utcoffset(now)", "now.isoformat(timespec='x')", "dt.time(1, tzinfo=5)"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")

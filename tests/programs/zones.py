# methods: forkserver
# shared: no, it is about the library
"""Time zones by their names, with data of their own."""

import datetime
import pickle
import zoneinfo
from importlib import resources

tokyo = zoneinfo.ZoneInfo("Asia/Tokyo")
new_york = zoneinfo.ZoneInfo("America/New_York")
utc = zoneinfo.ZoneInfo("UTC")
moment = datetime.datetime(2024, 7, 1, 12, tzinfo=utc)
for zone in (tokyo, new_york, zoneinfo.ZoneInfo("America/Argentina/Ushuaia"), zoneinfo.ZoneInfo("Europe/London")):
    local = moment.astimezone(zone)
    print(zone, local.isoformat(), local.tzname(), local.dst())

# An hour that there is twice, and one that there is not.
for fold in (0, 1):
    print(datetime.datetime(2024, 11, 3, 1, 30, fold=fold, tzinfo=new_york).astimezone(utc).isoformat())
print(datetime.datetime(2024, 3, 10, 2, 30, tzinfo=new_york).astimezone(utc).isoformat())
# Long ago, and far beyond the data.
print(datetime.datetime(1880, 1, 1, tzinfo=tokyo).utcoffset(), datetime.datetime(1948, 6, 1, tzinfo=tokyo).tzname())
print(datetime.datetime(2200, 7, 1, tzinfo=new_york).tzname())

print(zoneinfo.ZoneInfo("Asia/Tokyo") is tokyo, pickle.loads(pickle.dumps(tokyo)) is tokyo, zoneinfo.ZoneInfo.__module__)
print(len(zoneinfo.available_timezones()) > 400, "Asia/Tokyo" in zoneinfo.available_timezones())
for name in ("Asia/Nowhere", "Nowhere/Nothing", "../etc", "Asia"):
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, IsADirectoryError) as error:
        print(type(error) is zoneinfo.ZoneInfoNotFoundError or type(error).__name__)

folder = resources.files("tzdata")
print(folder.joinpath("zoneinfo/Asia/Tokyo").read_bytes()[:4], folder.joinpath("zones").read_text().splitlines()[0])
print((folder / "zoneinfo").is_dir(), (folder / "nothing").is_file(), "Asia" in [e.name for e in (folder / "zoneinfo").iterdir()])

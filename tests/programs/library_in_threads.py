# shared: same
"""Threads that come one after the other import what comes of one part of the library, and what was built in."""

import importlib
import threading


def load(*names):
    for name in names:
        print(importlib.import_module(name).__name__)


for names in (
    ["email.mime.text", "html.parser"],
    ["email.mime.audio", "encodings.cp437"],
    ["html.entities", "encodings.cp850", "plistlib"],
    ["email.mime.image", "encodings.latin_1", "calendar"],
):
    thread = threading.Thread(target=load, args=names)
    thread.start()
    thread.join()
load("email.mime.message", "encodings.utf_16", "graphlib")

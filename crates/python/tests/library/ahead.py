"""Of what was imported ahead, a program sees what it would see in CPython, and when."""

import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LIBRARY = HERE.parent.parent / "library"


def seen(*arguments):
    command = [sys.executable, "-B", "-I", "-S", HERE / "seen.py", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


class Ahead(unittest.TestCase):
    def test_modules_appear_as_they_are_imported(self):
        expected, found = seen("plain"), seen("ahead", HERE / "stand_in", LIBRARY)
        self.assertGreater(len(expected), 20)
        for line, other in zip(expected, found, strict=True):
            self.assertEqual(other, line)


unittest.main()

# shared: same
import os
import sys

print("to stdout")
print("to stderr", file=sys.stderr)
sys.stdout.write("no newline, ")
print("日本語 ", "\N{GRINNING FACE}", ascii("é"), end="|\n")
print(sys.stdout.encoding, sys.stdout.fileno(), sys.stdin.read() == "")
try:
    input()
except EOFError as error:
    print(error)
print("a", "b", sep="\n", flush=True)
sys.stderr.write("last on stderr\n")

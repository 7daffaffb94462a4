# shared: same
import inspect
import os
import os.path
import platform

print(os.name, os.sep, os.getpid() != os.getppid(), os.cpu_count() >= 1)
print(os.environ.get("NO_SUCH_VARIABLE", "default"), "PATH" in os.environ)
os.environ["NEW"] = "värde"
print(os.getenv("NEW"), os.environ.pop("NEW"), os.getenv("NEW"))
print(os.path.join("a", "b"), os.path.splitext("a/b.py"), os.path.basename(__file__))
print(os.path.exists("/no/such"), os.path.isfile(__file__), os.path.isdir("/"))
print(len(os.urandom(8)), os.fspath("x"), os.strerror(2))
for wrong in (lambda: open("/no/such"), lambda: os.listdir("/no/such"), lambda: os.kill(99999, 0)):
    try:
        wrong()
    except OSError as error:
        print(type(error).__name__, error)
with open(__file__) as file:
    print(file.readline().strip())
with open(os.devnull, "w") as null:
    print("swallowed", file=null)
os.kill(os.getpid(), 0)
print("signal 0 only asks")
for path in (__file__, "/no/such"):
    try:
        os.readlink(path)
    except OSError as error:
        print(type(error).__name__, error.errno)
print(os.path.realpath("/dev/../dev/./null"), os.path.islink(__file__))
print(inspect.stack()[0].function, platform.system())

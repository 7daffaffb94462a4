# methods: forkserver
# shared: no, it is about descriptors
"""Descriptors that stand for one open file, permission bits and the mask for them, copies of files with their bits."""

import os
import shutil
import stat
import sys
import tempfile


def bits(path):
    return stat.filemode(os.stat(path).st_mode)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.umask(0o022)
    print(oct(os.umask(0o027)))
    with open("file", "w") as file:
        file.write("0123456789")
    print(bits("file"), os.stat("file").st_uid == os.getuid(), os.stat("file").st_gid == os.getegid())
    os.chmod("file", 0o400)
    print(bits("file"))
    os.mkdir("directory")
    os.symlink("file", "link")
    print(bits("directory"), stat.S_ISLNK(os.lstat("link").st_mode), bits("link"))

    shutil.copy("file", "copy")
    shutil.copy2("file", "copy2")
    print(bits("copy"), bits("copy2"), os.stat("copy2").st_mtime == os.stat("file").st_mtime)
    with open("copy") as file:
        os.fchmod(file.fileno(), 0o640)
        print(bits("copy"), file.read(3))
    shutil.copytree(".", "../tree", symlinks=True, dirs_exist_ok=True)
    print(sorted(os.listdir("../tree")))
    shutil.rmtree("../tree")

    first = os.open("file2", os.O_RDWR | os.O_CREAT)
    second = os.dup(first)
    os.write(first, b"abc")
    print(os.lseek(second, 0, os.SEEK_CUR), os.fstat(first).st_ino == os.fstat(second).st_ino)
    os.lseek(second, 1, os.SEEK_SET)
    print(os.read(first, 10))
    os.close(first)
    print(os.pread(second, 3, 0))
    third = os.open("file", os.O_RDONLY)
    print(os.dup2(third, second) == second, os.read(second, 4))
    os.close(second)
    os.close(third)
    try:
        os.dup(third)
    except OSError as error:
        print(error)

    reading, writing = os.pipe()
    print(stat.S_ISFIFO(os.fstat(reading).st_mode))
    os.close(reading)
    os.close(writing)

    # What is printed goes to a file for a while.
    sys.stdout.flush()
    kept = os.dup(1)
    with open("printed", "w") as file:
        os.dup2(file.fileno(), 1)
    print("into a file", flush=True)
    os.dup2(kept, 1)
    os.close(kept)
    with open("printed") as file:
        print("read:", file.read().strip())
    os.chdir("/")
print(os.path.exists(folder))

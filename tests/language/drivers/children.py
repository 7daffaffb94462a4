"""Has a child import each of the programs beside this one, after a line with its name."""

from importlib import import_module
from multiprocessing import Process
from pathlib import Path

if __name__ == "__main__":
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem != "main":
            print("===", path.stem)
            child = Process(target=import_module, args=(path.stem,))
            child.start()
            child.join()
            if child.exitcode != 0:
                print("exit code", child.exitcode)

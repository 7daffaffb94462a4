"""In the place of the native module, for tests of what asks no kernel."""

OBJECTS, PROCESSES = 1_000_000, 2_000_000


class SemLock:
    SEM_VALUE_MAX = 2**31 - 1


class Memory(bytearray):
    """Some bytes; how often they were read and written is counted."""

    def __init__(self, size):
        super().__init__(size)
        self.id, self.size = 1, size
        self.reads = self.writes = 0

    def read(self, offset, length):
        self.reads += 1
        return bytes(self[offset:offset + length])

    def write(self, offset, data):
        self.writes += 1
        self[offset:offset + len(data)] = data


def get_native_id():
    return 1


def facts():
    return {
        "pid": 1, "parent": 0, "ppid": 0, "cpu_count": 2, "start_method": "spawn", "mode": "processes",
        "role": "main", "payload": None, "switch_interval": 0.005,
    }


def running():
    pass


def close(number):
    pass


def start(*args):
    raise NotImplementedError

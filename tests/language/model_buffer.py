"""The buffer protocol from Python: __buffer__, __release_buffer__, and who takes a buffer."""

import inspect


class Buffer:
    def __init__(self, data):
        self.data = bytearray(data)
        self.views = 0

    def __buffer__(self, flags):
        print("buffer", bool(flags & inspect.BufferFlags.WRITABLE))
        self.views += 1
        return memoryview(self.data)

    def __release_buffer__(self, view):
        print("release", bytes(view))
        self.views -= 1
        view.release()


buffer = Buffer(b"hello")
with memoryview(buffer) as view:
    print(view[0], view.format, view.nbytes, view.readonly, buffer.views)
    view[0] = ord("j")
    print(bytes(view[1:3]))
    try:
        buffer.data.append(1)
    except BufferError as error:
        print(error)
print(buffer.views, buffer.data)
print(bytes(buffer))
print(bytearray(buffer))
print(b"".join([buffer, b"!"]), b"jello" == bytes(buffer))
print(int.from_bytes(buffer), buffer.data.find(buffer))
print(buffer.__buffer__(0).tobytes())


class ReadOnly:
    def __buffer__(self, flags):
        if flags & inspect.BufferFlags.WRITABLE:
            raise BufferError("only for reading")
        return memoryview(b"fixed")


print(memoryview(ReadOnly()).readonly, bytes(ReadOnly()), memoryview(ReadOnly()).tolist())


class Wrong:
    def __buffer__(self, flags):
        return b"not a view"


class Broken:
    def __buffer__(self, flags):
        raise ValueError("no")


class Derived(bytearray):
    def __buffer__(self, flags):
        print("derived", len(self))
        return super().__buffer__(flags)


print(bytes(Derived(b"abc")), memoryview(Derived(b"x"))[0])
for attempt in (lambda: memoryview(Wrong()), lambda: memoryview(Broken()), lambda: memoryview(1),
                lambda: bytes(object()), lambda: b"" + 1,
                lambda: b"".join(["a"]), lambda: bytearray().extend("a")):
    try:
        attempt()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

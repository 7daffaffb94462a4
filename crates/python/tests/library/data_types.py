"""`ctypes` over data types of ours does what it does over CPython's: with the argument `plain`, that is asked instead."""

import pathlib
import pickle
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
IS_PLAIN = "plain" in sys.argv

if not IS_PLAIN:
    sys.path += [str(HERE / "stand_in"), str(HERE.parent.parent / "library")]
    import _spawnpoint
    from _spawnpoint_changes import Finder

    sys.meta_path.insert(0, Finder)

from ctypes import *


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_double)]


class Named(Structure):
    _fields_ = [("name", c_char * 8), ("wide", c_wchar * 4), ("point", Point)]


class Simple(unittest.TestCase):
    def test_values_are_converted(self):
        for kind, given, value in (
            (c_int, 7, 7), (c_int, 2**31 + 5, 5 - 2**31), (c_int, True, 1), (c_ubyte, 300, 44),
            (c_byte, 200, -56), (c_uint16, -1, 65_535), (c_int64, 2**64, 0), (c_double, 3, 3.0),
            (c_float, 0.1, 0.10000000149011612), (c_bool, "x", True), (c_char, b"a", b"a"),
            (c_char, 65, b"A"), (c_wchar, "é", "é"), (c_void_p, 3, 3), (c_void_p, None, None),
            (c_char_p, b"abc", b"abc"), (c_wchar_p, "añ", "añ"),
        ):
            with self.subTest(kind=kind, given=given):
                self.assertEqual(kind(given).value, value)
        self.assertEqual([c_int().value, c_char().value, c_double().value, bool(c_int())], [0, b"\0", 0.0, False])

    def test_what_cannot_be_converted(self):
        for kind, given, text in (
            (c_int, 1.5, "'float' object cannot be interpreted as an integer"),
            (c_int, "x", "'str' object cannot be interpreted as an integer"),
            (c_double, "x", "must be real number, not str"),
            (c_char, 300, "one character bytes, bytearray or integer expected"),
            (c_char, b"ab", "one character bytes, bytearray or integer expected"),
            (c_wchar, "ab", "one character unicode string expected"),
            (c_wchar, 3, "unicode string expected instead of int instance"),
        ):
            with self.subTest(kind=kind, given=given), self.assertRaises(TypeError) as raised:
                kind(given)
            self.assertEqual(str(raised.exception), text)

    def test_representation(self):
        class Own(c_int):
            pass

        self.assertEqual([repr(c_int(4)), repr(c_char(b"a")), repr(c_bool(3))], ["c_int(4)", "c_char(b'a')", "c_bool(True)"])
        self.assertRegex(repr(Own()), "^<Own object at 0x")

    def test_order_of_bytes(self):
        class Big(BigEndianStructure):
            _fields_ = [("x", c_int), ("y", c_short * 2)]

        big = Big(1, (2, 3))
        self.assertEqual(bytes(big), b"\0\0\0\1\0\2\0\3")
        self.assertEqual([big.x, big.y[1], bytes(c_int.__ctype_be__(1))], [1, 3, b"\0\0\0\1"])


class Arrays(unittest.TestCase):
    def test_items_and_slices(self):
        array = (c_int * 4)(1, 2)
        array[-1] = 9
        array[1:3] = [5, 6]
        self.assertEqual([list(array), array[::2], len(array), sizeof(array)], [[1, 5, 6, 9], [1, 6], 4, 16])
        view = memoryview(array)
        self.assertEqual([view.nbytes, view.itemsize, bytes((c_short * 2)(1, 2))], [16, 4, b"\1\0\2\0"])

    def test_misuse(self):
        array = (c_int * 3)()
        for error, text, use in (
            (IndexError, "invalid index", lambda: array[3]),
            (IndexError, "invalid index", lambda: array[-4]),
            (IndexError, "invalid index", lambda: (c_int * 1)(1, 2)),
            (ValueError, "Can only assign sequence of same size", lambda: array.__setitem__(slice(0, 2), [1])),
            (ValueError, "Array length must be >= 0, not -1", lambda: c_int * -1),
            (TypeError, "can't multiply sequence by non-int of type 'str'", lambda: c_int * "a"),
            (TypeError, "expected Point instance, got int", lambda: (Point * 1)(3)),
            (TypeError, "abstract class", Array),
        ):
            with self.subTest(text=text), self.assertRaises(error) as raised:
                use()
            self.assertEqual(str(raised.exception), text)

    def test_text(self):
        text = create_string_buffer(b"abc", 6)
        self.assertEqual([text.value, text.raw, text[:], text[1]], [b"abc", b"abc\0\0\0", b"abc\0\0\0", b"b"])
        text.value = b"x"
        self.assertEqual(text.raw, b"x\0c\0\0\0")
        wide = create_unicode_buffer("añb")
        self.assertEqual([wide.value, wide[:2]], ["añb", "añ"])
        for value, error, said in (
            (b"much too long", ValueError, "byte string too long"),
            ("text", TypeError, "bytes expected instead of str instance"),
        ):
            with self.assertRaises(error) as raised:
                text.value = value
            self.assertEqual(str(raised.exception), said)


class Structures(unittest.TestCase):
    def test_fields(self):
        point = Point(1, y=2)
        point.x += 4
        self.assertEqual([point.x, point.y, sizeof(Point), Point.y.offset, Point.y.size], [5, 2.0, 16, 8, 8])
        named = Named(b"name", "wide", (3, 4))
        named.point.y *= 2
        self.assertEqual([named.name, named.wide, named.point.x, named.point.y], [b"name", "wide", 3, 8.0])
        several = (Point * 2)((1, 2), Point(3, 4))
        several[0].x = 9
        self.assertEqual([(point.x, point.y) for point in several], [(9, 2.0), (3, 4.0)])

    def test_misuse(self):
        for error, text, use in (
            (TypeError, "too many initializers", lambda: Point(1, 2, 3)),
            (TypeError, "duplicate values for field 'x'", lambda: Point(1, x=2)),
            (TypeError, "underlying buffer is not writable", lambda: Point.from_buffer(b"abc")),
            (ValueError, "Buffer size too small (3 instead of at least 16 bytes)",
             lambda: Point.from_buffer(bytearray(3))),
            (ValueError, "offset cannot be negative", lambda: Point.from_buffer(bytearray(30), -1)),
            (TypeError, "this type has no size", lambda: sizeof(3)),
            (TypeError, "abstract class", Structure),
        ):
            with self.subTest(text=text), self.assertRaises(error) as raised:
                use()
            self.assertEqual(str(raised.exception), text)

    def test_bits_unions_and_parts_of_parts(self):
        class Bits(Structure):
            _fields_ = [("a", c_uint, 3), ("b", c_int, 5), ("c", c_uint)]

        class Either(Union):
            _fields_ = [("whole", c_uint), ("bytes", c_ubyte * 4)]

        class Outer(Structure):
            _anonymous_ = ["either"]
            _fields_ = [("first", c_short), ("either", Either)]

        bits = Bits(9, -3, 7)
        self.assertEqual([bits.a, bits.b, bits.c, sizeof(Bits)], [1, -3, 7, 8])
        outer = Outer(1)
        outer.whole = 0x01020304
        self.assertEqual([list(outer.bytes), sizeof(Outer), Outer.whole.offset], [[4, 3, 2, 1], 8, 4])

    def test_a_constructor_of_ones_own(self):
        class Own(Point):
            def __init__(self, both):
                self.x = self.y = both

        self.assertEqual([Own(3).x, Own(3).y], [3, 3.0])

    def test_pickles(self):
        point = pickle.loads(pickle.dumps(Point(4, 5)))
        self.assertEqual([point.x, point.y, pickle.loads(pickle.dumps(c_int(3))).value], [4, 5.0, 3])
        with self.assertRaises(ValueError):
            pickle.dumps(pointer(c_int()))


class Pointers(unittest.TestCase):
    def test_pointers(self):
        number, numbers = c_int(4), (c_int * 3)(1, 2, 3)
        to_number = pointer(number)
        to_number[0] = 5
        to_number.contents.value += 1
        self.assertEqual([number.value, to_number.contents.value, bool(POINTER(c_int)())], [6, 6, False])
        self.assertEqual([cast(numbers, POINTER(c_int))[2], cast(numbers, POINTER(c_int))[:2]], [3, [1, 2]])
        with self.assertRaises(ValueError) as raised:
            POINTER(c_int)().contents
        self.assertEqual(str(raised.exception), "NULL pointer access")

    def test_memory_at_an_address(self):
        numbers = (c_int * 3)(1, 2, 3)
        copy = (c_int * 3)()
        memmove(copy, numbers, sizeof(numbers))
        memset(addressof(numbers), 0, 4)
        self.assertEqual([list(copy), list(numbers)], [[1, 2, 3], [0, 2, 3]])
        self.assertEqual(c_int.from_address(addressof(copy) + 4).value, 2)
        self.assertEqual(string_at(create_string_buffer(b"text")), b"text")

    def test_buffers(self):
        data = bytearray(8)
        c_int.from_buffer(data, 4).value = 1
        copy = c_int.from_buffer_copy(data, 4)
        copy.value += 1
        self.assertEqual([data, copy.value], [bytearray(b"\0\0\0\0\1\0\0\0"), 2])

    def test_a_store_of_its_own_can_grow(self):
        class Empty(Structure):
            pass

        empty, number, items = Empty(), c_int(5), (c_byte * 3)(1, 2, 3)
        resize(empty, 4)
        memoryview(empty).cast("B")[:] = b"abcd"
        self.assertEqual([sizeof(empty), bytes(empty)], [4, b"abcd"])
        resize(number, 16)
        self.assertEqual([number.value, sizeof(number), sizeof(c_int), bytes(number)[4:]], [5, 16, 4, bytes(12)])
        resize(number, 8)
        self.assertEqual([number.value, sizeof(number)], [5, 8])
        resize(items, 100)
        self.assertEqual([list(items), len(items), sizeof(items)], [[1, 2, 3], 3, 100])
        for kind, argument, size, text in (
            (ValueError, c_int(), 3, "minimum size is 4"),
            (ValueError, c_int.from_buffer(bytearray(4)), 8, "Memory cannot be resized because this object doesn't own it"),
            (ValueError, Named().point, 100, "Memory cannot be resized because this object doesn't own it"),
            (TypeError, 3, 4, "expected ctypes instance"),
        ):
            with self.subTest(text=text), self.assertRaises(kind) as raised:
                resize(argument, size)
            self.assertEqual(str(raised.exception), text)


@unittest.skipIf(IS_PLAIN, "CPython shares memory by its address")
class Shared(unittest.TestCase):
    def test_memory_is_read_and_written_at_each_access(self):
        memory = _spawnpoint.Memory(8)
        number = (c_int * 2).from_buffer(memoryview(memory))
        memory.write(4, b"\7\0\0\0")
        self.assertEqual([number[1], memory.reads], [7, 1])
        number[0] = 3
        self.assertEqual([memory.read(0, 1), memory.writes], [b"\3", 2])

    def test_there_is_nothing_foreign(self):
        with self.assertRaisesRegex(OSError, "libc.so.6: this playground has no foreign code"):
            CDLL("libc.so.6")
        with self.assertRaises(AttributeError):
            pythonapi.Py_DecRef


unittest.main(argv=sys.argv[:1])

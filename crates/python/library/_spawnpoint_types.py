"""Names of the data types of C as a reader knows them from a machine of 64 bits."""


def change_ctypes(module):
    """Where `long` is no larger than `int`, CPython has one type for both, under the name of `long`."""
    if module.c_int is not module.c_long:
        return
    simple = module._SimpleCData
    for name, code in ("c_int", "i"), ("c_uint", "I"):
        kind = type(simple)(name, (simple,), {"_type_": code, "__module__": module.__name__})
        setattr(module, name, kind)
        setattr(module, f"{name}32", kind)

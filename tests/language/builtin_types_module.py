"""The types module: names of the types of things, new_class, coroutine, DynamicClassAttribute, get_original_bases."""

import types


def function(): yield
async def coroutine(): pass
async def async_generator(): yield


made = coroutine()
things = {"FunctionType": function, "LambdaType": lambda: 0, "GeneratorType": function(), "CoroutineType": made,
          "AsyncGeneratorType": async_generator(), "CodeType": function.__code__,
          "MethodType": type("C", (), {"m": lambda s: 0})().m, "BuiltinFunctionType": len,
          "BuiltinMethodType": [].append,
          "WrapperDescriptorType": object.__init__, "MethodWrapperType": object().__str__,
          "MethodDescriptorType": str.join, "ClassMethodDescriptorType": dict.__dict__["fromkeys"], "ModuleType": types,
          "CellType": (lambda x: lambda: x)(1).__closure__[0], "MappingProxyType": type.__dict__,
          "SimpleNamespace": types.SimpleNamespace(), "GenericAlias": list[int],
          "UnionType": int | str, "NoneType": None, "EllipsisType": ..., "NotImplementedType": NotImplemented,
          "GetSetDescriptorType": type(function).__dict__["__code__"], "MemberDescriptorType": type("S", (),
              {"__slots__": "a"}).a}
made.close()
for name, thing in things.items():
    print(name, isinstance(thing, getattr(types, name)), type(thing).__name__)
try:
    1 / 0
except ZeroDivisionError as error:
    print(isinstance(error.__traceback__, types.TracebackType), isinstance(error.__traceback__.tb_frame,
        types.FrameType))

print(types.new_class("New", (int,), {}, lambda body: body.update(x=5)).x, types.new_class("Plain").__bases__,
      types.prepare_class("P", (int,), {"metaclass": type})[0] is type, types.resolve_bases((list[int], int)) == (list,
          int))


class Sub(list[int]):
    pass


print(types.get_original_bases(Sub), types.get_original_bases(int), types.get_original_bases(type("D", (Sub,),
    {})) == (Sub,))


@types.coroutine
def old_style():
    return (yield "suspended")


async def awaits(): return await old_style()


running = awaits()
print(running.send(None))
try:
    running.send("answer")
except StopIteration as stop:
    print(stop.value)


class Virtual:
    def __init__(self): self._value = 5

    @types.DynamicClassAttribute
    def value(self): return self._value


print(Virtual().value, types.CellType(3).cell_contents, types.MethodType(lambda self, n: (self, n), "bound")(1),
      types.FunctionType((lambda a, b=2: a + b).__code__, {}, "named", (10,))(1), types.ModuleType("m").__name__,
      types.SimpleNamespace(a=1, b="x"), types.GenericAlias(list, (int,)), types.MappingProxyType({"k": 1})["k"])
trace = None
try:
    [][0]
except IndexError as error:
    trace = types.TracebackType(None, error.__traceback__.tb_frame, error.__traceback__.tb_lasti, 99)
print(trace.tb_lineno, trace.tb_next, sorted(name for name in types.__all__ if name.endswith("Type"))[:6],
      types.NoneType() is None)
for wrong in ("Virtual.value", "types.FunctionType(1, {})", "types.MethodType(1, 2)", "types.CellType(1, 2)",
              "types.ModuleType(5)", "types.SimpleNamespace(1)", "types.SimpleNamespace([])", "types.coroutine(5)",
              "types.new_class('X', 5)", "types.GeneratorType()", "types.FrameType()", "types.NoneType(1)",
              "types.UnionType()", "types.get_original_bases(5)", "types.TracebackType(1, 2, 3, 4)",
              "types.CodeType(1)", "types.MappingProxyType([])", "types.new_class('X', (), {}, 5)",
              "types.EllipsisType(1)", "types.GetSetDescriptorType()"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")

"""Exception groups: making, nesting, split and subgroup, derive, attributes, what is refused."""


def describe(group):
    if group is None:
        return "None"
    if isinstance(group, BaseExceptionGroup):
        return f"{type(group).__name__}[{', '.join(map(describe, group.exceptions))}]"
    return repr(group)


group = ExceptionGroup("outer", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3), KeyError(4)])])
print(group, repr(group), group.message, len(group.exceptions), group.args[0])
print(describe(group.subgroup(ValueError)), describe(group.subgroup((TypeError, KeyError))),
      describe(group.subgroup(OSError)))
for condition in (ValueError, (KeyError, TypeError), lambda error: isinstance(error, KeyError),
                  lambda error: error.args == (1,), ExceptionGroup, Exception, OSError):
    matched, rest = group.split(condition)
    print(describe(matched), "|", describe(rest))
print(group.subgroup(Exception) is group, group.split(lambda error: True)[0] is group,
      describe(group.subgroup(lambda error: not isinstance(error, BaseExceptionGroup) and error.args[0] > 1)))

group.add_note("a note")
try:
    try:
        raise ValueError("context")
    except ValueError:
        raise group from KeyError("cause")
except* ValueError as matched:
    print(matched.__notes__, repr(matched.__cause__), repr(matched.__context__), matched.__traceback__ is not None,
          matched.message)
except* Exception as rest:
    print(rest.__notes__, describe(rest))

mixed = BaseExceptionGroup("mixed", [ValueError(1), KeyboardInterrupt()])
print(type(mixed).__name__, type(BaseExceptionGroup("all ordinary", [ValueError(1)])).__name__,
      isinstance(mixed, Exception), isinstance(group, Exception), ExceptionGroup.__mro__[1:3])
print(describe(mixed.subgroup(Exception)), describe(mixed.split(KeyboardInterrupt)[0]))


class Custom(ExceptionGroup):
    def __new__(cls, message, errors, code=0):
        self = super().__new__(cls, message, errors)
        self.code = code
        return self

    def __init__(self, message, errors, code=0):
        super().__init__(message, errors)

    def derive(self, errors):
        return Custom(self.message, errors, self.code)


custom = Custom("custom", [ValueError(1), KeyError(2)], 7)
matched, rest = custom.split(ValueError)
print(describe(matched), matched.code, describe(rest), rest.code, custom.args, describe(custom.derive([OSError(5)])))


class NoDerive(ExceptionGroup):
    pass


print(describe(NoDerive("n", [ValueError(1), KeyError(2)]).split(ValueError)[0]))
nested = ValueError("deepest")
for depth in range(20):
    nested = ExceptionGroup(f"level {depth}", [nested])
print(str(nested), describe(nested).count("["), describe(nested.subgroup(ValueError)) == describe(nested))


def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaves(inner)
    else:
        yield error


print([repr(error) for error in leaves(group)], ExceptionGroup("x", [ValueError()]) == ExceptionGroup("x",
    [ValueError()]))
print(ExceptionGroup("empty message is fine", (OSError(2, "two"),)).exceptions, ExceptionGroup[int],
      str(ExceptionGroup("", [KeyError("k")])))
for attempt in (lambda: ExceptionGroup("none", []), lambda: ExceptionGroup("no list", ValueError()),
                lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", [1]),
                lambda: ExceptionGroup("x", [ValueError]), lambda: ExceptionGroup("x", [KeyboardInterrupt()]),
                lambda: ExceptionGroup("x"), lambda: ExceptionGroup(),
                lambda: NoDerive("x", [SystemExit()]), lambda: group.split(5), lambda: group.subgroup([ValueError]),
                lambda: group.split(), lambda: setattr(group, "exceptions", ()), lambda: setattr(group, "message", 5),
                lambda: BaseExceptionGroup("x", [object()]), lambda: group.split((ValueError, 1))):
    try:
        print(attempt())
    except (TypeError, ValueError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")

"""Marks where the main program reads and writes global variables that functions set, for the record of lost updates.

CPython tells of each instruction before it is executed; of those that are not marked only once.
"""

import dis
import sys

import _spawnpoint

_monitoring = sys.monitoring
_TOOL = 4


def _codes(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from _codes(constant)


def _mark(code, loads, stores, names):
    for instruction in dis.get_instructions(code):
        if instruction.argval in names and instruction.opname in (loads, stores):
            _spawnpoint.mark(
                code, instruction.offset, instruction.argval, instruction.opname == stores
            )
    _monitoring.set_local_events(_TOOL, code, _monitoring.events.INSTRUCTION)


def _stored(code, opname):
    return {
        instruction.argval for instruction in dis.get_instructions(code)
        if instruction.opname == opname
    }


def watch_main():
    """Watch the main program, whose module the calling thread runs."""
    main = sys.modules["__main__"].__dict__
    frame = sys._getframe()
    while frame is not None and (frame.f_globals is not main or frame.f_code.co_name != "<module>"):
        frame = frame.f_back
    if frame is not None:
        watch(frame.f_code)


def watch(module):
    """Have CPython tell of the variables that functions in this code of a module set."""
    if _monitoring.get_tool(_TOOL) is None:
        _monitoring.use_tool_id(_TOOL, "spawnpoint")
        _monitoring.register_callback(_TOOL, _monitoring.events.INSTRUCTION, _spawnpoint.touched)
    functions = [(code, _stored(code, "STORE_GLOBAL")) for code in _codes(module)]
    for code, names in functions:
        if names:
            _mark(code, "LOAD_GLOBAL", "STORE_GLOBAL", names)
    names = set().union(*(names for _, names in functions)) & _stored(module, "STORE_NAME")
    if names:
        _mark(module, "LOAD_NAME", "STORE_NAME", names)

"""Has CPython tell of each line while threads go on by one: `_spawnpoint.at_line` then has them stand still."""

import sys

import _spawnpoint

_monitoring = sys.monitoring
_events = _monitoring.events
_TOOL = 3


def begin():
    if _monitoring.get_tool(_TOOL) is None:
        _monitoring.use_tool_id(_TOOL, "spawnpoint step")
        _monitoring.register_callback(_TOOL, _events.LINE, _spawnpoint.at_line)
        _monitoring.register_callback(_TOOL, _events.JUMP, _spawnpoint.at_jump)
    _monitoring.restart_events()
    _monitoring.set_events(_TOOL, _events.LINE | _events.JUMP)


def end():
    if _monitoring.get_tool(_TOOL) is not None:
        _monitoring.set_events(_TOOL, 0)

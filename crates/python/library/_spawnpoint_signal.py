"""What the C library of the browser lacks of `signal`, and what needs nothing of it."""

from _spawnpoint_changes import put


def change_signal(module):
    def siginterrupt(signalnum, flag, /):
        """Whether a signal ends a call of the system: Python resumes it either way."""
        if not 0 < signalnum < module.NSIG:
            raise ValueError("signal number out of range")

    if not hasattr(module, "siginterrupt"):
        put(module, siginterrupt)

"""`_posixsubprocess`, where there are no other programs."""

import errno


def fork_exec(args, executable_list, *others):
    raise OSError(
        errno.ENOSYS, "this playground has no other programs to run; use multiprocessing", args[0]
    )

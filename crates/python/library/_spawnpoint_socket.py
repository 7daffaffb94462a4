"""Sockets: those of a pair, and no network."""

import errno

from _spawnpoint_changes import put

_NO_NETWORK = "there is no network in this playground"


def change_socket(module):
    families = (-1, module.AF_INET, module.AF_INET6)

    class socket(module.socket):
        def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
            if fileno is None and family in families:
                raise OSError(errno.ENETUNREACH, _NO_NETWORK)
            super().__init__(family, type, proto, fileno)

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        raise module.gaierror(module.EAI_FAIL, _NO_NETWORK)

    put(module, socket, getaddrinfo)

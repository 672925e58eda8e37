"""On PYTHONPATH, this makes every connection to another machine and every name look-up fail."""

import socket

_LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None}


class NetworkBlockedError(OSError):
    """Something wanted to leave this machine."""


def _check(address):
    host = address[0] if isinstance(address, tuple) else None  # a Unix socket's address is no tuple
    if host not in _LOCAL:
        raise NetworkBlockedError(f"the network is blocked: {host}")


def _guard(method):
    def guarded(self, address, *rest):
        _check(address)
        return method(self, address, *rest)

    return guarded


class BlockedSocket(socket.socket):
    """A socket that connects to this machine only."""

    connect = _guard(socket.socket.connect)
    connect_ex = _guard(socket.socket.connect_ex)


def _blocked_getaddrinfo(host, *args, _real=socket.getaddrinfo, **kwargs):
    _check((host.decode() if isinstance(host, bytes) else host,))
    return _real(host, *args, **kwargs)


socket.socket = BlockedSocket
socket.getaddrinfo = _blocked_getaddrinfo

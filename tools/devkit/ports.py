"""Choosing a port on which nobody listens."""

import socket

from .progress import Failure

HOST = "127.0.0.1"
TRIED = 100


def first_free(wanted: int) -> int:
    """`wanted`, or the next port above it that is free."""
    for port in range(wanted, min(wanted + TRIED, 65536)):
        if is_free(port):
            return port
    raise Failure(f"No port from {wanted} to {wanted + TRIED - 1} is free.")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # What was closed a moment ago does not count as taken; what is listened on does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])

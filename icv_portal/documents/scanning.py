"""Asking clamd whether a file holds a virus: its INSTREAM command over a socket, with time-outs, nothing more.

`settings.CLAMD_ADDRESS` is "host:port" or the path of a Unix socket; empty where no scanner is installed.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.conf import settings

CONNECTING, ANSWERING = 2.0, 20.0
"""Seconds to wait for the connection, and for each piece to be taken or the answer to come."""
PIECE = 64 * 1024
LENGTH = struct.Struct(">I")
LONGEST_ANSWER = 4096
CLEAN, FOUND = "OK", "FOUND"


class ScannerAway(Exception):
    """Nothing is known about the file: there is no answer, or none that says yes or no."""


@dataclass(frozen=True)
class ScanResult:
    """`found` is the name clamd gives the virus; empty when there is none."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(file: IO[bytes]) -> ScanResult:
    """Send the file from its beginning and leave it rewound. Raises ScannerAway."""
    file.seek(0)
    try:
        with _connection() as connection:
            connection.settimeout(ANSWERING)
            connection.sendall(b"zINSTREAM\0")
            for piece in _pieces(file):
                connection.sendall(LENGTH.pack(len(piece)) + piece)
            connection.sendall(LENGTH.pack(0))
            answer = _answer(connection)
    except (OSError, ValueError) as failure:
        raise ScannerAway(type(failure).__name__) from failure
    finally:
        file.seek(0)
    return _read(answer)


@contextmanager
def _connection() -> Iterator[socket.socket]:
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as local:
            local.settimeout(CONNECTING)
            local.connect(address)
            yield local
        return
    host, _separator, port = address.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING) as remote:
        yield remote


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _answer(connection: socket.socket) -> str:
    """Up to the NUL that ends it."""
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode(errors="replace").strip()


def _read(answer: str) -> ScanResult:
    """`stream: OK`, `stream: Name FOUND`; anything else, an exceeded size limit among it, decides nothing."""
    said = answer.removeprefix("stream:").strip()
    if said == CLEAN:
        return ScanResult()
    if said.endswith(f" {FOUND}"):
        return ScanResult(found=said.removesuffix(FOUND).strip())
    raise ScannerAway(said or "no answer")

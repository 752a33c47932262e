"""A clamd for the tests: it listens on a loopback socket and speaks the real protocol of INSTREAM."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

VIRUS = b"X5O!P%@AP-not-the-real-one"
NAME = "Test-Signature.UNOFFICIAL"
COMMAND = b"zINSTREAM\0"


@dataclass
class Clamd:
    """`answer` in place of a verdict of its own; None: it says nothing and hangs up. `seen` are the files sent."""

    listening: socket.socket
    answer: bytes | None = b""
    largest: int = 1 << 30
    seen: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        name = self.listening.getsockname()
        return name if isinstance(name, str) else f"{name[0]}:{name[1]}"

    def serve(self) -> None:
        while True:
            try:
                connection, _peer = self.listening.accept()
            except OSError:  # the test is over
                return
            with connection, connection.makefile("rb") as sent:
                said = self._answer(sent)
                if said is not None:
                    connection.sendall(said + b"\0")

    def _answer(self, sent: BinaryIO) -> bytes | None:
        if sent.read(len(COMMAND)) != COMMAND:
            return b"UNKNOWN COMMAND"
        content = b""
        while length := struct.unpack(">I", sent.read(4))[0]:
            content += sent.read(length)
            if len(content) > self.largest:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(content)
        if self.answer != b"":
            return self.answer
        return f"stream: {NAME} FOUND".encode() if VIRUS in content else b"stream: OK"


@contextmanager
def clamd(path: str = "") -> Iterator[Clamd]:
    """On a port of its own, or on a Unix socket at `path`."""
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(path or ("127.0.0.1", 0))
    listening.listen()
    server = Clamd(listening)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()

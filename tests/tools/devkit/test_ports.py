"""The wanted port, or the next free one."""

import socket
from contextlib import closing

import pytest

from tools.devkit import ports
from tools.devkit.progress import Failure


def test_the_wanted_port_when_nobody_listens_there() -> None:
    port = ports.any_free()
    assert ports.first_free(port) == port


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_the_next_free_port_when_somebody_listens(address: str) -> None:
    with closing(socket.create_server((address, 0))) as taken:
        port = taken.getsockname()[1]
        assert ports.first_free(port) > port


def test_it_is_said_when_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "TRIED", 1)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, pytest.raises(Failure, match="is free"):
        ports.first_free(taken.getsockname()[1])

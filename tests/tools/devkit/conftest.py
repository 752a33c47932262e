"""Small programs to be supervised."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.devkit.programs import Program
from tools.devkit.supervisor import Supervisor

MakeProgram = Callable[..., Program]


@pytest.fixture
def python_program(tmp_path: Path) -> MakeProgram:
    """Makes a program from a line of Python."""

    def make(name: str, code: str, *, patience: float = 5.0) -> Program:
        command = [sys.executable, "-c", code]
        return Program(name, command, dict(os.environ), tmp_path / f"{name}.log", tmp_path, patience=patience)

    return make


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path / "run")
    yield supervisor
    supervisor.stop()

"""The Python environment: .venv with exactly what requirements.lock names, hashes checked."""

import shutil
import sys

from . import commands, stamps
from .places import PACKAGES_LOCK, PYTHON, UV_LOCK, VENV
from .progress import Failure, say, step


def prepare() -> None:
    """Make .venv, unless it was made from the same lock by the same Python already."""
    made_from = stamps.digest(str(VENV), PACKAGES_LOCK, UV_LOCK)
    if PYTHON.exists() and stamps.is_current(VENV, made_from):
        return
    with step("Python packages") as progress:
        if not PYTHON.exists():
            make()
        progress.note = f"from {PACKAGES_LOCK.name}"
        install()
        stamps.mark(VENV, made_from)


def make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)  # left half made, or its Python has gone
    commands.run([sys.executable, "-m", "venv", VENV])


def install() -> None:
    """By uv, five times as fast as pip; by pip where uv cannot: it knows more about proxies and certificates."""
    pip_install(UV_LOCK)
    try:
        uv_sync()
    except Failure as failure:
        say(f"  uv did not manage, pip takes a minute instead: {failure}")
        pip_install(PACKAGES_LOCK)


def uv_sync() -> None:
    """With uv's own list of authorities first: a small machine has no other. A company's network may need the other."""
    sync: commands.Words = [VENV / "bin/uv", "pip", "sync", "--python", PYTHON, "--require-hashes", PACKAGES_LOCK]
    env = commands.environment(UV_PYTHON_DOWNLOADS="never")
    try:
        commands.run(sync, env=env)
    except Failure as failure:
        if "certificate" not in str(failure):
            raise
        commands.run(sync, env=env | {"UV_SYSTEM_CERTS": "true"})


def pip_install(lock: object) -> None:
    commands.run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)])

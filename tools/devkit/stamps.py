"""Stamps: what has been made from unchanged inputs is not made again.

A stamp lies inside the directory it vouches for, so that deleting the directory deletes the stamp.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = ".stamp"


def digest(*inputs: str | Path) -> str:
    """SHA-256 over texts, and over names and contents of files and of all files below directories."""
    sum_of_all = hashlib.sha256()
    for entry in inputs:
        if isinstance(entry, str):
            sum_of_all.update(entry.encode() + b"\0")
            continue
        for file in files_below(entry):
            sum_of_all.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return sum_of_all.hexdigest()


def files_below(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def is_current(directory: Path, expected: str) -> bool:
    """Whether `directory` was made from inputs with this digest."""
    stamp = directory / NAME
    return stamp.is_file() and stamp.read_text() == expected


def mark(directory: Path, made_from: str) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / NAME).write_text(made_from)

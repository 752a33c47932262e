"""Static files are collected again when what goes into them changed, and only then."""

from tools.devkit import preparation
from tools.devkit.places import STATIC


def test_what_is_collected_does_not_count_as_its_own_source() -> None:
    before = preparation.digest_of_static_files()
    probe = STATIC / "probe.txt"
    probe.write_text("collected")
    try:
        assert preparation.digest_of_static_files() == before
    finally:
        probe.unlink()

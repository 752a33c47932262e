"""Nothing is made again from unchanged inputs, everything from changed ones."""

from pathlib import Path

import pytest

from tools.devkit import stamps


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "sources/deep").mkdir(parents=True)
    (tmp_path / "sources/deep/one.css").write_text("a")
    return tmp_path / "sources"


def test_unchanged_inputs_are_current(sources: Path, tmp_path: Path) -> None:
    stamps.mark(tmp_path / "made", stamps.digest("text", sources))
    assert stamps.is_current(tmp_path / "made", stamps.digest("text", sources))


@pytest.mark.parametrize(
    ("name", "content"),
    [("deep/one.css", "b"), ("deep/two.css", ""), ("other/one.css", "a")],
)
def test_a_changed_added_or_moved_file_is_noticed(sources: Path, tmp_path: Path, name: str, content: str) -> None:
    stamps.mark(tmp_path / "made", stamps.digest(sources))
    (sources / name).parent.mkdir(exist_ok=True)
    (sources / name).write_text(content)
    assert not stamps.is_current(tmp_path / "made", stamps.digest(sources))


def test_compiled_files_do_not_count(sources: Path, tmp_path: Path) -> None:
    stamps.mark(tmp_path / "made", stamps.digest(sources))
    (sources / "__pycache__").mkdir()
    (sources / "__pycache__/one.pyc").write_text("x")
    assert stamps.is_current(tmp_path / "made", stamps.digest(sources))


def test_what_was_never_made_is_not_current(sources: Path, tmp_path: Path) -> None:
    assert not stamps.is_current(tmp_path / "made", stamps.digest(sources))

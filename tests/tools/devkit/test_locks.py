"""One portal for a checkout, and a clear word for the second."""

from pathlib import Path

import pytest

from tools.devkit.locks import only_one
from tools.devkit.progress import Failure


def test_the_second_is_told_where_the_first_runs(tmp_path: Path) -> None:
    first = only_one(tmp_path / "lock", "The portal")
    with pytest.raises(Failure, match=r"^The portal is already starting\.$"):
        only_one(tmp_path / "lock", "The portal")
    first.tell("http://127.0.0.1:8000")
    with pytest.raises(Failure, match=r"^The portal is already running at http://127\.0\.0\.1:8000$"):
        only_one(tmp_path / "lock", "The portal")
    first.give_back()


def test_a_lock_that_was_given_back_can_be_taken(tmp_path: Path) -> None:
    only_one(tmp_path / "lock", "The portal").give_back()
    only_one(tmp_path / "lock", "The portal").give_back()


def test_what_an_earlier_holder_left_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("http://127.0.0.1:8000, and what a longer line leaves")
    lock = only_one(tmp_path / "lock", "The portal")
    assert lock.told() == "starting"
    lock.give_back()

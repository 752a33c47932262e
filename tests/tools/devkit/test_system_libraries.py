"""What the machine lacks is installed where that is allowed, and named where it is not."""

import pytest

from tools.devkit import commands, system_libraries
from tools.devkit.progress import Failure
from tools.devkit.system_libraries import Need

ABSENT = Need("a library", lambda: False, debian="libabsent0", homebrew="absent")


def test_what_the_portal_needs_is_here() -> None:
    assert [need.name for need in system_libraries.TESTS if not need.is_present()] == []


def test_without_the_right_to_install_the_line_to_run_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_libraries, "right_to_install", lambda: None)
    monkeypatch.setattr(system_libraries.sys, "platform", "linux")
    with pytest.raises(Failure, match="sudo apt-get install -y --no-install-recommends libabsent0"):
        system_libraries.prepare((ABSENT,))


def test_root_installs_after_reading_the_list_of_packages_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], env: object) -> None:
        ran.append(command[1:3])
        if len(ran) == 1:
            raise Failure("Unable to locate package")

    monkeypatch.setattr(system_libraries, "right_to_install", list)
    monkeypatch.setattr(system_libraries.sys, "platform", "linux")
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(commands, "run", run)
    with pytest.raises(Failure, match="Installed, but still not found: a library"):
        system_libraries.prepare((ABSENT,))
    assert ran == [["install", "-y"], ["update"], ["install", "-y"]]


def test_a_library_that_does_not_exist_is_not_found() -> None:
    assert not system_libraries.library("surely-not-there", 0)()

"""What must come from the operating system: WeasyPrint's libraries and fonts, and a browser for the tests.

Installed with apt-get where that is allowed (root, or sudo that asks for no password); otherwise the line to run is
shown.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import commands
from .progress import Failure, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FONTS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
)


@dataclass(frozen=True)
class Need:
    """Something of the operating system: how to see that it is there, and the packages that bring it."""

    name: str
    is_present: Callable[[], bool]
    debian: str
    homebrew: str


def loads(*names: str) -> bool:
    """Whether the first loadable of these libraries loads."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def library(base: str, version: int) -> Callable[[], bool]:
    mac = f"lib{base}.{version}.dylib"
    return lambda: loads(f"lib{base}.so.{version}", mac, f"/opt/homebrew/lib/{mac}", f"/usr/local/lib/{mac}")


def browser() -> str | None:
    """The path of a Chromium; the environment variable CHROMIUM comes first."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def has_fonts() -> bool:
    return any(file.suffix in {".ttf", ".otf", ".ttc"} for place in FONTS for file in place.rglob("*"))


PORTAL = (
    Need("venv and pip of Python", lambda: importlib.util.find_spec("ensurepip") is not None, "python3-venv", "python"),
    Need("Pango", library("pango-1.0", 0), "libpango-1.0-0", "pango"),
    Need("PangoFT2", library("pangoft2-1.0", 0), "libpangoft2-1.0-0", "pango"),
    Need("HarfBuzz Subset", library("harfbuzz-subset", 0), "libharfbuzz-subset0", "harfbuzz"),
    Need("fonts", has_fonts, "fonts-dejavu-core", "font-dejavu"),
)
TESTS = (*PORTAL, Need("Chromium", lambda: browser() is not None, "chromium", "chromium"))


def prepare(needs: tuple[Need, ...]) -> None:
    """Make sure that all `needs` are met; raises Failure with the line to run when they cannot be."""
    missing = [need for need in needs if not need.is_present()]
    if not missing:
        return
    with step("system packages") as progress:
        install(missing)
        progress.note = f"{len(missing)} installed"
    still = [need.name for need in missing if not need.is_present()]
    if still:
        raise Failure(f"Installed, but still not found: {', '.join(still)}.")


def install(missing: list[Need]) -> None:
    names = ", ".join(need.name for need in missing)
    if sys.platform == "darwin":
        packages = sorted({need.homebrew for need in missing})
        raise Failure(f"Missing: {names}. Please run:\n\n    brew install {' '.join(packages)}\n")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *sorted({need.debian for need in missing})]
    prefix = right_to_install()
    if shutil.which("apt-get") is None or prefix is None:
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        raise Failure(f"Missing: {names}. Please run (on Debian or Ubuntu):\n\n    {' '.join(sudo + command)}\n")
    env = commands.environment(DEBIAN_FRONTEND="noninteractive")
    try:
        commands.run([*prefix, *command], env=env)
    except Failure:
        # The machine's list of packages may be empty or old.
        commands.run([*prefix, "apt-get", "update"], env=env)
        commands.run([*prefix, *command], env=env)


def right_to_install() -> list[str] | None:
    """What goes before apt-get: nothing for root, sudo where it asks for no password; None where there is no right."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None

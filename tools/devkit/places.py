"""Where things are in a checkout; everything that is generated lies in var/, .venv/ and node_modules/."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
STATIC = VAR / "static"
FONTS = VAR / "fonts"

# What `make run` writes while it runs: database, queue, logs. A second portal of one checkout names another directory.
DATA = Path(os.environ.get("ICV_DATA", VAR))
LOGS = DATA / "log"

PYTHON = VENV / "bin/python"
PACKAGES_LOCK = ROOT / "requirements.lock"
PRODUCTION_LOCK = ROOT / "requirements-production.lock"
UV_LOCK = ROOT / "requirements-uv.lock"
NODE_LOCK = ROOT / "requirements-node.lock"


def site_packages() -> Path:
    """The directory of the environment that holds the installed packages."""
    return next((VENV / "lib").glob("python3*/site-packages"))


def reachable_for_all(path: Path) -> bool:
    """Whether every user of the machine may walk down to `path`."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents) if step.is_dir())


def services_home(directory: Path) -> Path:
    """Where PostgreSQL keeps its files for what is kept in `directory`; usually there.

    PostgreSQL refuses to run as root and is then started as nobody, who cannot enter a checkout below /root.
    Its files then lie in /var/lib, and a link in `directory` shows where.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or reachable_for_all(directory):
        return directory
    key = hashlib.sha256(str(directory).encode()).hexdigest()[:12]
    home = Path("/var/lib/icv-portal") / key
    home.mkdir(parents=True, exist_ok=True)
    link = directory / "outside"
    if not link.is_symlink():
        link.symlink_to(home)
    return home

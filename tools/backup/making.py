"""Makes a backup while the portal runs: one moment of the database, then the documents, which are never changed."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from icv_portal.journal.verification import verify
from tools.backup import database
from tools.backup.manifest import DOCUMENTS, DUMP, NAME, Manifest, files_below, sha256
from tools.devkit.progress import step


def make(folder: Path) -> tuple[Path, list[str]]:
    """The new backup below `folder`, and what was missing or altered already: documents, and entries of the journal."""
    made_at = datetime.now(UTC)
    backup = folder / f"{made_at:%Y-%m-%dT%H-%M-%SZ}"
    unfinished = backup.with_suffix(".unfinished")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished.mkdir(mode=0o700)
    with database.snapshot(os.environ["DATABASE_URL"]) as (connection, name):
        with step("database"):
            database.dump(os.environ["DATABASE_URL"], unfinished / DUMP, snapshot_name=name)
        issued = database.issued_documents(connection)
        tables, journal = database.numbers_of_rows(connection), database.journal_heads(connection)
    with step("documents") as progress:
        copy_documents(unfinished / DOCUMENTS)
        progress.note = f"{len(issued)} issued"
    files = {name: sha256(path) for name, path in files_below(unfinished).items()}
    altered = sorted(name for name, made in issued.items() if files.get(f"{DOCUMENTS}/{name}") != made)
    with step("journal"):
        altered += map(str, verify().broken)
    Manifest(made_at.isoformat(), last_migrations(), files, tables, journal, altered).write(unfinished)
    os.sync()  # a backup has its name only when the disk has it
    unfinished.rename(backup)
    return backup, altered


def copy_documents(to: Path) -> None:
    """After the database: each document its rows name lies there since before they were written."""
    to.mkdir()
    for name, path in files_below(settings.MEDIA_ROOT).items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # a history as a file is there for a week only
            shutil.copy2(path, to / name)


def last_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).graph.leaf_nodes())


def digest_of_manifest(backup: Path) -> str:
    return sha256(backup / NAME)

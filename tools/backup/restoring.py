"""Restores a backup into an empty database and an empty folder, and compares what is there with what was."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from icv_portal.journal.verification import verify
from tools.backup import database
from tools.backup.making import last_migrations
from tools.backup.manifest import DOCUMENTS, DUMP, Manifest, check_files, read, sha256
from tools.devkit.progress import Failure, step


@dataclass(frozen=True)
class Restored:
    """How many of each were compared; `altered` is what was so before the backup."""

    tables: int
    documents: int
    chains: int
    altered: list[str]


def restore(backup: Path) -> Restored:
    """Raises Failure before anything is written, unless the backup is whole and there is room for it; and afterwards,
    when what was restored is not what was backed up."""
    url = os.environ["DATABASE_URL"]
    manifest = read(backup)
    with step("manifest"):
        check_files(manifest, backup)
    require_same_release(manifest)
    require_room(url)
    with step("database"):
        database.load(url, backup / DUMP)
    with step("documents"):
        shutil.copytree(backup / DOCUMENTS, settings.MEDIA_ROOT, dirs_exist_ok=True)
    with step("comparison"):
        return compare(url, manifest)


def require_same_release(manifest: Manifest) -> None:
    if manifest.migrations != last_migrations():
        raise Failure("The backup was made by another release of the portal: restore it with that one, then upgrade.")


def require_room(url: str) -> None:
    if not database.is_empty(url):
        raise Failure("The database is not empty: a backup is restored into an empty one only.")
    if settings.MEDIA_ROOT.is_dir() and any(settings.MEDIA_ROOT.iterdir()):
        raise Failure(f"{settings.MEDIA_ROOT} is not empty: documents are restored into an empty folder only.")


def compare(url: str, manifest: Manifest) -> Restored:
    with psycopg.connect(url) as connection:
        tables, journal = database.numbers_of_rows(connection), database.journal_heads(connection)
        issued = database.issued_documents(connection)
    wrong = [f"table {name}" for name in differing(manifest.tables, tables)]
    wrong += [f"chain {name} of the journal" for name in differing(manifest.journal, journal)]
    wrong += [f"document {name}" for name in altered(issued) if name not in manifest.altered]
    wrong += [told for told in map(str, verify().broken) if told not in manifest.altered]
    if wrong:
        raise Failure("What was restored is not what was backed up:\n" + "\n".join(f"  {line}" for line in wrong))
    return Restored(len(tables), len(issued), len(journal), manifest.altered)


def differing(expected: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def altered(issued: dict[str, str]) -> list[str]:
    """Documents whose file is not the one they were made with."""
    files = {name: settings.MEDIA_ROOT / name for name in issued}
    return sorted(name for name, file in files.items() if not file.is_file() or sha256(file) != issued[name])

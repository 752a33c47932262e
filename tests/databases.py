"""Databases for tests: one migrated template, and copies of it made in a fraction of a second.

Truncating is no way back to a clean database here: the journal and the histories refuse it, and what migrations load
would be gone.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tools.devkit import stamps
from tools.devkit.places import PACKAGES_LOCK, ROOT

PREFIX = "icv_template_"
APPS = [ROOT / name for name in ("icv_portal", "programs", "approvals", "monitoring", "audit_trail")]
ONE_AT_A_TIME = 958  # key of the advisory lock under which the template is made


def url_of(database: str) -> str:
    """The URL of another database on the same server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@cache
def template() -> str:
    """The name of the migrated template, made now if the migrations or what they load have changed."""
    name = PREFIX + digest()[:16]
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if name not in existing(server):
            for outdated in existing(server):
                drop(server, outdated)
            build(server, name)
    return name


def digest() -> str:
    """Changes with everything a migrated database is made from."""
    sources = [file for app in APPS for place in ("migrations", "rules") for file in app.rglob(f"{place}/**/*.py")]
    sources += [file for app in APPS for file in app.rglob("reference_data*.py")]
    return stamps.digest(*sorted(sources), PACKAGES_LOCK, Path(__file__))


def existing(server: psycopg.Connection) -> list[str]:
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return [name for (name,) in found]


def build(server: psycopg.Connection, name: str) -> None:
    """Migrate under another name first, so that a half made template is never used."""
    unfinished = f"{name}_unfinished"
    create(server, unfinished)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url_of(unfinished)},
        check=True,
    )
    with psycopg.connect(url_of(unfinished)) as made:
        # no beat runs beside most tests, and a template may be days old: that is no alarm
        made.execute("UPDATE sweeps_sweep SET expected_since = '2100-01-01'")
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name)))


def create(server: psycopg.Connection, name: str, source: str = "template0") -> None:
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))


def drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def fresh_database() -> Iterator[str]:
    """The name of a migrated database that nobody else uses; dropped afterwards, whoever is still connected."""
    source, name = template(), f"icv_own_{uuid4().hex[:12]}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        create(server, name, source)
    try:
        yield name
    finally:
        with psycopg.connect(url_of("postgres"), autocommit=True) as server:
            drop(server, name)


@contextmanager
def used_by_django(blocker: DjangoDbBlocker) -> Iterator[str]:
    """The URL of a fresh database; Django in this process uses it, too."""
    settings = connections.settings["default"]
    # A pool holds connections that outlive the test, and a database in use cannot be dropped.
    settings["OPTIONS"].pop("pool", None)
    connections.close_all()
    earlier = settings["NAME"]
    with fresh_database() as name, blocker.unblock():
        settings["NAME"] = name
        try:
            yield url_of(name)
        finally:
            connections.close_all()
            settings["NAME"] = earlier

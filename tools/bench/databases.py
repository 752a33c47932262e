"""Scratch databases on the server DATABASE_URL names: made by template, dropped afterwards, nothing else touched."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

SERVER_URL = os.environ["DATABASE_URL"]


def url_of(name: str) -> str:
    return urlsplit(SERVER_URL)._replace(path=f"/{name}").geturl()


@contextmanager
def scratch(purpose: str, *, template: str = "template0") -> Iterator[str]:
    """The name of a fresh database; one that a killed run left behind makes way for it."""
    name = f"icv_bench_{purpose}"
    _drop(name)
    _on_server("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield name
    finally:
        _drop(name)


def use(name: str) -> None:
    """Make this process's own Django work in the database."""
    leave()
    connection.settings_dict["NAME"] = name


def leave() -> None:
    """Close what Django has open: only a database nobody uses can be a template."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone


def _drop(name: str) -> None:
    _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _on_server(statement: str, *names: str) -> None:
    with psycopg.connect(SERVER_URL, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

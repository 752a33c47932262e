"""A PostgreSQL that may be stopped under the worker, and the processes that live on it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.faults.processes import Processes
from tools.devkit import postgres
from tools.devkit.supervisor import Supervisor

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("own_database")


@pytest.fixture(scope="package")
def home() -> Iterator[Path]:
    """A directory that everybody may enter, unlike pytest's own, and with a path short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


@pytest.fixture(scope="package")
def database_server(home: Path) -> Iterator[Supervisor]:
    """The supervisor of a PostgreSQL that is the tests' server meanwhile. It keeps what it has committed."""
    sockets = home / "postgres-sockets"
    sockets.mkdir()
    server, supervisor = postgres.server(home, sockets, home / "postgres.log"), Supervisor(home / "run")
    connections.close_all()
    databases.template.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        try:
            supervisor.start(server.program())
            supervisor.wait_until(server.is_ready, "postgres")
            patch.setenv("DATABASE_URL", server.url)
            for key, value in dj_database_url.parse(server.url).items():
                if key in ("HOST", "PORT", "USER", "PASSWORD"):
                    patch.setitem(connections.settings["default"], key, value)
            yield supervisor
        finally:
            supervisor.stop()
            databases.template.cache_clear()


@pytest.fixture
def own_database(database_server: Supervisor, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with databases.used_by_django(django_db_blocker) as url:
        yield url


@pytest.fixture
def processes(own_database: str, database_server: Supervisor, tmp_path: Path) -> Iterator[Processes]:
    """Not started yet; stopped at the end, and nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as sockets:
        made = Processes(own_database, database_server, tmp_path, Path(sockets))
        yield made
        made.supervisor.stop()

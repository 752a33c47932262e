"""What all tests share: the database they get, and how long the long ones run."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker
from whitenoise import WhiteNoise

from tests import databases

hypothesis.settings.register_profile("quick", deadline=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=1000, stateful_step_count=100)
hypothesis.settings.load_profile("long" if os.environ.get("SOAK") == "1" else "quick")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "own_database: has a database of its own, with processes and threads that use it"
    )
    config.addinivalue_line("markers", "soak: long form of a test, run by make soak")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "own_database" in getattr(item, "fixturenames", ()):
            item.add_marker("own_database")


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """Each test client loads the middleware anew; looking at every file again took a sixth of the time of all tests."""
    listed: dict[tuple[str, str], dict[str, Any]] = {}
    look = WhiteNoise.update_files_dictionary

    def look_once(noise: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in listed:
            look(noise, root, prefix)
            listed[root, prefix] = dict(noise.files)
        noise.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_once)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's databases are copies of the migrated template, too."""
    settings = connections.settings["default"]
    settings["TEST"]["TEMPLATE"] = databases.template()
    # A pool holds connections that outlive the test, and a database in use cannot be dropped.
    settings["OPTIONS"].pop("pool", None)


@pytest.fixture
def own_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The URL of a migrated database for this test alone; Django in this process uses it, too."""
    with databases.used_by_django(django_db_blocker) as url:
        yield url


@pytest.fixture(autouse=True)
def _database_for_marked_tests(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("own_database"):
        request.getfixturevalue("own_database")

"""Tests' own databases: migrated, separate, gone afterwards."""

import psycopg
import pytest
from django.db import connection

from icv_portal.accounts.models import User
from tests import databases


def names_on_server() -> set[str]:
    with psycopg.connect(databases.url_of("postgres")) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database")}


@pytest.mark.own_database
def test_django_uses_the_own_database_of_a_marked_test() -> None:
    User.objects.create(email="drafter@example.kz", full_name="Айгүл")
    assert User.objects.count() == 1


@pytest.mark.own_database
def test_what_another_test_wrote_is_not_there() -> None:
    assert User.objects.count() == 0


def test_a_fresh_database_is_dropped_though_somebody_is_connected() -> None:
    with databases.fresh_database() as name:
        guest = psycopg.connect(databases.url_of(name))
        assert name in names_on_server()
    assert name not in names_on_server()
    guest.close()


def test_the_template_is_made_once() -> None:
    assert databases.template() == databases.template()
    assert databases.template() in names_on_server()


@pytest.mark.django_db
def test_ordinary_tests_share_a_copy_of_the_template() -> None:
    assert connection.settings_dict["NAME"].startswith("test_icv_portal")
    assert connection.settings_dict["TEST"]["TEMPLATE"] == databases.template()

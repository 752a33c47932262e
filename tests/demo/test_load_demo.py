from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from icv_portal.accounts.models import User
from icv_portal.accounts.rules.roles import Role
from icv_portal.demo.management.commands import load_demo
from icv_portal.demo.people import DEMO_PASSWORD, sign_ins


@pytest.fixture
def loaded_at(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments for which the command asks the demo to be loaded; nothing is."""
    moments: list[datetime] = []
    monkeypatch.setattr(load_demo, "load", lambda *, at: moments.append(at))
    return moments


@pytest.fixture
def somebody(db: None) -> User:
    return User.objects.create_user("somebody@company.example", "Біреу")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def test_show_prints_the_sign_ins_without_a_database(loaded_at: list[datetime]) -> None:
    shown = run("--show")
    assert [one.email for one in sign_ins() if one.email not in shown] == []
    assert [role for role in Role if role.label.en not in shown] == []
    assert DEMO_PASSWORD in shown
    assert loaded_at == []


def test_loading_prints_the_same_table(loaded_at: list[datetime]) -> None:
    assert run("--if-empty") == run("--show")
    assert len(loaded_at) == 1


def test_nothing_is_loaded_beside_people_when_asked_for_an_empty_database(somebody: User) -> None:
    assert run("--if-empty") == "There are people in the database already: nothing was loaded.\n"
    assert list(User.objects.all()) == [somebody]


def test_loading_beside_people_is_an_error(somebody: User) -> None:
    with pytest.raises(CommandError, match="only into an empty one"):
        run()
    assert list(User.objects.all()) == [somebody]


@pytest.mark.parametrize("argument", ["--if-empty", "--show"])
def test_where_the_demo_is_not_allowed_it_is_neither_loaded_nor_shown(
    argument: str, settings: Settings, loaded_at: list[datetime]
) -> None:
    run(argument)
    settings.ALLOW_DEMO = False
    loaded_at.clear()
    with pytest.raises(CommandError, match="ALLOW_DEMO=0"):
        run(argument)
    assert loaded_at == []

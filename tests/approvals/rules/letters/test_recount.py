"""A moved term for rework: which refusal it is about, the new last day, and every day counted."""

from dataclasses import replace

import pytest

from approvals.rules.letters.recount import UNKNOWN
from tests.factories import letters
from tests.factories.letters import said


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", "№ 17/2026 бас тартуда (2026 жылғы 23 қараша) көрсетілген"),
        ("ru", "в отказе № 17/2026 от 23 ноября 2026 года"),
    ],
)
def test_it_names_the_refusal_and_the_new_last_day(language: str, expected: str):
    letter = letters.recount(language)
    assert expected in said(letter)
    assert letter.facts[-1].value == "07.12.2026"
    assert letter.counting is not None
    assert letter.counting.days[-1].days == "07.12.2026"


def test_without_a_calendar_it_says_so():
    letter = letters.recount("ru", term=replace(letters.rework(), due_on=None, missing_year=2027))
    assert letter.facts[-1].value == UNKNOWN.say("ru", year=2027)
    assert letter.counting is None

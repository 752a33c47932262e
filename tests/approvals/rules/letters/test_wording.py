"""Dates in words in both languages."""

from datetime import UTC, date, datetime

import pytest

from approvals.rules.letters.wording import CASES, KAZAKH_MONTHS, Words, in_words, moment

VOWELS_IN_FRONT = set("еәөүіи")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("", "2026 жылғы 23 қараша"),
        ("on", "2026 жылғы 23 қарашада"),
        ("from", "2026 жылғы 23 қарашадан"),
        ("until", "2026 жылғы 23 қарашаға"),
    ],
)
def test_a_kazakh_date_takes_the_ending_of_its_place(case: str, expected: str):
    assert in_words(date(2026, 11, 23), "kk", case) == expected
    assert in_words(date(2026, 11, 23), "ru", case) == "23 ноября 2026 года"


def test_the_endings_of_the_months_follow_the_harmony_of_vowels():
    assert len(KAZAKH_MONTHS) == 12
    for forms in KAZAKH_MONTHS:
        named, on, since, until = forms
        last_vowel = next(letter for letter in reversed(named) if letter in "аәеиоөұүыі")
        front = last_vowel in VOWELS_IN_FRONT
        assert all(form.startswith(named) for form in forms)
        assert on.endswith(("де", "те") if front else ("да", "та"))
        assert since.endswith(("ден", "тен", "нен") if front else ("дан", "тан", "нан"))
        assert until.endswith(("ге", "ке") if front else ("ға", "қа"))
        assert since.endswith(("нан", "нен")) == named.endswith(("н", "м", "ң"))


def test_a_place_says_in_which_case_its_date_stands():
    words = Words(kk="{day:from} бастап {number}", ru="с {day} {number}")
    assert words.say("kk", day=date(2027, 1, 5), number=3) == "2027 жылғы 5 қаңтардан бастап 3"
    assert words.say("ru", day=date(2027, 1, 5), number=3) == "с 5 января 2027 года 3"
    assert set(CASES) == {"", "on", "from", "until"}


def test_a_moment_is_the_local_one():
    assert moment(datetime(2026, 12, 31, 20, 30, tzinfo=UTC)) == "01.01.2027, 01:30"

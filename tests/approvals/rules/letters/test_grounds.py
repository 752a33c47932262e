"""Grounds of p. 14 in a letter: word for word."""

from dataclasses import replace

import pytest

from approvals.rules.letters.facts import GroundFacts
from approvals.rules.letters.grounds import grounds_part
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.rules.labels import Label
from tests.factories import letters


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("ground", RefusalGround)
def test_a_ground_stands_word_for_word_with_reasoning_and_rows(ground: RefusalGround, language: str):
    rows = [Label(kk=f"2-кесте, «{n}»", ru=f"Таблица 2, «{n}»", en="") for n in range(3)]
    given = GroundFacts(ground, "Бірінші.\n\nЕкінші.", "Первое.\n\nВторое.", rows)
    [stated] = grounds_part([given], language).stated
    assert stated.text == ground.label.in_language(language)
    assert stated.reasoning == {"kk": "Бірінші.\n\nЕкінші.", "ru": "Первое.\n\nВторое."}[language]
    assert (stated.language, stated.note) == (language, "")
    assert stated.rows == tuple(row.in_language(language) for row in rows)


def test_a_reasoning_given_in_one_language_stands_in_both_letters_and_says_so():
    only_russian = replace(letters.GROUND, reasoning_kk="")
    [kazakh], [russian] = (grounds_part([only_russian], code).stated for code in ("kk", "ru"))
    assert kazakh.reasoning == russian.reasoning == letters.GROUND.reasoning_ru
    assert (kazakh.language, kazakh.note) == ("ru", "орыс тілінде берілген")
    assert (russian.language, russian.note) == ("ru", "")
    only_kazakh = replace(letters.GROUND, reasoning_ru="")
    [russian] = grounds_part([only_kazakh], "ru").stated
    assert (russian.language, russian.note) == ("kk", "приведено на казахском языке")


def test_the_grounds_are_those_that_were_stated_and_no_other():
    grounds = letters.refusal("ru").grounds
    assert grounds is not None
    assert [ground.text for ground in grounds.stated] == [RefusalGround.UNDERSTATED_TARGETS.label.ru]

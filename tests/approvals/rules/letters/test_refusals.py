"""Refusal: rework, hearing."""

from datetime import date

import pytest

from approvals.rules.letters.facts import CountedTerm, Heard
from approvals.rules.letters.refusals import HEARING
from tests.factories import letters
from tests.factories.letters import said


def test_a_refusal_says_until_when_to_resubmit():
    assert "Қайта ұсынудың соңғы күні – 2026 жылғы 7 желтоқсан." in said(letters.refusal("kk"))
    assert "10 жұмыс күні ішінде қайта ұсынады" in said(letters.refusal("kk"))
    assert "Последний день повторного представления – 7 декабря 2026 года." in said(letters.refusal("ru"))


def test_a_refusal_counts_the_days_of_the_rework_from_its_receipt():
    counting = letters.refusal("ru").counting
    assert counting is not None
    assert counting.days[0].reason == "День получения отказа; срок начинается на следующий день"


def test_without_a_calendar_a_refusal_says_that_the_day_is_unknown():
    without = CountedTerm(started_on=date(2026, 11, 23), due_on=None, missing_year=2026, proof=[])
    letter = letters.refusal("ru", term=without)
    text = said(letter)
    assert letter.counting is None
    assert "нельзя вычислить: нет календаря" in text
    assert "Последний день повторного представления –" not in text


@pytest.mark.parametrize(
    ("heard", "reason", "expected", "absent"),
    [
        ([letters.HEARD], "", ["17 ноября 2026 года", "№ 16/2026", "18.11.2026, 11:05", "20 ноября 2026"], "Причина"),
        ([Heard("16/2026", date(2026, 11, 17), None, None)], "", ["Ответа от крупного заказчика не"], "протокол"),
        ([], "Срок менее пяти дней", ["частью 2 статьи 73", "Причина: Срок менее пяти дней"], "предварительное"),
        ([letters.HEARD], "Заказчик не явился", ["№ 16/2026", "Причина: Заказчик не явился"], "не поступило"),
    ],
)
def test_a_refusal_says_how_the_customer_was_heard(heard: list[Heard], reason: str, expected: list[str], absent: str):
    [hearing, *_others] = letters.refusal("ru", heard=heard, unheard_because=reason).parts
    assert hearing.heading == HEARING.ru
    for text in expected:
        assert text in hearing.paragraphs[0]
    assert absent not in hearing.paragraphs[0]


def test_where_no_hearing_is_required_a_refusal_says_nothing_of_it():
    with_hearing, without = letters.refusal("kk"), letters.refusal("kk", heard=[])
    assert with_hearing.parts[0].heading == HEARING.kk
    assert HEARING.kk not in [part.heading for part in without.parts]

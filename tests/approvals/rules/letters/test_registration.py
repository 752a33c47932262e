"""Confirmation of registration: which day, why, and how the term was counted."""

from dataclasses import replace

import pytest

from approvals.rules.letters.registration import confirmation
from approvals.rules.terms import TermKind
from tests.factories import letters
from tests.factories.letters import REWORKED, facts_of, said


@pytest.mark.parametrize("clock", ["18:31", "18:30:30"])
def test_a_filing_after_hours_says_why_it_is_registered_the_next_day(clock: str):
    facts = facts_of(letters.confirmation("ru", filed="2026-11-23", clock=clock))
    assert facts["Время поступления"] == f"23.11.2026, {clock[:5]}"
    assert facts["День регистрации"].startswith("24.11.2026. Программа поступила после окончания рабочего дня (18:30)")
    assert "часть 3 статьи 64" in facts["День регистрации"]


@pytest.mark.parametrize(
    ("filed", "clock", "registered"),
    [
        ("2026-11-21", "12:00", "23.11.2026"),
        ("2026-11-21", "20:00", "23.11.2026"),
        ("2026-12-16", "10:00", "17.12.2026"),
        ("2026-12-16", "19:00", "17.12.2026"),
    ],
)
def test_a_filing_on_a_day_off_says_so_at_any_hour(filed: str, clock: str, registered: str):
    facts = facts_of(letters.confirmation("kk", filed=filed, clock=clock))
    assert facts["Тіркеу күні"].startswith(f"{registered}. Бағдарлама жұмыс күні емес күні келіп түсті")


def test_a_saturday_that_is_worked_has_its_hours():
    facts = facts_of(letters.confirmation("ru", filed="2027-01-09", clock="20:00"))
    assert facts["День регистрации"].startswith("11.01.2027. Программа поступила после окончания рабочего дня")


@pytest.mark.parametrize("clock", ["00:05", "08:59", "18:30"])
def test_a_filing_within_the_working_day_needs_no_explanation(clock: str):
    assert facts_of(letters.confirmation("ru", filed="2026-11-23", clock=clock))["День регистрации"] == "23.11.2026"


def test_the_term_has_its_length_its_point_and_its_last_day():
    facts = facts_of(letters.confirmation("kk", filed="2026-11-23", clock="10:00"))
    assert facts["Қарау мерзімі"] == "20 жұмыс күні (Қағидалардың 13-тармағы)"
    assert facts["Мерзімнің соңғы күні"] == "22.12.2026"
    again = letters.registration("2026-11-23", "10:00", kind=TermKind.RECONSIDERATION)
    letter = confirmation(replace(REWORKED, signatory=None), again, "ru")
    assert facts_of(letter)["Срок рассмотрения"] == "10 рабочих дней (пункт 15 Правил)"
    assert "доработанная программа" in letter.opening[0]


def test_every_day_of_the_term_is_there_with_its_reason():
    letter = letters.confirmation("ru", filed="2026-12-14", clock="10:00")
    assert letter.counting is not None
    assert [(days.days, days.number, days.reason) for days in letter.counting.days] == [
        ("14.12.2026", "", "День регистрации; срок начинается на следующий день"),
        ("15.12.2026", "1", "Рабочий день"),
        ("16.12.2026", "", "День Независимости. Закон «О праздниках в Республике Казахстан»"),
        ("17.12.2026 – 18.12.2026", "2 – 3", "Рабочие дни"),
        ("19.12.2026 – 20.12.2026", "", "Выходные дни"),
        ("21.12.2026 – 25.12.2026", "4 – 8", "Рабочие дни"),
        ("26.12.2026 – 27.12.2026", "", "Выходные дни"),
        ("28.12.2026 – 31.12.2026", "9 – 12", "Рабочие дни"),
        ("01.01.2027", "", "Новый год. Закон «О праздниках в Республике Казахстан»"),
        ("02.01.2027 – 03.01.2027", "", "Выходные дни"),
        (
            "04.01.2027",
            "",
            "Новый год: праздник совпал с выходным днём (ст. 5). Закон «О праздниках в Республике Казахстан»",
        ),
        ("05.01.2027 – 06.01.2027", "13 – 14", "Рабочие дни"),
        ("07.01.2027", "", "Православное Рождество. Трудовой кодекс, ст. 84, п. 5"),
        ("08.01.2027", "", "Перенесённый выходной день. Трудовой кодекс, ст. 85, п. 3"),
        (
            "09.01.2027",
            "15",
            "Рабочий день в связи с переносом выходного дня. Трудовой кодекс, ст. 85, п. 3",
        ),
        ("10.01.2027", "", "Выходной день"),
        ("11.01.2027 – 14.01.2027", "16 – 19", "Рабочие дни"),
        ("15.01.2027", "20", "Последний день срока, до 24:00"),
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_without_a_calendar_the_confirmation_says_so_instead_of_a_date(language: str):
    known = letters.registration("2026-11-23", "10:00")
    unknown = replace(known, due_on=None, missing_year=2029, proof=[])
    letter = confirmation(replace(letters.FACTS, signatory=None), unknown, language)
    last_day = {"kk": "Мерзімнің соңғы күні", "ru": "Последний день срока"}[language]
    missing = {"kk": "2029 жылдың күнтізбесі жоқ", "ru": "нет календаря на 2029 год"}[language]
    assert missing in facts_of(letter)[last_day]
    assert letter.counting is None
    unregistered = confirmation(letters.FACTS, replace(unknown, started_on=None), language)
    assert missing in facts_of(unregistered)[{"kk": "Тіркеу күні", "ru": "День регистрации"}[language]]


def test_a_term_that_ends_agrees_nothing():
    russian, kazakh = said(letters.confirmation("ru")), said(letters.confirmation("kk"))
    assert "Истечение срока не означает согласования Программы" in russian
    assert "часть 2 статьи 91" in russian
    assert "Мерзімнің өтуі Бағдарламаның келісілгенін білдірмейді" in kazakh
    assert "91-бабының 2-бөлігі" in kazakh

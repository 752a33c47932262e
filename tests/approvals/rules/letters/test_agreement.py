"""Notification of agreement: what follows for a regulator and for the last body."""

from dataclasses import replace

from approvals.rules.letters.agreement import notification
from tests.factories import letters
from tests.factories.letters import REWORKED, said
from tests.factories.moments import moment


def test_the_last_body_tells_of_the_adoption_and_the_regulator_of_the_authorized_body():
    last, regulator = letters.notification("kk"), letters.notification("kk", is_last_body=False)
    assert "2026 жылғы 1 желтоқсанға дейін бекітеді" in said(last)
    assert "соңғы күні – 2026 жылғы 30 қараша" in said(last)
    assert "уәкілетті органға келісуге жіберілді" in said(regulator)
    assert "бекітеді" not in said(regulator)
    assert "Программу до 1 декабря 2026 года" in said(letters.notification("ru"))


def test_a_reworked_program_is_considered_by_point_15():
    first = said(letters.notification("ru"))
    again = said(notification(REWORKED, first_year=2027, is_last_body=True, language="ru"))
    assert "пунктами 12 и 13 Правил" in first
    assert "Доработанная программа" in again
    assert "пунктами 12 и 15 Правил" in again


def test_a_moment_is_told_in_the_time_of_kazakhstan():
    facts = replace(letters.FACTS, sent_at=moment("2026-11-23", "00:10"))
    letter = notification(facts, first_year=2027, is_last_body=True, language="ru")
    assert letter.signature.record.endswith("23.11.2026, 00:10")

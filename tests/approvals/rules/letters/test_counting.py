"""How a term was counted, as a letter tells it: days that are alike stand together."""

from dataclasses import replace

from approvals.rules.letters.counting import LAST, counted
from approvals.rules.letters.wording import Words
from tests.factories import letters

RECEIVED = Words(kk="Алған күн", ru="День получения")


def test_days_alike_stand_together_with_their_numbers_and_reasons():
    counting = counted(letters.rework(), RECEIVED, "ru")
    assert counting is not None
    assert [(days.days, days.number, days.reason) for days in counting.days] == [
        ("23.11.2026", "", "День получения"),
        ("24.11.2026 – 27.11.2026", "1 – 4", "Рабочие дни"),
        ("28.11.2026 – 29.11.2026", "", "Выходные дни"),
        ("30.11.2026 – 04.12.2026", "5 – 9", "Рабочие дни"),
        ("05.12.2026 – 06.12.2026", "", "Выходные дни"),
        ("07.12.2026", "10", "Последний день срока, до 24:00"),
    ]


def test_in_kazakh():
    counting = counted(letters.rework(), RECEIVED, "kk")
    assert counting is not None
    assert (counting.days[0].reason, counting.days[-1].reason) == ("Алған күн", LAST.kk)


def test_without_a_calendar_there_is_no_table():
    assert counted(replace(letters.rework(), due_on=None), RECEIVED, "ru") is None

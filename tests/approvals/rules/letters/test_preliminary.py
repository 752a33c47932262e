"""Preliminary decision: until when to answer, from when a refusal is possible."""

from approvals.rules.letters.frame import APPEAL
from approvals.rules.letters.preliminary import HEARING
from tests.factories import letters
from tests.factories.letters import said


def test_a_preliminary_decision_is_no_act_to_appeal_yet():
    assert [part.heading for part in letters.preliminary_decision("ru").parts] == [HEARING.ru]
    assert APPEAL.ru in said(letters.refusal("ru"))
    assert APPEAL.ru not in said(letters.preliminary_decision("ru"))


def test_a_preliminary_decision_says_until_when_to_answer_and_before_which_day_nobody_refuses():
    text = said(letters.preliminary_decision("kk"))
    assert "Жауап берудің соңғы күні – 2026 жылғы 25 қараша." in text
    assert "Бас тарту туралы шешім 2026 жылғы 27 қарашадан бұрын қабылданбайды." in text
    assert "Тыңдау Бағдарламаны қарау мерзімін тоқтатпайды." in text
    assert "ауызша тыңдауды сұрауға болады" in text
    russian = said(letters.preliminary_decision("ru"))
    assert "решение об отказе ещё не принято" in russian
    assert "не будет принято ранее 27 ноября 2026 года" in russian

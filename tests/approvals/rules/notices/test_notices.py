"""Every event has one notice, told by those it belongs to, with the same places in the three languages."""

import re
from collections import Counter

import pytest

from approvals.rules.notices import NOTICES, Event, Notice
from approvals.rules.notices.calendar import OF_CALENDAR
from approvals.rules.notices.company import OF_COMPANY
from approvals.rules.notices.event import Event as DeclaredEvent
from approvals.rules.notices.procedure import OF_PROCEDURE
from approvals.rules.notices.reminders import OF_REMINDERS

PLACE = re.compile(r"\{(\w+)\}")


def test_every_event_is_told_in_one_place():
    told = Counter(event for part in (OF_COMPANY, OF_PROCEDURE, OF_REMINDERS, OF_CALENDAR) for event in part)
    assert told == Counter(DeclaredEvent)


@pytest.mark.parametrize("event", NOTICES)
def test_the_three_languages_have_the_same_places(event: Event):
    notice = NOTICES[event]
    for label in (notice.title, notice.text, notice.advice):
        places = [sorted(set(PLACE.findall(text))) for text in (label.kk, label.ru, label.en)]
        assert places[0] == places[1] == places[2]


def test_places_are_filled_in_every_part():
    notice = NOTICES[Event.READY].format(period="2027–2029")
    assert isinstance(notice, Notice)
    assert "2027–2029" in notice.title.kk
    assert "{" not in notice.text.ru

"""Days of the portal for the calendars people already use (RFC 5545); the only importer of icalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

PRODUCT = "-//ICV development programs//Terms//KK"
CONTENT_TYPE = "text/calendar"
LOOK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """A day with what ends on it. `uid` stays the same when the day moves: a calendar then moves it, too."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def feed(name: str, entries: Iterable[Entry], *, at: datetime) -> bytes:
    """A calendar to be subscribed to: what is no longer in it disappears."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _written(calendar, entries, at)


def single(entry: Entry, *, at: datetime) -> bytes:
    """One day for an e-mail; a later letter about the same `uid` replaces it."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    return _written(calendar, [entry], at)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _written(calendar: Calendar, entries: Iterable[Entry], at: datetime) -> bytes:
    for entry in entries:
        calendar.add_component(_event(entry, at))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, at: datetime) -> Event:
    """The whole day; it makes nobody busy."""
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}")
    event.add("dtstamp", at)
    event.add("sequence", int(at.timestamp()))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event

"""What a letter is composed from: who, to whom, about which version, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from approvals.rules.terms import TermKind
from icv_portal.accounts.rules.labels import Label

# written apart, as some people's documents have it, these belong to the father's name before them
ENDINGS = {"ұлы", "қызы", "улы", "кызы", "оглы"}


@dataclass(frozen=True)
class Party:
    """An organisation as it is named when the letter is sent, its legal form included."""

    name: Label
    bin: str
    address: str


@dataclass(frozen=True)
class Signatory:
    position: Label
    full_name: str

    @property
    def surname_and_initials(self) -> str:
        return surname_and_initials(self.full_name)


@dataclass(frozen=True)
class VersionFacts:
    """`sha256` is of the version's canonical JSON, `frozen_at` the moment it was submitted."""

    number: int
    sha256: str
    frozen_at: datetime


@dataclass(frozen=True)
class LetterFacts:
    """What every letter says. `period` as 2027–2029; `signatory` is None where the portal itself confirms."""

    body: Party
    body_kind: BodyKind
    customer: Party
    number: str
    day: date
    sent_at: datetime
    period: str
    version: VersionFacts
    is_reworked: bool
    signatory: Signatory | None


@dataclass(frozen=True, kw_only=True)
class CountedTerm:
    """A term as it was counted from `started_on`: `proof` as in `terms.ComputedTerm`, days None without a calendar."""

    started_on: date | None
    due_on: date | None
    missing_year: int | None
    proof: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class RegistrationFacts(CountedTerm):
    """The body's term; it starts on the day of registration.

    `came_on_a_day_off` is about the day of filing: the calendar knows it, the clock doesn't.
    """

    filed_at: datetime
    came_on_a_day_off: bool
    closes_at: time
    kind: TermKind


@dataclass(frozen=True)
class GroundFacts:
    """A ground with the reasoning as typed in either language, or both, and the names of the rows concerned."""

    ground: RefusalGround
    reasoning_kk: str
    reasoning_ru: str
    rows: Sequence[Label]


@dataclass(frozen=True)
class Heard:
    """How the customer was heard before a refusal: what was sent, and what came of it."""

    letter_number: str
    letter_day: date
    objection_at: datetime | None
    minutes_on: date | None


def surname_and_initials(full_name: str) -> str:
    """As letters name a person: Сейітова Айгүл Маратқызы is Сейітова А. М."""
    surname, *given = full_name.split() or [""]
    names = [name for name in given if name.lower() not in ENDINGS][:2]
    return " ".join([surname, *(f"{name[0].upper()}." for name in names)])

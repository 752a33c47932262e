"""A letter of a state body in one language, whole: what its page and its PDF are made from, and nothing else.

Headings and names of columns stand in it, too, so that a letter reads in twenty years as it was sent.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

SCHEMA = 1
LANGUAGES = ("kk", "ru")
"""Kazakh first, the state language."""


@dataclass(frozen=True)
class Head:
    """The body as it stands above the letter, in both languages; `number` and `day` are those of the letter."""

    name_kk: str
    name_ru: str
    address: str
    number: str
    day: str


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True)
class StatedGround:
    """`text` is that of p. 14; `language` is that of the reasoning, `note` says so when it is not the letter's own."""

    text: str
    language: str
    reasoning: str
    note: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Grounds:
    heading: str
    reasoning: str
    rows: str
    stated: tuple[StatedGround, ...]


@dataclass(frozen=True)
class Days:
    """One day of a term, or several alike in a row; `number` is empty where they don't count."""

    days: str
    number: str
    reason: str


@dataclass(frozen=True)
class Counting:
    heading: str
    columns: tuple[str, str, str]
    days: tuple[Days, ...]


@dataclass(frozen=True)
class Part:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class SignaturePlace:
    """`position` and `name` are empty where the portal itself confirms; `record` says how the act was recorded."""

    position: str
    name: str
    record: str


@dataclass(frozen=True)
class LetterText:
    """`addressee` is one line each: name, BIN, address. Grounds and counting are None where a letter has none."""

    language: str
    head: Head
    addressee: tuple[str, ...]
    title: str
    opening: tuple[str, ...]
    facts: tuple[Fact, ...]
    grounds: Grounds | None
    counting: Counting | None
    parts: tuple[Part, ...]
    signature: SignaturePlace

    def as_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Raises ValueError for a schema this portal never wrote."""
        if stored["schema"] != SCHEMA:
            raise ValueError(f"letters have no schema {stored['schema']}")
        return cls(
            language=stored["language"],
            head=Head(**stored["head"]),
            addressee=tuple(stored["addressee"]),
            title=stored["title"],
            opening=tuple(stored["opening"]),
            facts=tuple(Fact(**fact) for fact in stored["facts"]),
            grounds=_grounds(stored["grounds"]) if stored["grounds"] else None,
            counting=_counting(stored["counting"]) if stored["counting"] else None,
            parts=tuple(Part(part["heading"], tuple(part["paragraphs"])) for part in stored["parts"]),
            signature=SignaturePlace(**stored["signature"]),
        )


def _grounds(stored: Mapping[str, Any]) -> Grounds:
    grounds = tuple(StatedGround(**{**ground, "rows": tuple(ground["rows"])}) for ground in stored["stated"])
    return Grounds(stored["heading"], stored["reasoning"], stored["rows"], grounds)


def _counting(stored: Mapping[str, Any]) -> Counting:
    days, number, reason = stored["columns"]
    return Counting(stored["heading"], (days, number, reason), tuple(Days(**days) for days in stored["days"]))

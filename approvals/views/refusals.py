"""A refusal as people read it: the grounds of p. 14 with their reasoning, and the rows concerned by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from approvals.models import Consideration, PreliminaryDecision
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.templatetags.portal import in_language
from programs.rules.content import Content
from programs.rules.names import where


@dataclass(frozen=True)
class NamedRow:
    """`name` begins with the table; `section` is the code of the page the row is written on."""

    id: str
    section: str
    name: str


@dataclass(frozen=True)
class GroundAsRead:
    """`reasonings` are (language, text) pairs; `rows` are empty where a ground concerns what is absent."""

    code: str
    text: str
    reasonings: list[tuple[str, str]]
    rows: list[NamedRow]


def grounds_of_refusal(consideration: Consideration) -> list[GroundAsRead]:
    """The grounds a body stated in its decision."""
    names = _names(consideration.version.as_content)
    return [_as_read(ground.code, ground.reasonings, ground.rows, names) for ground in consideration.grounds.all()]


def grounds_announced(decision: PreliminaryDecision, content: Content) -> list[GroundAsRead]:
    """The grounds of a preliminary decision."""
    return _grounds_typed(decision.grounds, content)


def grounds_proposed(consideration: Consideration, content: Content) -> list[GroundAsRead]:
    """The grounds of a reviewer's proposal."""
    return _grounds_typed(consideration.proposal.get("grounds", ()), content)


def _grounds_typed(grounds: Iterable[Mapping[str, Any]], content: Content) -> list[GroundAsRead]:
    names = _names(content)
    return [_as_read(ground["code"], _reasonings(ground), ground["rows"], names) for ground in grounds]


def _as_read(
    code: str, reasonings: list[tuple[str, str]], rows: Iterable[str], names: Mapping[str, NamedRow]
) -> GroundAsRead:
    text = in_language(RefusalGround(code).label)
    return GroundAsRead(code, text, reasonings, [names[row] for row in rows if row in names])


def _reasonings(ground: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(language, ground[f"reasoning_{language}"]) for language in ("kk", "ru") if ground[f"reasoning_{language}"]]


def _names(content: Content) -> dict[str, NamedRow]:
    return {row.id: NamedRow(row.id, row.section, in_language(where(content, row))) for row in content.rows}

"""What a reworked version answers to the refusal before it: ground by ground, then whatever else was changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from approvals.rules.refusal_grounds import RefusalGround
from approvals.views.refusals import GroundAsRead, NamedRow
from programs.views.comparison import ChangedRow, ChangedSection


@dataclass(frozen=True)
class Answer:
    """A ground with the changes in the rows it named, elsewhere in its table, and the rows left as they were."""

    ground: GroundAsRead
    changed: list[ChangedRow]
    elsewhere: list[ChangedRow]
    unchanged: list[NamedRow]


@dataclass(frozen=True)
class Answers:
    """`others` are changes in tables no ground was about."""

    to_grounds: list[Answer]
    others: list[ChangedSection]

    @property
    def changed_anything(self) -> bool:
        return bool(self.others) or any(answer.changed or answer.elsewhere for answer in self.to_grounds)


def answers(grounds: Iterable[GroundAsRead], changes: Sequence[ChangedSection]) -> Answers:
    to_grounds = [_answer(ground, changes) for ground in grounds]
    answered = {RefusalGround(one.ground.code).section for one in to_grounds}
    return Answers(to_grounds, list(_others(changes, answered)))


def _answer(ground: GroundAsRead, changes: Iterable[ChangedSection]) -> Answer:
    table = RefusalGround(ground.code).section
    rows = [row for one in changes if one.section is not None and one.section.code == table for row in one.rows]
    named, touched = {row.id for row in ground.rows}, {row.id for row in rows}
    return Answer(
        ground,
        changed=[row for row in rows if row.id in named],
        elsewhere=[row for row in rows if row.id not in named],
        unchanged=[row for row in ground.rows if row.id not in touched],
    )


def _others(changes: Iterable[ChangedSection], answered: Collection[str]) -> Iterator[ChangedSection]:
    for one in changes:
        if one.section is None or one.section.code not in answered:
            yield one

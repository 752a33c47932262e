"""Grounds of p. 14 as they come from a form, and what they must have before anybody is told of them."""

from collections.abc import Collection
from dataclasses import dataclass

from approvals.models import Consideration
from approvals.rules.refusal_grounds import NO_GROUND, RefusalGround, StatedGround, missing_reasoning, misstatements
from icv_portal.accounts.rules.labels import Label


@dataclass(frozen=True)
class GivenGround:
    """A ground of p. 14 as typed: code, reasoning in the languages given, ids of the rows concerned."""

    code: str
    reasoning_kk: str = ""
    reasoning_ru: str = ""
    rows: tuple[str, ...] = ()

    @property
    def as_stated(self) -> tuple[str, str, str, list[str]]:
        """As it is kept in a decision: the texts without the space around them."""
        return self.code, self.reasoning_kk.strip(), self.reasoning_ru.strip(), list(self.rows)


class InvalidRefusal(Exception):
    """A refusal without ground, reasoning, rows concerned or hearing; `problems` say so. Nothing was changed."""

    def __init__(self, problems: Collection[Label]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


def require_lawful(grounds: Collection[GivenGround], consideration: Consideration) -> None:
    """At least one ground of the closed list, each with its reasoning and its rows; InvalidRefusal otherwise."""
    if not {ground.code for ground in grounds} <= set(RefusalGround):
        raise InvalidRefusal([NO_GROUND])
    known_rows = {row.id for row in consideration.version.as_content.rows}
    stated = [
        StatedGround(
            RefusalGround(ground.code),
            reasoning=ground.reasoning_kk.strip() or ground.reasoning_ru.strip(),
            rows=ground.rows,
        )
        for ground in grounds
    ]
    problems = missing_reasoning(stated) + misstatements(stated, known_rows)
    if problems:
        raise InvalidRefusal(problems)

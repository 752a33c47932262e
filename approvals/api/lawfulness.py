"""What a refusal lacks, each with the place in the request it is about: the ground, or the reason for not hearing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from approvals.api.problems import RefusalUnlawful
from approvals.rules.refusal_grounds import RefusalGround, StatedGround, missing_reasoning
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.templatetags.portal import in_language

NO_GROUND, INCOMPLETE, NOT_HEARD = "no-ground", "ground-incomplete", "not-heard"


def unlawful(sent: Sequence[Mapping[str, Any]], problems: Collection[Label]) -> RefusalUnlawful:
    """`problems` are those of the action; what the grounds themselves do not lack is about the hearing (art. 73)."""
    if not sent:
        return RefusalUnlawful(errors=[_error("/grounds", NO_GROUND, problem) for problem in problems])
    found = list(_of_grounds(sent)) or [_error("/unheard_because", NOT_HEARD, problem) for problem in problems]
    return RefusalUnlawful(errors=found)


def _of_grounds(sent: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for position, ground in enumerate(sent):
        reasoning = ground["reasoning_kk"].strip() or ground["reasoning_ru"].strip()
        stated = StatedGround(RefusalGround(ground["code"]), reasoning=reasoning, rows=ground["rows"])
        for problem in missing_reasoning([stated]):
            yield _error(f"/grounds/{position}", INCOMPLETE, problem)


def _error(pointer: str, code: str, problem: Label) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": in_language(problem)}

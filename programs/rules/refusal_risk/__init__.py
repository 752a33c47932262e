"""How a reviewer may read a program: for each ground for refusal (p. 14), what speaks for it and how strongly.

A reading aid for whoever drafts. It decides nothing: a state body judges by itself, and may see what no figure shows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground
from programs.rules.content import Content
from programs.rules.refusal_risk.mismatched_contract_indicators import mismatched_contract_indicators
from programs.rules.refusal_risk.no_sme_activities import no_sme_activities
from programs.rules.refusal_risk.understated_targets import understated_targets
from programs.rules.refusal_risk.verdict import Risk, Verdict

__all__ = ["Reading", "Risk", "readings"]

JUDGED: dict[Ground, Callable[[Content, Sequence[Finding]], Verdict]] = {
    Ground.UNDERSTATED_TARGETS: understated_targets,
    Ground.MISMATCHED_CONTRACT_INDICATORS: mismatched_contract_indicators,
    Ground.NO_SME_ACTIVITIES: no_sme_activities,
}


@dataclass(frozen=True)
class Reading:
    """`because` tells the reason with its figures; `findings` are those of the checks that speak to the ground."""

    ground: Ground
    risk: Risk
    because: Label
    findings: tuple[Finding, ...]


def readings(content: Content, findings: Iterable[Finding]) -> list[Reading]:
    """One for each ground, in their order; `findings` of all checks, in what would be submitted."""
    found = list(findings)
    of_ground = {ground: tuple(one for one in found if one.ground is ground) for ground in Ground}
    return [Reading(ground, *JUDGED[ground](content, signs), signs) for ground, signs in of_ground.items()]

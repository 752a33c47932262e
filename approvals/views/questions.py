"""The three questions of p. 12 with what the checks found about each, and the rows of the document they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.rules.refusal_grounds import RefusalGround
from approvals.views.answers import Answers
from approvals.views.wording import Text
from programs.rules.checks.finding import Finding
from programs.rules.standard_form import Section, section

QUESTIONS: dict[RefusalGround, Text] = {
    RefusalGround.UNDERSTATED_TARGETS: _("Are the targets of the ICV share sound?"),
    RefusalGround.MISMATCHED_CONTRACT_INDICATORS: _("Do the contract indicators match the applications?"),
    RefusalGround.NO_SME_ACTIVITIES: _("Are there activities for small and medium entrepreneurship?"),
}


@dataclass(frozen=True)
class Question:
    """One of the three, with what the checks found about it."""

    number: int
    ground: RefusalGround
    text: Text
    findings: list[Finding]

    @property
    def anchor(self) -> str:
        return f"question-{self.number}"

    @property
    def table(self) -> Section:
        """The table of the form the question is about."""
        return section(self.ground.section)


@dataclass(frozen=True)
class RowMark:
    """Why a row of the document is marked, and where on the page that is said; `icon` is a symbol's name."""

    anchor: str
    icon: str
    number: str
    text: str


def questions_about(findings: Iterable[Finding]) -> list[Question]:
    findings = list(findings)
    return [
        Question(number, ground, text, [finding for finding in findings if finding.ground == ground])
        for number, (ground, text) in enumerate(QUESTIONS.items(), start=1)
    ]


def asked_about(questions: Iterable[Question], others: Iterable[Finding]) -> dict[str, RowMark]:
    """Rows the checks say something about, each with the way to the first place that says it."""
    remarks = RowMark("other-findings", "warning", "", gettext("To the remarks of the checks"))
    marks = {finding.row_id: remarks for finding in others if finding.row_id}
    for question in reversed(list(questions)):
        text = gettext("To question %(number)d") % {"number": question.number}
        mark = RowMark(question.anchor, "warning", str(question.number), text)
        marks |= {finding.row_id: mark for finding in question.findings if finding.row_id}
    return marks


def changed(answered: Answers | None) -> dict[str, RowMark]:
    """Rows that are new or differ from the version this body saw before."""
    if answered is None:
        return {}
    mark = RowMark("changes", "rework", "", gettext("To what was changed"))
    rows = [row for answer in answered.to_grounds for row in (*answer.changed, *answer.elsewhere)]
    rows += [row for one in answered.others for row in one.rows]
    return {row.id: mark for row in rows}

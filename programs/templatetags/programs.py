"""How findings, points of the Rules and languages of a text are shown."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from icv_portal.accounts.state_labels import IMPORTS, WORKBOOKS, Look
from icv_portal.accounts.templatetags.portal import badge
from programs.forms.completeness import SectionProgress
from programs.forms.entry_parts import cell_id
from programs.models import Program
from programs.rules import points
from programs.rules.checks import Finding
from programs.rules.content import Content
from programs.rules.contracts import RegisterState
from programs.rules.names import LANGUAGES
from programs.rules.numbers import display_decimal, rounded
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.purchases.totals import PurchaseList, in_million
from programs.rules.standard_form import PARTS, Section
from programs.rules.standard_form import heading as heading_of

register = template.Library()

CONTRACT_STATES = {
    RegisterState.IN_FORCE: ("check", "positive"),
    RegisterState.TERM_OVER: ("warning", "attention"),
    RegisterState.PERFORMED: ("agreed", "accent"),
    RegisterState.ENDED_EARLY: ("withdrawn", "neutral"),
}
"""Icon and tone."""


@register.filter
def cited(point: str) -> str:
    """The point of the Rules as its number is in the reader's language."""
    return points.cited(point, get_language() or "kk")


@register.filter
def language_name(code: str) -> str:
    return LANGUAGES[code].in_language(get_language() or "kk")


@register.filter
def language_short(code: str) -> str:
    """As on the switch of the portal's languages."""
    return {"kk": "қаз", "ru": "рус"}[code]


@register.filter
def heading(section: Section) -> str:
    """How the form heads a section: its number and title."""
    return heading_of(section).in_language(get_language() or "kk")


@register.filter
def part_heading(part: int) -> str:
    return PARTS[part].in_language(get_language() or "kk")


@register.filter
def found(progress: SectionProgress) -> str:
    """How many errors and warnings a section has, in words; nothing when it has none."""
    errors = ngettext("%d error", "%d errors", progress.errors) % progress.errors if progress.errors else ""
    warnings = ngettext("%d warning", "%d warnings", progress.warnings) % progress.warnings if progress.warnings else ""
    return ", ".join(filter(None, (errors, warnings)))


@register.filter
def beside(message: str, place: str) -> str:
    """A message beside the row it is about: without the name of the place it begins with."""
    rest = message.removeprefix(f"{place}: ")
    return message if rest == message else rest[:1].upper() + rest[1:]


@register.filter
def mark_of(marks: Mapping[str, Any] | None, row_id: str | None) -> Any:
    """Why a row of the official document is marked; None where nothing is."""
    return marks.get(row_id) if marks and row_id else None


@register.filter
def anchor(finding: Finding) -> str:
    """Where a finding leads on the page of its section: to a cell, a row or the beginning."""
    if finding.row_id is None:
        return "#main"
    return f"#{cell_id(finding.row_id, finding.cell)}" if finding.cell else f"#row-{finding.row_id}"


@register.filter
def planned_list(content: Content) -> PurchaseList | None:
    """The imported list the targets rest on."""
    return content.purchase_list(PurchasePurpose.PLANNED)


@register.filter
def exactly(value: Decimal | None) -> str:
    """A number with all its decimals, as the reader's language writes it; a dash for none."""
    return "—" if value is None else display_decimal(value, get_language() or "kk")


@register.filter
def to_hundredths(value: Decimal | None) -> str:
    """A computed number as it is shown: two decimals at most."""
    return exactly(None if value is None else rounded(value))


@register.filter
def in_millions(tenge: Decimal) -> str:
    return to_hundredths(in_million(tenge))


@register.simple_tag
def import_badge(state: str) -> SafeString:
    """What became of a file with purchases: a key of IMPORTS."""
    return badge(IMPORTS[state])


@register.simple_tag
def workbook_badge(state: str) -> SafeString:
    """How far a workbook is that somebody sent back: a key of WORKBOOKS."""
    return badge(WORKBOOKS[state])


@register.simple_tag
def contract_state_badge(state: RegisterState) -> SafeString:
    """The state in which the register lists a contract."""
    icon, tone = CONTRACT_STATES[state]
    return badge(Look(state.label.in_language(get_language() or "kk"), icon, tone))


@register.simple_tag
def finding_url(program: Program, finding: Finding) -> str:
    return f"{reverse('section', args=[program.pk, finding.section])}{anchor(finding)}"

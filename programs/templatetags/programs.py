"""How findings, points of the Rules and languages of a text are shown."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from programs.forms.completeness import SectionProgress
from programs.forms.entry_parts import cell_id
from programs.models import Program
from programs.rules import points
from programs.rules.checks import Finding
from programs.rules.names import LANGUAGES
from programs.rules.standard_form import PARTS, Section
from programs.rules.standard_form import heading as heading_of

register = template.Library()


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


@register.simple_tag
def finding_url(program: Program, finding: Finding) -> str:
    return f"{reverse('section', args=[program.pk, finding.section])}{anchor(finding)}"

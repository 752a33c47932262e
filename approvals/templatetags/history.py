"""What an entry of a history changed, as markup: written here, for a list shows a hundred of them."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from icv_portal.accounts.changes import FieldChange
from programs.views.comparison import ShownChange

register = template.Library()

MOST_UNFOLDED = 4
LINE = "<div><dt>{{}}</dt><dd>{}{}</dd></div>"
BEFORE = '<del class="preserved"><span class="visually-hidden">{}: </span>{{}}</del> <span aria-hidden="true">→</span> '
NOW = '<ins class="preserved"><span class="visually-hidden">{}: </span>{{}}</ins>'
NOTHING = '<span class="muted">{}</span>'


@register.simple_tag
def what_changed(changes: Sequence[FieldChange | ShownChange]) -> SafeString:
    """Old beside new, field by field; many lines are folded."""
    if not changes:
        return mark_safe("")
    language = get_language()
    lines = mark_safe("".join(_line(change, language) for change in changes))  # each of them escaped
    listed = format_html('<dl class="what-changed">{}</dl>', lines)
    if len(changes) <= MOST_UNFOLDED:
        return listed
    number = ngettext("%(number)s change", "%(number)s changes", len(changes)) % {"number": len(changes)}
    return format_html('<details class="folded"><summary>{}</summary>{}</details>', number, listed)


def _line(change: FieldChange | ShownChange, language: str | None) -> SafeString:
    texts = [text for text in (change.before, change.after) if text]
    return format_html(_empty_line(bool(change.before), bool(change.after), language), change.what, *texts)


@lru_cache(maxsize=16)  # a page has hundreds of lines: each is put together in one go
def _empty_line(had_text: bool, has_text: bool, language: str | None) -> str:
    """With room for what changed and for the text before and after, as far as there was one."""
    before = format_html(BEFORE, gettext("Before")) if had_text else ""
    now = format_html(NOW, gettext("Now")) if has_text else format_html(NOTHING, gettext("empty"))
    return format_html(LINE, before, now)

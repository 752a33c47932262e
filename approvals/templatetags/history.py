"""What an entry of a history changed, as markup: written here, for a list shows a hundred of them."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from icv_portal.accounts.changes import FieldChange
from programs.views.comparison import ShownChange

register = template.Library()

MOST_UNFOLDED = 4
LINE = "<div><dt>{}</dt><dd>{}{}</dd></div>"
BEFORE = '<del class="preserved"><span class="visually-hidden">{}: </span>{}</del> <span aria-hidden="true">→</span> '
NOW = '<ins class="preserved"><span class="visually-hidden">{}: </span>{}</ins>'
NOTHING = '<span class="muted">{}</span>'


@register.simple_tag
def what_changed(changes: Sequence[FieldChange | ShownChange]) -> SafeString:
    """Old beside new, field by field; many lines are folded."""
    if not changes:
        return mark_safe("")
    before, now, empty = gettext("Before"), gettext("Now"), gettext("empty")
    lines = (
        (
            change.what,
            format_html(BEFORE, before, change.before) if change.before else "",
            format_html(NOW, now, change.after) if change.after else format_html(NOTHING, empty),
        )
        for change in changes
    )
    listed = format_html('<dl class="what-changed">{}</dl>', format_html_join("", LINE, lines))
    if len(changes) <= MOST_UNFOLDED:
        return listed
    number = ngettext("%(number)s change", "%(number)s changes", len(changes)) % {"number": len(changes)}
    return format_html('<details class="folded"><summary>{}</summary>{}</details>', number, listed)

"""How the text of a letter is set."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# a number with its sign, a number with its ending: № 17/2026, 14-тармағы
INSEPARABLE = re.compile(r"№ \S+|\d+-\w+")


@register.filter
def kept_together(text: str) -> SafeString:
    """The text with numbers that no line break may tear from what belongs to them."""
    return mark_safe(INSEPARABLE.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))

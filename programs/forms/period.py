"""Other years for a draft that was never submitted."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.rules.planning_period import period_problem

FIRST_POSSIBLE_YEAR = 2025
LAST_POSSIBLE_YEAR = 2099
LONGEST_PERIOD = 10


class PeriodForm(forms.Form):
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_POSSIBLE_YEAR, max_value=LAST_POSSIBLE_YEAR)
    last_year = forms.IntegerField(
        label=_("Last year"),
        min_value=FIRST_POSSIBLE_YEAR,
        max_value=LAST_POSSIBLE_YEAR,
        help_text=_("A program runs for three years or longer (p. 3)."),
    )

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        if first is None or last is None:
            return self.cleaned_data
        problem = period_problem(first, last)
        if problem is not None:
            self.add_error("last_year", problem.in_language(get_language() or "kk"))
        elif last - first >= LONGEST_PERIOD:
            self.add_error("last_year", _("At most %d years.") % LONGEST_PERIOD)
        return self.cleaned_data

"""The years and languages of a new program."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.templatetags.portal import in_language
from programs.rules.planning_period import SHORTEST_PERIOD, period_problem

YEARS_AHEAD = 5
LONGEST_PERIOD = 10


class PeriodForm(forms.Form):
    """First and last year (p. 3) and the official languages of the text."""

    first_year = forms.TypedChoiceField(label=_("First year"), coerce=int)
    last_year = forms.TypedChoiceField(
        label=_("Last year"), coerce=int, help_text=_("A program runs for three years or longer (p. 3).")
    )
    languages = forms.MultipleChoiceField(
        label=_("Official languages of the text"),
        help_text=_("Every text of the program is written in each language chosen."),
        choices=[("kk", "Қазақша"), ("ru", "Русский")],
        widget=forms.CheckboxSelectMultiple,
        initial=["kk", "ru"],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """The next period is proposed; the present year can be chosen by those who are late."""
        super().__init__(*args, **kwargs)
        first, last = self.fields["first_year"], self.fields["last_year"]
        assert isinstance(first, forms.ChoiceField)
        assert isinstance(last, forms.ChoiceField)
        first_years = range(today.year, today.year + YEARS_AHEAD + 1)
        first.choices = [(year, str(year)) for year in first_years]
        last.choices = [(year, str(year)) for year in range(today.year, first_years[-1] + LONGEST_PERIOD)]
        first.initial, last.initial = today.year + 1, today.year + SHORTEST_PERIOD

    def clean(self) -> dict[str, Any]:
        first_year, last_year = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        problem = period_problem(first_year, last_year) if first_year and last_year else None
        if problem is not None:
            self.add_error("last_year", in_language(problem))
        return self.cleaned_data

"""The years of a draft, and with its languages those of a new program."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.templatetags.portal import in_language
from programs.rules.planning_period import SHORTEST_PERIOD, period_problem

YEARS_AHEAD = 5
LONGEST_PERIOD = 10


class PeriodForm(forms.Form):
    """First and last year (p. 3). The present year can be chosen by those who are late."""

    first_year = forms.TypedChoiceField(label=_("First year"), coerce=int)
    last_year = forms.TypedChoiceField(
        label=_("Last year"), coerce=int, help_text=_("A program runs for three years or longer (p. 3).")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """The next period is proposed unless `initial` has another; what a draft has stays among the choices."""
        super().__init__(*args, **kwargs)
        earliest = min(today.year, self.initial.get("first_year", today.year))
        first_years = range(earliest, today.year + YEARS_AHEAD + 1)
        self._offer("first_year", first_years, proposed=today.year + 1)
        self._offer(
            "last_year", range(earliest, first_years[-1] + LONGEST_PERIOD), proposed=today.year + SHORTEST_PERIOD
        )

    def _offer(self, name: str, years: range, *, proposed: int) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)) for year in years]
        field.initial = proposed

    def clean(self) -> dict[str, Any]:
        first_year, last_year = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        problem = period_problem(first_year, last_year) if first_year and last_year else None
        if problem is not None:
            self.add_error("last_year", in_language(problem))
        return self.cleaned_data


class NewProgramForm(PeriodForm):
    languages = forms.MultipleChoiceField(
        label=_("Official languages of the text"),
        help_text=_("Every text of the program is written in each language chosen."),
        choices=[("kk", "Қазақша"), ("ru", "Русский")],
        widget=forms.CheckboxSelectMultiple,
        initial=["kk", "ru"],
    )


class StartForm(NewProgramForm):
    """`earlier` are pairs of id and name of the company's own programs; without any nothing is asked."""

    start_from = forms.ChoiceField(
        label=_("Start from"),
        help_text=_("What is taken from an earlier program is shown before the draft is opened."),
        widget=forms.RadioSelect,
        required=False,
    )

    needed_at_times = ("start_from",)

    def __init__(self, *args: Any, earlier: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not earlier:
            del self.fields["start_from"]
            return
        field = self.fields["start_from"]
        assert isinstance(field, forms.ChoiceField)
        named = [(pk, gettext("The program %(name)s") % {"name": name}) for pk, name in earlier]
        field.choices = [*named, ("", gettext("An empty form"))]

    def asked(self) -> dict[str, Any]:
        """What the action is asked for; `start_from` is an id, None for an empty form."""
        given = dict(self.cleaned_data)
        chosen = given.pop("start_from", "")
        return {**given, "start_from": UUID(chosen) if chosen else None}

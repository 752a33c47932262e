"""Days of the calendar as they are to be: one row a day, the act that says so beside it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.actions import DayChange
from approvals.models import CalendarDay, CalendarYear

ORDINARY = "ordinary"
KINDS = [
    (CalendarDay.Kind.DAY_OFF.value, _("Day off")),
    (CalendarDay.Kind.MOVED_WORKING_DAY.value, _("Moved working day")),
    (ORDINARY, _("Ordinary day of the week")),
]
ROWS = 4
MOST_ROWS = 20


class DayForm(forms.Form):
    date = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "decimal", "size": "10"})
    )
    kind = forms.ChoiceField(label=_("What it is to be"), choices=KINDS)
    basis = forms.CharField(label=_("Act"), max_length=300, required=False)
    confirmed = forms.ChoiceField(
        label=_("How certain"), choices=[("yes", _("confirmed")), ("no", _("estimated"))], initial="yes"
    )

    needed_at_times = ("basis",)

    def has_changed(self) -> bool:
        """A row whose choices alone stand as they came is an empty one."""
        return bool({"date", "basis"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_named = cleaned.get("kind") == ORDINARY or (cleaned.get("basis") or "").strip()
        if "kind" in cleaned and not is_named:
            self.add_error("basis", _("Name the act by which this day is off or works."))
        return cleaned

    @property
    def change(self) -> DayChange:
        kind = self.cleaned_data["kind"]
        if kind == ORDINARY:
            return DayChange(self.cleaned_data["date"], None)
        certain = self.cleaned_data["confirmed"] == "yes"
        return DayChange(self.cleaned_data["date"], CalendarDay.Kind(kind), self.cleaned_data["basis"].strip(), certain)


class BaseDays(forms.BaseFormSet):  # type: ignore[type-arg] # subscriptable in its stubs alone
    def clean(self) -> None:
        """Each day once, and in a year that is loaded: days of other years come with their year."""
        seen = set()
        loaded = set(CalendarYear.objects.values_list("year", flat=True))
        for form in filled(self):
            day = form.cleaned_data.get("date")
            if day is None:
                continue
            if day in seen:
                form.add_error("date", _("This day is named twice."))
            elif day.year not in loaded:
                form.add_error("date", _("The calendar of this year is not loaded. Load the year first."))
            seen.add(day)
        if not seen and not any(form.errors for form in self.forms):
            raise forms.ValidationError(_("Enter at least one day."))


def filled(days: Any) -> Iterator[DayForm]:
    """The rows of a formset in which something was entered."""
    yield from (form for form in days.forms if form.has_changed() and hasattr(form, "cleaned_data"))


DaysFormSet = forms.formset_factory(DayForm, formset=BaseDays, extra=ROWS, max_num=MOST_ROWS, validate_max=True)

"""What the list across everything is narrowed down by."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.events import EVENTS
from approvals.forms.filters import FlatSelect
from icv_portal.audit_trail.search import MOST_FOUND, FitsTooMuch, found_by, members_called, organizations_called
from icv_portal.journal.models import JournalEntryQuerySet

YEARS = range(2025, 2101)
ANY = ("", pgettext_lazy("filter", "Any"))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day.year not in YEARS:
            raise ValidationError(_("The journal has no entries of that year."))
        return day


class AuditFilters(forms.Form):
    """Bound to the query of the address. What cannot be read is told beside its field, and narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    organization = forms.CharField(label=_("Organisation that acted, name or BIN"), required=False, max_length=300)
    person = forms.CharField(label=_("Person, name or e-mail"), required=False, max_length=300)
    event = forms.ChoiceField(widget=FlatSelect, label=_("What happened"), required=False)
    point = forms.CharField(label=_("Point of the Rules"), required=False, max_length=20)
    since = DayField(label=pgettext_lazy("date", "From"))
    until = DayField(label=pgettext_lazy("date", "To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, forms.ChoiceField)
        named = [(code, str(words.text)) for code, words in EVENTS.items()]
        field.choices = [ANY, *sorted(named, key=lambda choice: choice[1])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day is before the first one.")))
        return cleaned

    def clean_q(self) -> Q:
        return self._looked_up("q", found_by)

    def clean_organization(self) -> Q:
        return self._looked_up("organization", lambda text: Q(organization_id__in=organizations_called(text)))

    def clean_person(self) -> Q:
        return self._looked_up("person", lambda text: Q(membership_id__in=members_called(text)))

    def _looked_up(self, name: str, condition: Callable[[str], Q]) -> Q:
        """The entries meant by what was typed; all of them when nothing was."""
        text: str = self.cleaned_data[name].strip()
        try:
            return condition(text) if text else Q()
        except FitsTooMuch:
            problem = _("This fits more than %(most)s of one kind. Say more.") % {"most": MOST_FOUND}
            raise ValidationError(problem) from None

    @property
    def is_narrowing(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrow(self, entries: JournalEntryQuerySet) -> JournalEntryQuerySet:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("q", "organization", "person"):
            entries = entries.filter(given.get(name, Q()))
        for name in ("event", "point"):
            if name in given:
                entries = entries.filter(**{name: given[name]})
        return entries.filter(_between(given.get("since"), given.get("until")))


def _between(since: date | None, until: date | None) -> Q:
    """From the beginning of the first day until the end of the last one, as clocks here show it."""
    condition = Q()
    if since:
        condition &= Q(at__gte=_midnight(since))
    if until:
        condition &= Q(at__lt=_midnight(until + timedelta(days=1)))
    return condition


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

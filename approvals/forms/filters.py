"""What a list of procedures is narrowed down by. A value of the address that nobody offered narrows nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.models.procedures import ProcedureQuerySet
from approvals.workflow import BODY_STATES, FINISHED_STATES, State
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.accounts.templatetags.portal import in_language, state_label

ANY = ("", pgettext_lazy("filter", "Any"))
THE_CUSTOMER = "customer"
CUSTOMERS_STATES = [state.value for state in State if state not in (*BODY_STATES, *FINISHED_STATES)]
FIRST_YEAR_OF_THE_RULES = 2026
YEARS_AHEAD = 5
NAMES = ("name_kk", "name_ru", "name_en")
STATE_BODIES = (OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY)


class FlatSelect(forms.Select):
    """Its options in one go: Django renders two templates for each of them, a tenth of the time of a list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, mark_safe(" selected") if code in chosen else "", text) for code, text in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs({"name": name}, attrs)), options)


class ListFilters(forms.Form):
    """Bound to the query of the address; `narrow` never fails, whatever stands in it."""

    state = forms.ChoiceField(widget=FlatSelect, label=_("State"), required=False)
    body = forms.ChoiceField(widget=FlatSelect, label=_("Whose turn"), required=False)
    year = forms.ChoiceField(widget=FlatSelect, label=_("First year"), required=False)
    category = forms.ChoiceField(widget=FlatSelect, label=_("Category"), required=False)
    customer = forms.CharField(label=_("Customer, name or BIN"), required=False, max_length=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(FIRST_YEAR_OF_THE_RULES, today.year + YEARS_AHEAD + 1)
        self._offer("state", [(state.value, state_label(state)) for state in State])
        self._offer("body", _whose_turn())
        self._offer("year", [(str(year), str(year)) for year in years])
        self._offer("category", [(category.value, in_language(category.label)) for category in Category])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ANY, *choices]

    def narrow(self, procedures: ProcedureQuerySet) -> ProcedureQuerySet:
        self.is_valid()
        for name, value in self.cleaned_data.items():
            if value:
                procedures = procedures.filter(CONDITIONS[name](value))
        return procedures

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())


def _whose_turn() -> list[tuple[str, str]]:
    customer = (THE_CUSTOMER, in_language(OrganizationKind.BIG_CUSTOMER.label))
    bodies = Organization.objects.filter(kind__in=STATE_BODIES, closed_on=None).only(*NAMES)
    return [customer, *sorted([(str(body.pk), body.name) for body in bodies], key=lambda choice: choice[1])]


def _lies_with(body: str) -> Q:
    return Q(state__in=CUSTOMERS_STATES) if body == THE_CUSTOMER else Q(responsible_organization=body)


def _of_customer(text: str) -> Q:
    """Organisations are few: their names are searched instead of every procedure's copies.

    Found by a query of their own: the planner then knows how many there are, and does not sort all they ever had.
    """
    called = Q(bin__startswith=text)
    for field in NAMES:
        called |= Q(**{f"{field}__icontains": text})
    found = Organization.objects.filter(called, kind=OrganizationKind.BIG_CUSTOMER)
    return Q(customer__in=list(found.values_list("pk", flat=True)))


CONDITIONS: Mapping[str, Callable[[str], Q]] = {
    "state": lambda state: Q(state=state),
    "body": _lies_with,
    "year": lambda year: Q(first_year=year),
    "category": lambda category: Q(categories__contains=[category]),
    "customer": _of_customer,
}

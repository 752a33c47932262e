"""A contract of the register as it is typed: its facts, its plan by year, its end, and what the list is narrowed by."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programs.forms.register_fields import FigureField, bin_field, choices_in_words, product_code_field
from programs.forms.subsoil_rights import DayField
from programs.models import Contract
from programs.models.contracts import ContractQuerySet
from programs.rules.contract_plans import stored_plan
from programs.rules.contracts import PLAN_KINDS, ContractKind, ContractStatus, RegisterState, contract_problems
from programs.rules.numbers import plain

ANY = ("", pgettext_lazy("filter", "Any"))
OF_FACTS = (
    "kind",
    "number",
    "signed_on",
    "supplier",
    "supplier_bin",
    "good",
    "product_code",
    "unit",
    "starts_on",
    "ends_on",
)


class SeenForm(forms.Form):
    """Carries the state that was seen when the page was opened; empty for something new."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def seen(self) -> int | None:
        """None where nobody says what they saw."""
        seen: int | None = self.cleaned_data.get("version")
        return seen

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def see(self, version: int) -> None:
        """What was typed, over the state that stands now: sending it again is a decision made knowingly."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "version": str(version)}


class ContractForm(SeenForm):
    kind = forms.ChoiceField(label=_("Type"), choices=lambda: choices_in_words(ContractKind))
    number = forms.CharField(label=_("Number"), max_length=60)
    signed_on = DayField(label=_("Concluded on"))
    supplier = forms.CharField(label=_("Supplier"), max_length=300)
    supplier_bin = bin_field(_("BIN of the supplier"))
    good = forms.CharField(label=_("Good"), max_length=300)
    product_code = product_code_field()
    unit = forms.CharField(label=_("Unit of measure"), required=False, max_length=60)
    starts_on = DayField(label=_("First day of the term"))
    ends_on = DayField(label=_("Last day of the term"))

    def clean(self) -> dict[str, Any]:
        days = [self.cleaned_data.get(name) for name in ("signed_on", "starts_on", "ends_on")]
        if all(days):
            for field, problem in contract_problems(*days):  # type: ignore[arg-type]
                self.add_error(field, problem.in_language(get_language() or "kk"))
        return self.cleaned_data

    @classmethod
    def of(cls, contract: Contract, sent: Any = None) -> "ContractForm":
        facts = {name: getattr(contract, name) for name in OF_FACTS}
        return cls(sent, initial={**facts, "version": contract.version})


class PlanForm(SeenForm):
    """A quantity and a sum for each year of the term."""

    def __init__(self, sent: Any, *, contract: Contract) -> None:
        planned = {one.year: one for one in contract.years}
        super().__init__(sent, initial={"version": contract.version})
        self.years = contract.term_years
        for year in self.years:
            for name, kind in PLAN_KINDS.items():
                value = getattr(planned[year], name) if year in planned else None
                label = QUANTITY_OF if name == "quantity" else AMOUNT_OF
                self.fields[f"{name}_{year}"] = FigureField(kind=kind, label=label % {"year": year}, initial=value)

    @property
    def needed_at_times(self) -> list[str]:
        """None is called optional, for the page says so of all."""
        return list(self.fields)

    @property
    def rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        for year in self.years:
            yield year, self[f"quantity_{year}"], self[f"amount_{year}"]

    @property
    def facts(self) -> dict[str, Any]:
        typed: dict[str, dict[str, str]] = {}
        for year in self.years:
            figures = {name: self.cleaned_data[f"{name}_{year}"] for name in PLAN_KINDS}
            typed[str(year)] = {name: plain(value) for name, value in figures.items() if value is not None}
        return {"yearly": stored_plan(typed)}


QUANTITY_OF = _("Quantity, %(year)s")
AMOUNT_OF = _("Sum, million tenge, %(year)s")


class EndOfContractForm(forms.Form):
    status = forms.ChoiceField(
        label=_("What became of it"),
        choices=lambda: choices_in_words((ContractStatus.PERFORMED, ContractStatus.ENDED_EARLY)),
        widget=forms.RadioSelect,
    )
    ended_on = DayField(label=_("Ended on"))
    end_reason = forms.CharField(
        label=_("Why it ended early"),
        help_text=_("Needed where it ended before its term."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needed_at_times = ("end_reason",)

    @property
    def end(self) -> dict[str, Any]:
        typed = self.cleaned_data
        status = ContractStatus(typed["status"])
        return {"status": status, "ended_on": typed["ended_on"], "reason": typed["end_reason"]}


class RegisterFilters(forms.Form):
    """Bound to the query of the address; `narrow` never fails, whatever stands in it."""

    kind = forms.ChoiceField(label=_("Type"), required=False, choices=lambda: [ANY, *choices_in_words(ContractKind)])
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: [ANY, *choices_in_words(RegisterState)])
    text = forms.CharField(label=_("Supplier, BIN, good or number"), required=False, max_length=300)

    def __init__(self, asked: Mapping[str, Any], *, today: date) -> None:
        super().__init__(asked)
        self.today = today

    def narrow(self, contracts: ContractQuerySet) -> ContractQuerySet:
        self.is_valid()
        if kind := self.cleaned_data.get("kind"):
            contracts = contracts.filter(kind=kind)
        if state := self.cleaned_data.get("state"):
            contracts = contracts.in_state(RegisterState(state), self.today)
        if text := self.cleaned_data.get("text"):
            contracts = contracts.filter(_names(text))
        return contracts

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())


def _names(text: str) -> Q:
    named = Q(supplier_bin__startswith=text)
    for field in ("supplier", "good", "number", "product_code"):
        named |= Q(**{f"{field}__icontains": text})
    return named

"""Fields of the registers of contracts and applications: identifiers as they are pasted, figures as they are typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models.organizations import validate_bin
from icv_portal.accounts.rules.labels import Labelled
from programs.models.contracts import validate_product_code
from programs.rules.contract_plans import figure_problem
from programs.rules.numbers import display_number, parse_number
from programs.rules.standard_form import CellKind


class CodeField(forms.CharField):
    """Digits and points, however they were spaced where they come from."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
        super().__init__(widget=widget, max_length=60, **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").split())


def bin_field(label: Any) -> CodeField:
    return CodeField(label=label, validators=[validate_bin], help_text=_("12 digits"))


def product_code_field() -> CodeField:
    return CodeField(
        label=_("ENS TRU code"),
        required=False,
        validators=[validate_product_code],
        help_text=_("For example 281314.900.000001"),
    )


class FigureField(forms.CharField):
    """A number with a comma or a point and spaces between groups; None where nothing is typed."""

    def __init__(self, *, kind: CellKind, **kwargs: Any) -> None:
        self.kind = kind
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
        super().__init__(required=False, max_length=64, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str(super().clean(value) or "")
        problem = figure_problem(text, self.kind) if text else None
        if problem is not None:
            raise ValidationError(problem.in_language(get_language() or "kk"))
        return parse_number(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was typed; what is kept is shown as the reader's language writes it."""
        return display_number(str(value), self.kind, get_language() or "kk") if isinstance(value, Decimal) else value


def choices_in_words(kinds: Any) -> list[tuple[str, str]]:
    """Codes with their names in the reader's language."""
    named: list[Labelled] = list(kinds)
    return [(one.value, one.label.in_language(get_language() or "kk")) for one in named]

"""An application of a manufacturer as it is typed, and why one is removed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.contracts import SeenForm
from programs.forms.register_fields import FigureField, bin_field, choices_in_words, product_code_field
from programs.forms.subsoil_rights import DayField
from programs.models import ManufacturerApplication
from programs.rules.applications import APPLIED_FOR, ApplicationOutcome
from programs.rules.standard_form import CellKind


class ApplicationForm(SeenForm):
    kind = forms.ChoiceField(label=_("Type of contract"), choices=lambda: choices_in_words(APPLIED_FOR))
    manufacturer = forms.CharField(label=_("Manufacturer"), max_length=300)
    manufacturer_bin = bin_field(_("BIN of the manufacturer"))
    good = forms.CharField(label=_("Good"), max_length=300)
    product_code = product_code_field()
    volume = FigureField(kind=CellKind.NUMBER, label=_("Volume offered a year"))
    unit = forms.CharField(label=_("Unit of measure"), required=False, max_length=60)
    received_on = DayField(label=_("Received on"))
    letter_number = forms.CharField(label=_("Number of the letter"), required=False, max_length=60)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=lambda: choices_in_words(ApplicationOutcome))
    answer = forms.CharField(
        label=_("Answer to the manufacturer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def of(cls, application: ManufacturerApplication, sent: Any = None) -> "ApplicationForm":
        facts = {name: getattr(application, name) for name in cls.base_fields if name != "version"}
        return cls(sent, initial={**facts, "version": application.version})


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is removed"), help_text=_("Kept in the history of the program."), max_length=100
    )

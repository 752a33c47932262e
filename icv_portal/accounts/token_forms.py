"""What a person says of a token they want."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.rules.tokens import Scope


class NewTokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), help_text=_("The program that will use it, for example “ERP”."), max_length=100
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("Choose only what the program needs; to read, it needs the first."),
        choices=choices_of(Scope),
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("A year from today at most, for example 30.06.2027. Afterwards the token opens nothing."),
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )

    def asked(self) -> tuple[dict[str, Any], date]:
        """Name and scopes, and the last day."""
        given = dict(self.cleaned_data)
        return given, given.pop("last_day")

    def refuse(self, problems: dict[str, list[str]]) -> None:
        """What was said against the token, beside the field it was typed into."""
        for name, texts in problems.items():
            self.add_error("last_day" if name == "expires_at" else name, texts)

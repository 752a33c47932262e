"""A contract or licence for subsoil use, and the day on which it ended."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models import SubsoilRight


class DayField(forms.DateField):
    """Typed as people write a day; what the browser's language is does not matter."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
        super().__init__(help_text=_("Day, month and year, for example 30.11.2026"), widget=widget, **kwargs)


class SubsoilRightForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=SubsoilRight.Kind.choices)
    number = forms.CharField(label=_("Number"), max_length=60)
    signed_on = DayField(label=_("Signed or issued on"))


class EndOfRightForm(forms.Form):
    ended_on = DayField(label=_("Ended on"))

    def __init__(self, *args: Any, signed_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed_on, self.today = signed_on, today

    def clean_ended_on(self) -> date:
        ended_on: date = self.cleaned_data["ended_on"]
        if ended_on < self.signed_on:
            raise forms.ValidationError(_("It cannot have ended before it was signed."))
        if ended_on > self.today:
            raise forms.ValidationError(
                _("This day is still to come: its rows leave the form at once. Enter the end when it has come.")
            )
        return ended_on

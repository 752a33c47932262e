"""What the customer adds to its steps: the order of adoption, the reason of a withdrawal, a note."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AdoptionForm(forms.Form):
    order_number = forms.CharField(label=_("Number of the order"), max_length=60)
    order_date = forms.DateField(
        label=_("Date of the order"),
        help_text=_("Day, month and year, for example 30.11.2026"),
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )

    def clean_order_number(self) -> str:
        """Pages write the sign themselves."""
        number: str = self.cleaned_data["order_number"].removeprefix("№").strip()
        if not number:
            raise forms.ValidationError(_("Enter the number of the order."))
        return number


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the withdrawal"),
        help_text=_("The state bodies will see it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What is to be changed"),
        help_text=_("Your drafters will see it until they say anew that the program is ready. Nobody else will."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

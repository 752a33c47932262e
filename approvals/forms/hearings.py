"""What is typed before a refusal: the customer's answer, the minutes of a hearing, the reason for holding none."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.templatetags.portal import Problem, in_language

LONGEST_TEXT = 20_000


class ObjectionForm(forms.Form):
    """One of the two at least."""

    needed_at_times = ("text",)
    text = forms.CharField(
        label=_("Objection"),
        help_text=_("Which ground you disagree with and why, in Kazakh or Russian."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    asks_for_hearing = forms.BooleanField(label=_("We ask for an oral hearing"), required=False)


class MinutesForm(forms.Form):
    held_on = forms.DateField(label=_("Day of the hearing"), help_text=_("For example 07.09.2026"))
    text = forms.CharField(
        label=_("Minutes"),
        help_text=_("Who took part, what the customer said, what the body answered."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class UnheardForm(forms.Form):
    """Empty whenever the customer was heard."""

    needed_at_times = ("unheard_because",)
    unheard_because = forms.CharField(
        label=_("Reason for refusing without hearing"),
        help_text=_("Only on a ground of art. 73(2) of the Administrative Procedure Code: name it and say why."),
        required=False,
        max_length=LONGEST_TEXT,
        validators=[ProhibitNullCharactersValidator()],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, typed: Any) -> None:
        super().__init__(typed)

    def problems(self, hindrances: Collection[Label]) -> list[Problem]:
        """What keeps the refusal from being made, each leading to the one field that could still help."""
        return [Problem(in_language(hindrance), self["unheard_because"].auto_id or "") for hindrance in hindrances]

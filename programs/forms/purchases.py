"""A list of purchases to be imported, and what of an imported one is looked at."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from programs.actions.purchases import EXTENSIONS, too_large_a_list
from programs.models.purchases import PurchaseLineQuerySet
from programs.rules.content import SubsoilRight
from programs.rules.purchases.kinds import PurchasePurpose


def _purposes() -> list[tuple[str, str]]:
    return [(purpose.value, purpose.label.in_language(get_language() or "kk")) for purpose in PurchasePurpose]


def _limits() -> str:
    return _(".xlsx or .csv, up to %(size)s.") % {"size": filesizeformat(settings.PURCHASES_LARGEST)}


class PurchasesForm(forms.Form):
    purpose = forms.ChoiceField(label=gettext_lazy("What it lists"), choices=_purposes)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=lazy(_limits, str)(),
        max_length=1000,  # it is shortened
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def __init__(self, *args: Any, was_cut: bool = False, **kwargs: Any) -> None:
        """`was_cut`: the file was so large that it was not read to its end."""
        super().__init__(*args, **kwargs)
        if was_cut:
            self.fields["file"].error_messages["required"] = too_large_a_list().message


class LinesFilter(forms.Form):
    """Which lines of a list are shown. What cannot be read narrows nothing."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)
    right = forms.ChoiceField(label=gettext_lazy("Contract or licence"), required=False)
    search = forms.CharField(
        label=gettext_lazy("Code, name, producer or BIN"), required=False, max_length=100, strip=True
    )
    producers = forms.BooleanField(label=gettext_lazy("Of Kazakhstani producers only"), required=False)
    goods = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, years: Iterable[int], rights: Iterable[SubsoilRight]) -> None:
        super().__init__(sent)
        everything = [("", gettext_lazy("All"))]
        language = get_language() or "kk"
        self.fields["year"].choices = [*everything, *((year, year) for year in years)]  # type: ignore[attr-defined]
        named = [(right.id, right.label.in_language(language)) for right in rights]
        self.fields["right"].choices = [*everything, *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["right"]
        self.is_valid()

    def chosen(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())

    def narrow(self, lines: PurchaseLineQuerySet) -> PurchaseLineQuerySet:
        if self.chosen("year"):
            lines = lines.filter(year=self.chosen("year"))
        if self.chosen("right"):
            lines = lines.filter(right=self.chosen("right"))
        if self.chosen("goods"):
            lines = lines.of_goods()
        if self.chosen("producers"):
            lines = lines.from_producers()
        return lines.found_by(self.chosen("search")) if self.chosen("search") else lines

"""What the planner of the latest day to file is asked: the period by its first year, and the route."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.filters import FlatSelect
from approvals.rules.route import BodyKind, route
from icv_portal.accounts.rules.categories import Category

YEARS_AHEAD = 5
PLAUSIBLE = re.compile("202[6-9]|20[34][0-9]")
ROUTES: dict[str, tuple[BodyKind, ...]] = {
    "authorized_body": route({Category.SUBSOIL_USER}),
    "regulator_and_authorized_body": route({Category.NATURAL_MONOPOLY}),
}
"""By the codes of the page and the API."""
ROUTE_NAMES = {
    "authorized_body": _("Authorized body only (p. 10)"),
    "regulator_and_authorized_body": _("Natural-monopoly body, then authorized body (p. 11)"),
}


class PlannerForm(forms.Form):
    """Bound to the query of the address; what is not asked, or not offered, is what stands in `initial`."""

    first_year = forms.TypedChoiceField(widget=FlatSelect, label=_("First year of the program"), coerce=int)
    route = forms.ChoiceField(widget=FlatSelect, label=_("Who considers it"), choices=list(ROUTE_NAMES.items()))

    def __init__(self, asked: Any, *, today: date, own_route: str) -> None:
        defaults = {"first_year": str(today.year + 1), "route": own_route}
        years = [str(year) for year in range(today.year, today.year + YEARS_AHEAD + 1)]
        if PLAUSIBLE.fullmatch(asked.get("first_year", "")):  # that of a draft that is late
            years = sorted({*years, asked["first_year"]})
        offered = {"first_year": years, "route": list(ROUTES)}
        given = {name: asked.get(name, "") for name in defaults}
        super().__init__({name: given[name] if given[name] in offered[name] else defaults[name] for name in defaults})
        field = self.fields["first_year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, year) for year in years]

    def asked(self) -> tuple[int, str]:
        """The first year and the code of the route."""
        self.is_valid()
        return self.cleaned_data["first_year"], self.cleaned_data["route"]


def code_of(bodies: tuple[BodyKind, ...]) -> str:
    return next(code for code, one in ROUTES.items() if one == bodies)

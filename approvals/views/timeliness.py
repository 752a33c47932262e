"""Timeliness of the state bodies: for the body itself, the authorized body and oversight, as chart, table and file."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.forms.filters import FIRST_YEAR_OF_THE_RULES, FlatSelect
from approvals.models.timeliness import Span
from approvals.views.timeliness_file import MEDIA_TYPE, written
from approvals.views.timeliness_rows import rows_of
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import OrganizationKind

BODIES = (OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY)
SEE_ALL = (OrganizationKind.AUTHORIZED_BODY, OrganizationKind.OVERSIGHT)
FILE_NAME = Label(kk="Мерзімдердің сақталуы {year}", ru="Соблюдение сроков {year}", en="Timeliness {year}")


class TimelinessForm(forms.Form):
    """Bound to the query of the address; a value nobody offers is what stands there without it."""

    year = forms.TypedChoiceField(widget=FlatSelect, label=gettext_lazy("Year of registration"), coerce=int)
    span = forms.TypedChoiceField(
        widget=FlatSelect,
        label=gettext_lazy("Divided into"),
        coerce=Span,
        choices=[
            (Span.QUARTER.value, gettext_lazy("Quarters")),
            (Span.MONTH.value, gettext_lazy("Months")),
            (Span.YEAR.value, gettext_lazy("The whole year")),
        ],
    )

    def __init__(self, asked: "dict[str, str]", *, today: date) -> None:
        years = [str(year) for year in range(FIRST_YEAR_OF_THE_RULES, max(today.year, FIRST_YEAR_OF_THE_RULES) + 1)]
        offered = {"year": years[::-1], "span": [Span.QUARTER.value, Span.MONTH.value, Span.YEAR.value]}
        given = {name: asked.get(name, "") for name in offered}
        super().__init__({name: given[name] if given[name] in codes else codes[0] for name, codes in offered.items()})
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, year) for year in offered["year"]]

    def asked(self) -> tuple[int, Span]:
        self.is_valid()
        return self.cleaned_data["year"], self.cleaned_data["span"]


def bodies_seen_by(membership: Membership | None) -> list[Organization]:
    """Raises PermissionDenied for whoever sees nobody's."""
    if membership is None or membership.kind not in (*BODIES, *SEE_ALL):
        raise PermissionDenied
    if membership.kind not in SEE_ALL:
        return [membership.organization]
    return sorted(Organization.objects.filter(kind__in=BODIES), key=lambda body: (body.kind, body.name))


@require_safe
def timeliness_page(request: PortalRequest) -> HttpResponse:
    bodies = bodies_seen_by(request.membership)
    form = TimelinessForm(request.GET, today=timezone.localdate())  # type: ignore[arg-type]  # a QueryDict is read alike
    year, span = form.asked()
    rows = rows_of(bodies, year, span, today=timezone.localdate())
    return render(request, "approvals/timeliness.html", {"form": form, "rows": rows, "year": year, "span": span})


@require_safe
def timeliness_file(request: PortalRequest) -> HttpResponse:
    """The same figures as an .xlsx, in the reader's language."""
    bodies = bodies_seen_by(request.membership)
    form = TimelinessForm(request.GET, today=timezone.localdate())  # type: ignore[arg-type]  # as above
    year, span = form.asked()
    content = written(rows_of(bodies, year, span, today=timezone.localdate()), span, title=str(year))
    name = FILE_NAME.format(year=year).in_language(request.LANGUAGE_CODE)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response

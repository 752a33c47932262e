"""The person's own pages about notices: when e-mails come, and who is written to while somebody is away."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from icv_portal.accounts.absences import (
    absences_seen_by,
    choose_emails,
    end_absence,
    enter_absence,
    kept_by,
    may_end,
)
from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import ANSWER_FOR_OTHERS
from icv_portal.accounts.templatetags.portal import role_label

DAY = forms.DateInput(attrs={"autocomplete": "off", "inputmode": "decimal"})


class EmailChoicesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["reminder_emails", "news_emails"]
        labels = {
            "reminder_emails": gettext_lazy("Reminders of terms"),
            "news_emails": gettext_lazy("Other notices"),
        }
        help_texts = {
            "reminder_emails": gettext_lazy("What ends soon, today, or is over."),
            "news_emails": gettext_lazy("Drafts ready or returned, proposals, changed targets."),
        }
        widgets = dict.fromkeys(fields, forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices_of(EmailChoice)


class MembershipField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user.full_name}, {role_label(obj.role)}"


class AbsenceForm(forms.Form):
    """`membership` is asked only of whoever enters absences of others, too."""

    membership = MembershipField(Membership.objects.none(), label=gettext_lazy("Who is away"), empty_label=None)
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DAY)
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)
    substitute = MembershipField(
        Membership.objects.none(),
        label=gettext_lazy("Who is written to instead"),
        help_text=gettext_lazy(
            "They read the notices and get the e-mails. To decide or sign instead, they need a role of their own with "
            "its order."
        ),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        kept = kept_by(by, today).select_related("user")
        others = Membership.objects.in_force(today).filter(organization=by.organization_id, user__is_active=True)
        self.by = by
        self._offer("membership", kept)
        self._offer("substitute", others.select_related("user"))
        self.initial.setdefault("membership", by.pk)
        if by.role not in ANSWER_FOR_OTHERS:
            del self.fields["membership"]

    def asked(self) -> dict[str, Any]:
        return {"membership": self.by, **self.cleaned_data}

    def refuse(self, problems: dict[str, list[str]]) -> None:
        """What was said against the absence, beside the field it was typed into."""
        for name, texts in problems.items():
            self.add_error(name, texts)

    def _offer(self, name: str, memberships: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = memberships.order_by("user__full_name", "role")


def email_choices(request: PortalRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    form = EmailChoicesForm(request.POST or None, instance=user)
    if form.is_valid():
        choose_emails(user, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("email_choices")
    return render(request, "accounts/email_choices.html", {"form": form})


def absences(request: PortalRequest) -> HttpResponse:
    """Who of the organisation is away, now and later; a form for whom one may enter it."""
    by, at = _acting(request), timezone.now()
    form = AbsenceForm(request.POST or None, by=by)
    if form.is_valid():
        try:
            enter_absence(**form.asked(), by=by, at=at)
        except ValidationError as refused:
            form.refuse(refused.message_dict)
        else:
            messages.success(request, _("The absence is entered."))
            return redirect("absences")
    today = timezone.localdate(at)
    rows = [(one, may_end(one, by)) for one in absences_seen_by(by).not_over(today)]
    return render(request, "accounts/absences.html", {"form": form, "rows": rows, "today": today})


@require_POST
def end_absence_now(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    by, at = _acting(request), timezone.now()
    absence = get_object_or_404(absences_seen_by(by), pk=pk)
    end_absence(absence.pk, by=by, at=at)
    messages.success(request, _("Back: e-mails come to %s again.") % absence.membership.user.full_name)
    return redirect("absences")


def _acting(request: PortalRequest) -> Membership:
    if request.membership is None:
        raise Http404
    return request.membership

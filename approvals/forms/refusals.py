"""The grounds of a refusal as they are typed: for each of the three of p. 14 its reasoning and the rows concerned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.actions import GivenGround
from approvals.models import Consideration
from approvals.rules.refusal_grounds import NO_GROUND, RefusalGround, StatedGround, missing_reasoning
from icv_portal.accounts.templatetags.portal import Problem, in_language
from programs.rules.content import Content
from programs.rules.names import row_name

LONGEST_REASONING = 20_000
HALF_TYPED = _("Something is written under a ground that is not ticked. Tick the ground or clear what is written.")
AGREES_WITH_GROUNDS = _(
    "Grounds are kept only with a proposal to refuse. Choose the refusal, or clear every ground below to agree."
)


class GroundForm(forms.Form):
    """One ground. Nothing here is required: what a refusal lacks is said by the rules, a proposal may be incomplete."""

    stated = forms.BooleanField(required=False)
    reasoning_kk = forms.CharField(
        label=_("Reasoning in Kazakh"),
        required=False,
        max_length=LONGEST_REASONING,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "kk"}),
    )
    reasoning_ru = forms.CharField(
        label=_("Reasoning in Russian"),
        required=False,
        max_length=LONGEST_REASONING,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "ru"}),
    )
    rows = forms.MultipleChoiceField(label=_("Rows concerned"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, typed: Any, *, ground: RefusalGround, content: Content, initial: Any) -> None:
        super().__init__(typed, prefix=ground.value, initial=initial)
        self.ground = ground
        self.fields["stated"].label = self.heading
        rows = self.fields["rows"]
        assert isinstance(rows, forms.ChoiceField)
        rows.choices = [(row.id, in_language(row_name(content, row))) for row in content.rows_of(ground.section)]

    @property
    def heading(self) -> str:
        return in_language(self.ground.label).capitalize()

    @property
    def field_id(self) -> str:
        return self["stated"].auto_id

    @property
    def reasonings(self) -> list[forms.BoundField]:
        return [self["reasoning_kk"], self["reasoning_ru"]]

    @cached_property
    def given(self) -> GivenGround | None:
        """The ground as typed; None when its box is not ticked."""
        typed = self.cleaned_data
        if not typed.get("stated"):
            return None
        return GivenGround(
            code=self.ground.value,
            reasoning_kk=typed.get("reasoning_kk", ""),
            reasoning_ru=typed.get("reasoning_ru", ""),
            rows=tuple(typed.get("rows", ())),
        )

    @property
    def is_filled(self) -> bool:
        """Something was ticked or written, whether it can be read or not."""
        return any(field.value() for field in self)

    @property
    def is_half_typed(self) -> bool:
        """Something was written for a ground whose box is not ticked: it would be lost in silence."""
        return self.given is None and any(value for name, value in self.cleaned_data.items() if name != "stated")

    def reading_problems(self) -> Iterator[Problem]:
        """What has to be corrected before anything can be kept."""
        for field in self:
            for text in field.errors:
                yield Problem(str(text), field.auto_id or "")
        if self.is_half_typed:
            yield Problem(str(HALF_TYPED), self.field_id)

    def problems(self) -> Iterator[Problem]:
        """What keeps this ground from being stated."""
        yield from self.reading_problems()
        if self.given is not None:
            for problem in missing_reasoning([_stated(self.given)]):
                yield Problem(in_language(problem), self.field_id)


@dataclass(frozen=True)
class RefusalForms:
    """The three grounds together."""

    forms: tuple[GroundForm, ...]

    @classmethod
    def of(cls, content: Content, *, typed: Any = None, proposal: Mapping[str, Any] | None = None) -> "RefusalForms":
        """Bound to what was `typed`, or filled with the grounds of a reviewer's proposal."""
        proposed = {ground["code"]: ground | {"stated": True} for ground in (proposal or {}).get("grounds", ())}
        return cls(
            tuple(
                GroundForm(typed, ground=ground, content=content, initial=proposed.get(ground.value))
                for ground in RefusalGround
            )
        )

    def __iter__(self) -> Iterator[GroundForm]:
        return iter(self.forms)

    def can_be_read(self) -> bool:
        """Whether nothing typed has to be corrected before it can be kept at all."""
        return all(form.is_valid() and not form.is_half_typed for form in self.forms)

    def are_filled(self) -> bool:
        return any(form.is_filled for form in self.forms)

    def given(self) -> list[GivenGround]:
        return [form.given for form in self.forms if form.given is not None]

    def reading_problems(self) -> list[Problem]:
        return [problem for form in self.forms for problem in form.reading_problems()]

    def problems(self) -> list[Problem]:
        """What keeps this from being a refusal, each leading to its ground."""
        found = [problem for form in self.forms for problem in form.problems()]
        if not found and not self.given():
            return [Problem(in_language(NO_GROUND), self.forms[0].field_id)]
        return found


def _stated(given: GivenGround) -> StatedGround:
    reasoning = given.reasoning_kk.strip() or given.reasoning_ru.strip()
    return StatedGround(RefusalGround(given.code), reasoning=reasoning, rows=given.rows)


class ProposalForm(forms.Form):
    """What a reviewer proposes; the grounds are typed beside it."""

    outcome = forms.ChoiceField(
        label=_("Proposed decision"),
        choices=[
            (Consideration.Outcome.AGREED.value, _("Agree: there is no ground for refusal")),
            (Consideration.Outcome.REFUSED.value, _("Refuse: a ground of point 14 exists")),
        ],
        widget=forms.RadioSelect,
    )
    shown_prepared_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, typed: Any, *, grounds: RefusalForms, consideration: Consideration) -> None:
        shown = consideration.prepared_at.isoformat() if consideration.prepared_at else ""
        super().__init__(typed, initial={"outcome": consideration.proposal.get("outcome"), "shown_prepared_at": shown})
        self.grounds = grounds

    def clean_outcome(self) -> str:
        """Grounds beside an agreement would be lost in silence."""
        outcome: str = self.cleaned_data["outcome"]
        if outcome == Consideration.Outcome.AGREED and self.grounds.are_filled():
            raise forms.ValidationError(AGREES_WITH_GROUNDS)
        return outcome

    def clean_shown_prepared_at(self) -> datetime | None:
        """When the proposal the page was filled with was saved; None when there was none, or it cannot be read."""
        try:
            return datetime.fromisoformat(self.cleaned_data["shown_prepared_at"])
        except ValueError:
            return None

    def problems(self) -> list[Problem]:
        """What keeps the proposal from being kept: of the outcome first, then of the grounds."""
        outcome = self["outcome"]
        found = [Problem(f"{outcome.label}: {text}", f"{outcome.auto_id}_0") for text in outcome.errors]
        return found + self.grounds.reading_problems()

"""The small parts pages are made of."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.state_labels import COMPLETENESS, PROCEDURE_STATES, ROUTE_STEPS
from icv_portal.accounts.templatetags import portal


def rendered(source: str, **context: object) -> str:
    return Template("{% load portal %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("days_left", "words"),
    [
        (21, "остался 21 рабочий день"),
        (3, "осталось 3 рабочих дня"),
        (0, "сегодня последний день"),
        (-2, "просрочено на 2 рабочих дня"),
        (-5, "просрочено на 5 рабочих дней"),
    ],
)
def test_a_due_date_says_in_words_how_much_is_left(days_left: int, words: str) -> None:
    with translation.override("ru"):
        assert f">{words}</span>" in portal.due_date(date(2026, 11, 30), days_left)


def test_a_due_date_without_a_count_shows_the_day_alone() -> None:
    shown = portal.due_date(date(2026, 11, 30))
    assert '<time datetime="2026-11-30">30.11.2026</time>' in shown
    assert "due-left" not in shown


def test_an_overdue_date_without_a_count_still_says_so() -> None:
    with translation.override("ru"):
        shown = portal.due_date(date(2026, 11, 30), None, is_overdue=True)
    assert "due-negative" in shown
    assert "icon-warning" in shown
    assert ">просрочено</span>" in shown


@pytest.mark.parametrize("state", PROCEDURE_STATES)
def test_a_state_is_icon_and_word(state: str) -> None:
    with translation.override("kk"):
        badge = portal.state_badge(state)
        assert "<svg" in badge
        assert portal.state_label(state) in badge


def test_every_look_has_its_icon() -> None:
    sprite = Template('{% include "components/icons.html" %}').render(Context())
    looks = [*PROCEDURE_STATES.values(), *COMPLETENESS.values(), *ROUTE_STEPS.values()]
    assert [look.icon for look in looks if f'id="icon-{look.icon}"' not in sprite] == []


def test_a_label_is_read_in_the_readers_language() -> None:
    label = Label(kk="келісу", ru="согласование", en="agreement")
    with translation.override("ru"):
        assert portal.in_language(label) == "согласование"


class Order(forms.Form):
    number = forms.CharField(label="Number", help_text="As in the order")
    grounds = forms.MultipleChoiceField(
        label="Grounds", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )


def test_the_error_summary_leads_to_the_first_control_of_each_field() -> None:
    with translation.override("en"):
        summary = rendered("{% error_summary form %}", form=Order({}))
    assert '<a href="#id_number">Number: This field is required.</a>' in summary
    assert '<a href="#id_grounds_0">Grounds: This field is required.</a>' in summary


def test_without_errors_there_is_no_summary() -> None:
    assert rendered("{% error_summary form missing %}", form=Order(), missing=None).strip() == ""


def test_a_field_is_tied_to_its_hint_and_error() -> None:
    form = Order({})
    field = rendered("{% form_field form.number %}", form=form)
    assert 'aria-describedby="id_number_helptext id_number_error"' in field
    assert 'id="id_number_helptext"' in field
    assert 'id="id_number_error"' in field


def test_what_a_person_typed_is_escaped() -> None:
    class Typed(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("<b>bold</b>")

    assert "&lt;b&gt;bold&lt;/b&gt;" in rendered("{% error_summary form %}", form=Typed({}))


def test_the_way_back_never_breaks_a_period_and_stays_escaped() -> None:
    shown = rendered("{% include 'components/breadcrumbs.html' %}", url="/", text="<Күнқала>, 2027–2029")
    assert '&lt;Күнқала&gt;, <span class="nowrap">2027–2029</span></a>' in shown


@pytest.mark.parametrize("whole", ["2027–2029", "13-тармағында", "1-кестеге", "48 %-ы", "№ 1533-ТПИ"])
def test_what_is_read_as_one_is_not_broken(whole: str) -> None:
    assert portal.unbroken(f"бұл {whole} <b>") == f'бұл <span class="nowrap">{whole}</span> &lt;b&gt;'


@pytest.mark.parametrize("long", ["№ " + "9" * 100, "2026-09-01", "1-" + "ж" * 100])
def test_what_no_phone_could_hold_in_a_line_may_be_broken(long: str) -> None:
    assert portal.unbroken(long) == long

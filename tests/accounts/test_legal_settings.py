"""What the Rules leave open: an answer holds from its day on, the latest entered of one day wins."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from icv_portal.accounts.models import LegalSetting
from icv_portal.accounts.reference_data import load_legal_settings
from icv_portal.accounts.rules.legal_settings import OPEN_QUESTIONS, RULES_ADOPTED_ON, SettingKey
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
KEY = SettingKey.BASELINE_YEARS


def answer(value: str, in_force_from: date, entered_at: str = "2026-01-05") -> LegalSetting:
    return LegalSetting.objects.create(
        key=KEY, value=value, in_force_from=in_force_from, basis="№ 1", entered_at=moment(entered_at)
    )


def test_every_question_has_its_default_from_the_day_of_the_rules():
    for question in OPEN_QUESTIONS:
        setting = LegalSetting.objects.get(key=question.key)
        assert (setting.value, setting.in_force_from) == (question.default, RULES_ADOPTED_ON)
        assert setting.basis == question.basis
        setting.full_clean()
    assert {question.key for question in OPEN_QUESTIONS} == set(SettingKey)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (RULES_ADOPTED_ON, "3"),
        (date(2026, 8, 31), "3"),
        (date(2026, 9, 1), "4"),
        (date(2026, 9, 30), "4"),
        (date(2026, 10, 1), "5"),
    ],
)
def test_an_answer_holds_from_its_day_until_the_next_one(day, value):
    answer("5", date(2026, 10, 1))
    answer("4", date(2026, 9, 1), entered_at="2026-08-01")
    assert LegalSetting.objects.value(KEY, at=day) == value


def test_of_two_answers_from_one_day_the_one_entered_last_holds():
    answer("5", date(2026, 9, 1), entered_at="2026-08-02")
    answer("4", date(2026, 9, 1), entered_at="2026-08-01")
    assert LegalSetting.objects.value(KEY, at=date(2026, 9, 1)) == "5"


def test_there_is_no_answer_before_the_rules():
    with pytest.raises(LegalSetting.DoesNotExist):
        LegalSetting.objects.value(KEY, at=date(2025, 11, 10))


def test_questions_do_not_answer_each_other():
    answer("5", date(2026, 9, 1))
    assert LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=date(2026, 9, 1)) == "refusing_body"


def test_only_the_answers_allowed_are_taken():
    setting = LegalSetting(
        key=KEY, value="2", in_force_from=date(2026, 9, 1), basis="№ 1", entered_at=moment("2026-09-01")
    )
    with pytest.raises(ValidationError) as caught:
        setting.full_clean()
    assert set(caught.value.message_dict) == {"value"}
    setting.value = "4"
    setting.full_clean()


def test_loading_again_changes_nothing():
    answer("5", date(2026, 9, 1))
    before = set(LegalSetting.objects.values_list())
    load_legal_settings(LegalSetting, at=moment("2026-09-08"))
    assert set(LegalSetting.objects.values_list()) == before

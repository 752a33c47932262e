import pytest

from approvals.rules.holidays import OBSERVED, Holiday, described


@pytest.mark.parametrize(
    ("basis", "en"),
    [
        ("nauryz", "Nauryz. Law “On holidays in the Republic of Kazakhstan”"),
        ("christmas", "Orthodox Christmas. Labour Code, art. 84(5)"),
        ("kurban_ait", "First day of Kurban Ait. Labour Code, art. 84(5)"),
        ("moved_working_day", "Working day because a day off was moved. Labour Code, art. 85(3)"),
        (
            "republic_day:observed",
            "Republic Day: the holiday fell on a day off (art. 5). Law “On holidays in the Republic of Kazakhstan”",
        ),
    ],
)
def test_a_day_off_is_told_with_its_act(basis, en):
    assert described(basis).en == en


@pytest.mark.parametrize("holiday", Holiday)
@pytest.mark.parametrize("ending", ["", OBSERVED])
def test_every_basis_the_portal_writes_is_told_in_three_languages(holiday, ending):
    told = described(f"{holiday}{ending}")
    assert holiday.label.kk in told.kk
    assert holiday.label.ru in told.ru
    assert holiday.act.kk in told.kk


@pytest.mark.parametrize("typed", ["№ 411 бұйрық", "", "nauryz:moved", "observed"])
def test_what_an_administrator_typed_is_shown_as_typed(typed):
    told = described(typed)
    assert (told.kk, told.ru, told.en) == (typed, typed, typed)

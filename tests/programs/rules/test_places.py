"""Where rows can be added, and how a place is named."""

from programs.rules.places import place_code, places_to_add
from programs.rules.standard_form import RowPlace, section
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content


def test_a_subsoil_user_adds_purchases_by_contract_and_licence():
    purchases = section("planned_purchases")
    kept_apart = [RowPlace("planned_purchases", "purchase", None, right.id) for right in RIGHTS]
    assert places_to_add(purchases, subsoil_user_content()) == kept_apart
    assert places_to_add(purchases, ordinary_content()) == [RowPlace("planned_purchases", "purchase")]


def test_each_group_of_contracts_has_its_activities_and_table_1_no_rows_to_add():
    groups = [place.group for place in places_to_add(section("table_3"), ordinary_content())]
    assert groups == ["guaranteed_purchase", "offtake", "contract_purchase"]
    assert places_to_add(section("table_1"), ordinary_content()) == []


def test_a_place_is_named_by_kind_group_and_right():
    assert place_code(RowPlace("table_3", "activity", "offtake")) == "activity:offtake:"
    assert place_code(RowPlace("planned_purchases", "purchase", None, "r-1")) == "purchase::r-1"

"""One line of a list of purchases: what it says, or what is wrong with it."""

from decimal import Decimal

import pytest

from icv_portal.accounts.rules.labels import Label
from programs.rules.purchases.columns import Column, FoundColumns
from programs.rules.purchases.faults import FaultCode, NoteCode, fault_from_json
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.lines import BROKEN, Line, LineReader, NamedRight, notes_on
from tests.programs.rules.contents import RIGHTS

GOOD = {
    Column.CODE: "139221.300.000001",
    Column.NAME: "Мешки",
    Column.VALUE: "1 200,50",
    Column.YEAR: "2027",
    Column.RIGHT: "1042-ТПИ",
    Column.PRODUCER_BIN: "250140000013",
    Column.ICV_SHARE: "72,5 %",
    Column.VOLUME: "12",
    Column.UNIT: "шт.",
    Column.KIND: "",
}
NAMED = [NamedRight(right.id, right.number, right.label) for right in RIGHTS]


def reader(purpose: PurchasePurpose = PurchasePurpose.PLANNED, *, factor: str = "1", rights=NAMED) -> LineReader:
    places = {column: place for place, column in enumerate(GOOD)}
    return LineReader(purpose, FoundColumns(places, Decimal(factor)), range(2027, 2030), rights)


def cells(**changes: str) -> list[str]:
    changed = {Column(name): text for name, text in changes.items()}
    return list({**GOOD, **changed}.values())


def line(**changes: str) -> Line:
    read, faults = reader().read(7, cells(**changes))
    assert read is not None, faults
    return read


def test_a_line_is_kept_as_it_says():
    read = line()
    assert (read.number, read.code, read.name, read.unit, read.year) == (7, GOOD[Column.CODE], "Мешки", "шт.", 2027)
    assert (read.value, read.volume, read.icv_share) == (Decimal("1200.5"), Decimal(12), Decimal("72.5"))
    assert (read.kind, read.right, read.producer_bin) == (PurchaseKind.GOODS, RIGHTS[0].id, "250140000013")


def test_a_value_is_kept_in_tenge():
    read, _faults = reader(factor="1000000").read(1, cells(value="1,2345678"))
    assert read is not None
    assert (read.value, read.volume) == (Decimal("1234567.8"), Decimal(12))


READ_ALL_THE_SAME = [
    ({"code": "139221300000001"}, "code", "139221.300.000001"),
    ({"producer_bin": "20240000555"}, "producer_bin", "020240000555"),
    ({"producer_bin": ""}, "producer_bin", ""),
    ({"year": "2028.0"}, "year", 2028),
    ({"icv_share": ""}, "icv_share", None),
    ({"icv_share": "0"}, "icv_share", 0),
    ({"value": "0"}, "value", 0),
    ({"kind": "услуги"}, "kind", PurchaseKind.SERVICES),
    ({"right": "№ 7-ML"}, "right", RIGHTS[1].id),
    ({"right": RIGHTS[2].label.kk}, "right", RIGHTS[2].id),
    ({"right": RIGHTS[2].label.ru.upper()}, "right", RIGHTS[2].id),
]


@pytest.mark.parametrize(("changes", "name", "value"), READ_ALL_THE_SAME)
def test_what_can_only_mean_one_thing_is_read(changes: dict[str, str], name: str, value: object):
    assert getattr(line(**changes), name) == value


WRONG = [
    ({"code": ""}, FaultCode.EMPTY),
    ({"code": "1392"}, FaultCode.NOT_A_CODE),
    ({"name": ""}, FaultCode.EMPTY),
    ({"name": "x" * 501}, FaultCode.TOO_LONG),
    ({"value": "many"}, FaultCode.NOT_A_NUMBER),
    ({"value": "12 13"}, FaultCode.NOT_A_NUMBER),
    ({"value": "-1"}, FaultCode.NEGATIVE),
    ({"value": "999999999999999"}, None),
    ({"value": ""}, FaultCode.EMPTY),
    ({"value": BROKEN}, FaultCode.BROKEN_FORMULA),
    ({"volume": "-2"}, FaultCode.NEGATIVE),
    ({"icv_share": "100,01"}, FaultCode.SHARE_OUT_OF_RANGE),
    ({"icv_share": "half"}, FaultCode.NOT_A_NUMBER),
    ({"year": "27"}, FaultCode.NOT_A_YEAR),
    ({"year": "2026"}, FaultCode.YEAR_OUTSIDE),
    ({"year": ""}, FaultCode.EMPTY),
    ({"right": "8-ML"}, FaultCode.UNKNOWN_RIGHT),
    ({"right": ""}, FaultCode.EMPTY),
    ({"producer_bin": "123456789012"}, FaultCode.NOT_A_BIN),
    ({"producer_bin": "KZ"}, FaultCode.NOT_A_BIN),
    ({"kind": "подарки"}, FaultCode.UNKNOWN_KIND),
]


@pytest.mark.parametrize(("changes", "code"), WRONG)
def test_what_is_wrong_is_told_once_with_its_cell(changes: dict[str, str], code: FaultCode | None):
    read, faults = reader().read(7, cells(**changes))
    assert [fault.code for fault in faults] == ([] if code is None else [code])
    assert (read is None) == (code is not None)
    for fault in faults:
        [column] = changes
        assert (fault.line, fault.column) == (7, column)
        assert all(fault.label.in_language(language) for language in ("kk", "ru", "en"))
        assert "{" not in fault.label.ru
        assert fault_from_json(fault.as_json()) == fault


def test_a_value_can_be_too_large_for_any_customer():
    _read, faults = reader(factor="1000000").read(1, cells(value="999999999999"))
    assert [fault.code for fault in faults] == [FaultCode.TOO_LARGE]


def test_everything_wrong_with_a_line_is_told_at_once():
    _read, faults = reader().read(3, cells(code="x", value="y", year="z"))
    assert {fault.column for fault in faults} == {"code", "value", "year"}


def test_a_short_row_lacks_its_last_cells():
    _read, faults = reader().read(3, cells()[:2])
    assert [fault.column for fault in faults] == ["value", "year", "right"]


def test_rights_with_the_same_number_are_told_apart_in_full():
    twins = [
        NamedRight("a", "5", Label("К 5", "Контракт № 5", "C 5")),
        NamedRight("b", "5", Label("Л 5", "Лицензия № 5", "L 5")),
    ]
    _read, faults = reader(rights=twins).read(1, cells(right="5"))
    assert [fault.code for fault in faults] == [FaultCode.AMBIGUOUS_RIGHT]
    read, _faults = reader(rights=twins).read(1, cells(right="Лицензия № 5"))
    assert read is not None
    assert read.right == "b"


def test_nobody_else_has_rights_and_past_years_are_not_told_apart_by_them():
    for purpose, rights in ((PurchasePurpose.PLANNED, None), (PurchasePurpose.ACTUAL, NAMED)):
        read, faults = reader(purpose, rights=rights).read(1, cells(right="anything", kind="товары"))
        assert (faults, read and read.right) == ([], None)


def test_contracts_of_past_years_say_what_was_bought():
    _read, faults = reader(PurchasePurpose.ACTUAL).read(1, cells(kind="", code="", name=""))
    assert [(fault.column, fault.code) for fault in faults] == [("kind", FaultCode.EMPTY)]


NOTES = [
    ({}, []),
    ({"icv_share": ""}, [NoteCode.WITHOUT_SHARE]),
    ({"icv_share": "0,4"}, [NoteCode.SHARE_LIKE_A_FRACTION]),
    ({"icv_share": "1"}, [NoteCode.SHARE_LIKE_A_FRACTION]),
    ({"icv_share": "1,5"}, []),
    ({"icv_share": "0", "producer_bin": ""}, []),
    ({"producer_bin": ""}, [NoteCode.UNKNOWN_PRODUCER]),
    ({"kind": "работы"}, [NoteCode.NOT_GOODS]),
    ({"value": "0"}, [NoteCode.WITHOUT_VALUE]),
]


@pytest.mark.parametrize(("changes", "notes"), NOTES)
def test_what_is_worth_a_look_is_noted(changes: dict[str, str], notes: list[NoteCode]):
    assert list(notes_on(line(**changes), PurchasePurpose.PLANNED)) == notes


def test_works_of_past_years_are_nothing_special():
    assert list(notes_on(line(kind="работы"), PurchasePurpose.ACTUAL)) == []

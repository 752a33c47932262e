"""There and back: nothing is found where nothing was changed, and what was changed comes back letter by letter."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import SECTIONS, CellKind
from tests.programs.rules.contents import ordinary_content, subsoil_user_content
from tests.programs.spreadsheets.workbooks import compared, edited, typed, written

CONTENTS = {
    "ordinary": ordinary_content(),
    "subsoil user": subsoil_user_content(),
    "one language": ordinary_content(languages=("kk",)),
    "five years": subsoil_user_content(last_year=2031),
}
AWKWARD = [
    "=1+1",
    "+7 701 000 00 00",
    "  екі жағында бос орын  ",
    "бірінші\nекінші\r\nүшінші",
    "_x000D_",
    "a\x0bb\x01",
    "'апостроф",
    "2027-03-01",
    "0042",
    "12345678901234567890.5",
    "жартысы: 1/2",
    "https://example.kz/?a=1&b=<2>",
    "\U0001f600 ₸ Ң",
]


def filled_awkwardly(content: Content) -> Content:
    """Every cell holds something spreadsheets like to change."""

    def spoiled(row: ContentRow) -> ContentRow:
        keys = [spec.key for spec in content.cell_specs(row)]
        return replace(row, cells={key: AWKWARD[at % len(AWKWARD)] for at, key in enumerate(keys)})

    return replace(content, rows=tuple(map(spoiled, content.rows)))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", CONTENTS)
def test_nothing_is_found_in_a_workbook_nobody_changed(name, language):
    content = CONTENTS[name]
    workbook = written(content, language=language)
    for sent in (workbook, edited(workbook)):
        found = compared(sent, content)
        assert (found.is_empty, found.problems) == (True, [])


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_spreadsheets_like_to_change_comes_back_as_it_was(language):
    content = filled_awkwardly(subsoil_user_content())
    workbook = written(content, language=language)
    for sent in (workbook, edited(workbook)):
        found = compared(sent, content)
        assert (found.is_empty, found.problems) == (True, [])


@pytest.mark.parametrize("code", [section.code for section in SECTIONS])
def test_a_section_goes_and_comes_by_itself(code):
    content = subsoil_user_content()
    found = compared(written(content, code), content)
    assert (found.is_empty, found.problems) == (True, [])


def test_another_reader_finds_the_same_sheets_and_cells():
    content = subsoil_user_content()
    book = CalamineWorkbook.from_filelike(BytesIO(written(content, "table_1")))
    lines = book.get_sheet_by_name("Таблица 1").to_python(skip_empty_area=False)
    total = content.rows_of("table_1")[0]
    line = next(line for line in lines if line[0] == total.id)
    keys = lines[0]
    assert {key: value for key, value in zip(keys, line, strict=True) if "." in str(key)} == {
        key: float(text) for key, text in total.cells.items()
    }


CONTENT = subsoil_user_content()
CODES = ("table_1", "planned_purchases", "demand_analysis", "table_2", "table_3")
ORIGINAL = written(CONTENT, *CODES)
CELLS = [(row, spec) for row in CONTENT.rows if row.section in CODES for spec in CONTENT.cell_specs(row)]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    lambda text: text[0] not in "=#"  # what openpyxl would write as a formula or an error
)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)


@st.composite
def edits(draw: st.DrawFn) -> dict[tuple[str, str], str | float]:
    """Texts where texts belong, numbers or nothing where numbers do."""
    chosen = draw(st.lists(st.sampled_from(range(len(CELLS))), min_size=1, max_size=12, unique=True))
    made: dict[tuple[str, str], str | float] = {}
    for at in chosen:
        row, spec = CELLS[at]
        number = spec.column.kind.is_number
        made[row.id, spec.key] = draw(NUMBERS.map(float) | st.just("") if number else TEXTS)
    return made


@settings(max_examples=15)
@given(edits())
def test_whatever_is_typed_is_found_cell_by_cell_and_nothing_else(made):
    rows = {row.id: row for row in CONTENT.rows}
    sent = edited(
        ORIGINAL, *(typed(rows[row_id], key, None if value == "" else value) for (row_id, key), value in made.items())
    )
    found = compared(sent, CONTENT)
    expected = {}
    for (row_id, key), value in made.items():
        text = as_kept(value)
        if text != rows[row_id].cells.get(key, ""):
            expected[row_id, key] = text
    assert {(row_id, key): text for row_id, cells in found.cells.items() for key, text in cells.items()} == expected
    assert (found.added, found.missing, found.contested, found.has_errors) == ([], [], [], False)


def as_kept(value: str | float) -> str:
    if isinstance(value, float):
        text = f"{value:.3f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return value if value.strip() else ""


def test_kinds_are_what_this_file_thinks():
    assert {spec.column.kind for _row, spec in CELLS} == set(CellKind)

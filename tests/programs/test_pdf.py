"""A version on paper: the whole form in both languages, tables over several pages, and text that would break it."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pytest_django import Settings

from icv_portal.accounts.models import Membership
from programs.models import Program, Version
from programs.models.versions import canonical_text, sha256_of
from programs.pdf import AlteredVersion, render_version
from programs.rules.content import Content
from programs.rules.content_json import to_json
from programs.rules.official_document import NotALanguageOfTheProgram, official_document
from programs.rules.standard_form import RowPlace
from tests.factories.moments import moment
from tests.programs.rules.contents import (
    ordinary_content,
    subsoil_user_content,
    texts,
    with_cells,
    with_row,
    without_rows,
    yearly,
)

KAZAKH_LETTERS = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ ₸ №"
LONG_TEXT = texts(
    "name",
    kk=f"Әлеуетті өнім берушілерге арналған оқыту семинарларын өткізу, {KAZAKH_LETTERS}. " * 3,
    ru="Проведение обучающих семинаров для потенциальных поставщиков с разъяснением требований. " * 3,
)
TABLE_2, TABLE_4, TABLE_5 = (RowPlace(table, "activity") for table in ("table_2", "table_4", "table_5"))
POINTS_OF_A_MILLIMETRE = 72 / 25.4
NARROWEST_MARGIN = 12 * POINTS_OF_A_MILLIMETRE
Freeze = Callable[..., Version]


@pytest.fixture
def freeze(empty: Program, drafter: Membership) -> Freeze:
    """A version of this content, made on 14 September 2026 in the evening."""

    def frozen(content: Content, *, sha256: str = "") -> Version:
        text = canonical_text(to_json(content))
        return Version.objects.create(
            program=empty,
            number=empty.versions.count() + 1,
            reason="test",
            content=text,
            sha256=sha256 or sha256_of(text),
            created_at=moment("2026-09-14", "23:30"),
            created_by_id=drafter.pk,
        )

    return frozen


def pages_of(file: bytes) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def letters(text: str) -> str:
    """Without what lines are broken and parted by."""
    return re.sub(r"[\s\u00ad\u2010\u2060\ufffe\x02-]+", "", text)


def big_content() -> Content:
    """Three contracts and licences, five years, sixty activities with long texts."""
    content = subsoil_user_content(last_year=2031)
    for number in range(60):
        cells = LONG_TEXT | texts("term", kk="2027–2031 жж.", ru="2027–2031 гг.") | texts("unit", kk="дана", ru="шт.")
        content = with_row(content, cells | yearly("target", dict.fromkeys(content.years, 12345 + number)), TABLE_2)
    return content


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_word_of_the_official_document_is_printed_in_its_order(freeze: Freeze, language: str) -> None:
    content = with_cells(subsoil_user_content(), texts("text", kk="Бір.\n\nЕкі.", ru="Раз.\n\nДва."), "problem_issues")
    printed = letters("".join(pages_of(render_version(freeze(content).pk, language))))
    document = official_document(content, language)
    place = 0
    for part in document.parts:
        for section in part.sections:
            rows = [*section.table.header, section.table.column_numbers, *section.table.body] if section.table else []
            for text in (section.heading, *section.paragraphs, *(cell.text for row in rows for cell in row.cells)):
                found = printed.find(letters(text), place if text == section.heading else 0)
                assert found >= 0, text
                place = found if text == section.heading else place


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ["Елішілік құндылықты дамыту бағдарламасы", "«Алтын Жота» ЖШС", "БСН 990140001234", "1-редакция"]),
        ("kk", ["2027–2029 жылдарға арналған", "мың теңге", "млн теңге", "ЕІҚ үлесі, %", "саны", "1-кесте"]),
        ("ru", ["Программа развития внутристрановой ценности", "ТОО «Алтын Жота»", "БИН 990140001234"]),
        ("ru", ["на 2027–2029 годы", "Редакция 1 от 14.09.2026", "тыс. тенге", "млн тенге", "количество", "№ п/п"]),
    ],
)
def test_what_the_document_is_called_and_in_which_units_it_counts(
    freeze: Freeze, language: str, words: list[str]
) -> None:
    printed = " ".join("".join(pages_of(render_version(freeze(subsoil_user_content()).pk, language))).split())
    assert [word for word in words if word not in printed] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_columns_are_numbered_in_all_six_tables(freeze: Freeze, language: str) -> None:
    printed = "".join(pages_of(render_version(freeze(ordinary_content()).pk, language)))
    counts = [
        len(re.findall(rf"^{' '.join(map(str, range(1, n + 1)))}$", printed, re.MULTILINE)) for n in (8, 10, 6, 5)
    ]
    assert counts == [2, 1, 2, 1]


def test_every_page_says_which_version_it_belongs_to(freeze: Freeze, settings: Settings) -> None:
    settings.BASE_URL = "https://portal.example"
    version = freeze(subsoil_user_content())
    pages = pages_of(render_version(version.pk, "kk"))
    assert len(pages) > 2
    assert f"https://portal.example/verify/{version.sha256}/" in letters(pages[0])
    for number, page in enumerate(pages, start=1):
        assert f"1-редакция, 14.09.2026 · SHA-256 {version.sha256}" in page
        assert "«Алтын Жота» ЖШС" in page
        assert f"{number} / {len(pages)}" in page


def test_a_long_table_repeats_its_heading_and_keeps_its_rows_whole(freeze: Freeze) -> None:
    row, mark = letters(LONG_TEXT["name.kk"]), letters(KAZAKH_LETTERS)
    pages = [letters(page) for page in pages_of(render_version(freeze(big_content()).pk, "kk"))]
    of_the_rows = [page for page in pages if mark in page]
    assert len(of_the_rows) > 10
    assert all(letters("Нысаналы көрсеткіштер") in page and "12345678910" in page for page in of_the_rows)
    assert [page.count(letters(KAZAKH_LETTERS)) for page in of_the_rows] == [
        3 * page.count(row) for page in of_the_rows
    ]
    assert sum(page.count(row) for page in of_the_rows) == 60


def test_long_kazakh_words_are_not_cut(freeze: Freeze) -> None:
    long = texts("name", kk="Жауапкершіліктеріңіздегілердің ұйымдастырушылықтарымыздан", ru="Встреча")
    long |= texts("note", kk="Бәсекелестіктеріңізден, мемлекеттік-жекешелік әріптестік", ru="Встреча")
    content = with_row(with_row(subsoil_user_content(last_year=2031), long, TABLE_4), long, TABLE_2)
    printed = set("".join(pages_of(render_version(freeze(content).pk, "kk"))).split())
    wanted = {
        word
        for part in official_document(content, "kk").parts
        for section in part.sections
        if section.table
        for row in (*section.table.header, *section.table.body)
        for cell in row.cells
        for word in cell.text.replace("-", " ").split()
    }
    words = {piece for word in printed for piece in (word, *word.split("-"))}
    assert {word for word in wanted if word not in words} == set()


def test_numbers_stay_with_their_signs_and_endings(freeze: Freeze) -> None:
    """Wherever the line ends: the words before push them over its end one letter at a time."""
    text = "\n".join(f"{'ш' * count} № 12-ден 70 %-ы 1 250 млн теңге" for count in range(20, 70))
    content = with_cells(ordinary_content(), texts("text", kk=text, ru="x"), "problem_issues")
    lines = "".join(pages_of(render_version(freeze(content).pk, "kk"))).splitlines()
    assert sum("70" in line for line in lines) >= 50
    assert [line for line in lines if re.search(r"(№|-|\d)$|^(%|млн|ден|ы)", line) and "шш" in line] == []


def test_a_row_longer_than_a_page_goes_on_under_the_heading(freeze: Freeze) -> None:
    content = with_row(ordinary_content(), texts("name", kk="Сөз " * 2500, ru="Слово " * 2500), TABLE_5)
    pages = pages_of(render_version(freeze(content).pk, "ru"))
    of_the_row = [page for page in pages if "Слово" in page]
    assert len(of_the_row) > 3
    assert all("Наименование" in page for page in of_the_row)
    assert "".join(pages).count("Слово") == 2500


@pytest.mark.parametrize("rows", range(6, 30, 4))
def test_no_heading_stands_at_the_end_of_a_page(freeze: Freeze, rows: int) -> None:
    content = ordinary_content()
    for _ in range(rows):
        content = with_row(content, texts("name", kk="Кездесу", ru="Встреча"), TABLE_4)
    for page in pages_of(render_version(freeze(content).pk, "ru")):
        body, _, _ = page.partition("\nПрограмма развития внутристрановой ценности на")
        last = body.strip().splitlines()[-1]
        assert not re.match(r"Таблица|Раздел|1 2 3", last), page


def test_tables_are_tagged_with_the_headings_of_columns_and_rows(freeze: Freeze) -> None:
    with pikepdf.open(BytesIO(render_version(freeze(ordinary_content()).pk, "kk"))) as file:
        tags = [str(item.get("/S")) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        cells = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"]
        assert str(file.Root.Lang) == "kk"
        assert file.open_metadata()["pdfuaid:part"] == "1"
        assert str(file.docinfo.Title).startswith("Елішілік құндылықты дамыту бағдарламасы 2027–2029")
        assert str(file.docinfo.CreationDate).startswith("D:20260914")
        assert len([cell for cell in cells if len(cell.A.get("/Headers", []))]) > 50
    assert tags.count("/Table") >= 6
    assert tags.count("/TH") > 40
    assert [tags.count("/H1"), tags.count("/H2"), tags.count("/H3")] == [1, 2, 8]


def test_an_empty_table_has_one_row_that_says_so(freeze: Freeze) -> None:
    content = without_rows(ordinary_content(), "table_5")
    printed = "".join(pages_of(render_version(freeze(content).pk, "ru")))
    assert re.search(r"Таблица 5\..*?1 2 3 4 5 6\s*–\s*Таблица 6\.", printed, re.DOTALL)


@pytest.mark.parametrize(("language", "last_year"), [("kk", 2029), ("ru", 2031), ("ru", 2036), ("kk", 2046)])
def test_nothing_runs_over_the_edge_of_the_paper(freeze: Freeze, language: str, last_year: int) -> None:
    unbroken = texts("name", kk="ж" * 300, ru="щ" * 300) | texts("note", kk="W" * 300, ru="W" * 300)
    content = with_row(subsoil_user_content(last_year=last_year), unbroken, TABLE_4)
    content = with_cells(content, texts("text", kk="ш" * 300, ru="ш" * 300), "problem_issues")
    with pypdfium2.PdfDocument(render_version(freeze(content).pk, language)) as document:
        printed = ""
        for page in document:
            text = page.get_textpage()
            printed += text.get_text_bounded()
            rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
            assert max(rights) <= page.get_width() - NARROWEST_MARGIN + 1
    letter = "ж" if language == "kk" else "щ"
    assert letter * 300 in letters(printed)


def test_hostile_text_is_printed_as_text(freeze: Freeze) -> None:
    hostile = "<script>alert(1)</script> & <b>қалың</b> {{ digest }} {% now 'Y' %} &nbsp; </td></table>"
    content = with_row(ordinary_content(), texts("name", kk=hostile, ru=hostile), TABLE_5)
    assert letters(hostile) in letters("".join(pages_of(render_version(freeze(content).pk, "kk"))))


def test_characters_no_font_has_are_spelled_out(freeze: Freeze) -> None:
    content = with_row(ordinary_content(), texts("name", kk="\uf0b7 бір \x07 екі", ru="x"), TABLE_5)
    printed = "".join(pages_of(render_version(freeze(content).pk, "kk")))
    assert "• бір [U+0007] екі" in printed


def test_nothing_is_printed_from_an_altered_version(freeze: Freeze) -> None:
    with pytest.raises(AlteredVersion):
        render_version(freeze(ordinary_content(), sha256="0" * 64).pk, "kk")


def test_it_exists_in_the_languages_of_the_program(freeze: Freeze) -> None:
    version = freeze(ordinary_content(languages=("ru",)))
    assert pages_of(render_version(version.pk, "ru"))
    with pytest.raises(NotALanguageOfTheProgram):
        render_version(version.pk, "kk")


def test_the_same_version_gives_the_same_bytes(freeze: Freeze) -> None:
    version = freeze(ordinary_content())
    assert render_version(version.pk, "kk") == render_version(version.pk, "kk")


def test_the_printer_has_nothing_to_complain_of(freeze: Freeze, caplog: pytest.LogCaptureFixture) -> None:
    version = freeze(subsoil_user_content())
    render_version(version.pk, "ru")
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []

"""How sections and rows are named in messages, comparisons and the official document."""

from collections.abc import Iterable

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import TABLE, CellSpec, Section, section

LONGEST_NAME = 120
UNNAMED_ROW = Label(kk="{position}-жол", ru="строка {position}", en="row {position}")
OF_RIGHT = Label(kk="{name} — {right}", ru="{name} — {right}", en="{name} — {right}")
LANGUAGES = {
    "kk": Label(kk="қазақ тілі", ru="казахский язык", en="Kazakh"),
    "ru": Label(kk="орыс тілі", ru="русский язык", en="Russian"),
}
OF_YEAR = Label(kk="{column}, {year} жыл", ru="{column}, {year} год", en="{column}, {year}")
PLACE = Label(kk="{section}, «{row}»", ru="{section}, «{row}»", en="{section}, “{row}”")


def section_name(form_section: Section) -> Label:
    """Short: the table's number, or the title of what is no table of the form, without its full stop."""
    if form_section.table_number is None:
        return Label(*(form_section.title.in_language(language).rstrip(".") for language in ("kk", "ru", "en")))
    return TABLE.format(number=form_section.table_number)


def row_name(content: Content, row: ContentRow) -> Label:
    """The row's name in the form, with the contract or licence it is for, or what the customer called it."""
    right = content.right(row)
    if row.row_kind.label is None:
        return _name_given(row)
    return OF_RIGHT.format(name=row.row_kind.label, right=right.label) if right else row.row_kind.label


def where(content: Content, row: ContentRow) -> Label:
    """Section and row, as messages begin; a narrative is its section."""
    form_section = section(row.section)
    if form_section.number is not None:
        return section_name(form_section)
    return PLACE.format(section=section_name(form_section), row=row_name(content, row))


def column_name(spec: CellSpec) -> Label:
    """The column of a cell, with its year where it has one."""
    label = spec.column.label
    return label if spec.year is None else OF_YEAR.format(column=label, year=spec.year)


def joined(labels: Iterable[Label]) -> Label:
    labels = list(labels)
    return Label(*(", ".join(label.in_language(language) for label in labels) for language in ("kk", "ru", "en")))


def _name_given(row: ContentRow) -> Label:
    """In the reader's language, else in another one in which the row has a name."""
    unnamed = UNNAMED_ROW.format(position=row.position)
    given = [_shortened(row.cells.get(key, "")) for key in ("name.kk", "name.ru", "name")]
    kk, ru, plain = given
    anything = kk or ru or plain
    return Label(kk=kk or anything or unnamed.kk, ru=ru or anything or unnamed.ru, en=ru or anything or unnamed.en)


def _shortened(name: str) -> str:
    """Cut between words, unless a single word is longer than that."""
    name = " ".join(name.split())
    if len(name) <= LONGEST_NAME:
        return name
    whole_words = name[:LONGEST_NAME].rpartition(" ")[0]
    return f"{whole_words or name[: LONGEST_NAME - 1]}…"

"""There is a target for each year of the program (p. 7)."""

from collections.abc import Iterator, Sequence

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow
from programs.rules.names import joined, section_name, where
from programs.rules.standard_form import CONTRACT_GROUPS, CellSpec, RowPlace, section
from programs.rules.targets import target_row

MESSAGE = Label(
    kk="{where}: {year} жылға арналған нысаналы көрсеткіш жоқ ({columns}). Оны енгізіңіз; ештеңе "
    "жоспарланбаса, 0 жазыңыз.",
    ru="{where}: нет целевого показателя на {year} год ({columns}). Введите его; если ничего не "
    "планируется, укажите 0.",
    en="{where}: there is no target for {year} ({columns}). Enter it; if nothing is planned, write 0.",
)
ROW_ABSENT = Label(
    kk="{section}: «{row}» жолы жоқ. Бөлімді қайта ашып, нысаналы көрсеткіштерді енгізіңіз.",
    ru="{section}: нет строки «{row}». Откройте раздел заново и введите целевые показатели.",
    en="{section}: the row “{row}” is absent. Open the section again and enter the targets.",
)


def missing_targets(content: Content) -> Iterator[Finding]:
    if content.is_filled("table_2"):
        for place in content.fixed_places("table_2"):
            yield from _targets_of(content, place)
    for group in CONTRACT_GROUPS:
        row = target_row(content, group.code)
        if row is not None and _is_planned(content, row):
            yield from _years_without_target(content, row)


def _targets_of(content: Content, place: RowPlace) -> Iterator[Finding]:
    """A right without any target is the matter of another check."""
    row = content.row_at(place)
    if place.right is not None and (row is None or not any(_filled(row, spec) for spec in _targets(content, row))):
        return
    if row is None:
        form_section = section(place.section)
        row_kind = form_section.row_kind(place.kind, place.group)
        message = ROW_ABSENT.format(section=section_name(form_section), row=row_kind.label)
        yield Finding(
            code="missing_targets", severity=Severity.ERROR, point="7(1)", message=message, section=place.section
        )
    else:
        yield from _years_without_target(content, row)


def _is_planned(content: Content, row: ContentRow) -> bool:
    """A group left empty with an explanation in the note needs no targets."""
    if any(_filled(row, spec) for spec in _targets(content, row)):
        return True
    activities = content.rows_of(row.section, "activity", row.group)
    explained = any(row.cells.get(spec.key, "").strip() for spec in content.cell_specs(row))
    return not explained and any(not activity.is_blank for activity in activities)


def _years_without_target(content: Content, row: ContentRow) -> Iterator[Finding]:
    targets = _targets(content, row)
    for year in content.years:
        missing = [spec for spec in targets if spec.year == year and not _filled(row, spec)]
        if missing:
            columns = joined(spec.column.label for spec in missing)
            yield Finding(
                code="missing_targets",
                severity=Severity.ERROR,
                point=section(row.section).point,
                message=MESSAGE.format(where=where(content, row), year=year, columns=columns),
                section=row.section,
                row_id=row.id,
                cell=missing[0].key,
            )


def _targets(content: Content, row: ContentRow) -> Sequence[CellSpec]:
    return [spec for spec in content.cell_specs(row) if spec.column.kind.is_number]


def _filled(row: ContentRow, spec: CellSpec) -> bool:
    return bool(row.cells.get(spec.key, "").strip())

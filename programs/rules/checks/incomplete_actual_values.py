"""Table 1, once begun, has an amount and a share for every baseline year (p. 6(1))."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow, number
from programs.rules.names import where
from programs.rules.standard_form import cell_key

MESSAGE = Label(
    kk="{where}: {year} жылғы көрсеткіш жоқ ({column}). Оны енгізіңіз; сатып алу болмаса, көлемін 0 деп көрсетіңіз.",
    ru="{where}: нет показателя за {year} год ({column}). Введите его; если закупок не было, укажите объем 0.",
    en="{where}: the figure for {year} is missing ({column}). Enter it; if there were no purchases, write amount 0.",
)


def incomplete_actual_values(content: Content) -> Iterator[Finding]:
    if not content.is_filled("table_1"):
        return
    for row in content.rows_of("table_1"):
        for spec in content.cell_specs(row):
            without_purchases = spec.column.code == "icv_share" and _bought_nothing(row, spec.year)
            if not row.cells.get(spec.key, "").strip() and not without_purchases:
                yield Finding(
                    code="incomplete_actual_values",
                    severity=Severity.ERROR,
                    point="6(1)",
                    message=MESSAGE.format(where=where(content, row), year=spec.year, column=spec.column.label),
                    section="table_1",
                    row_id=row.id,
                    cell=spec.key,
                )


def _bought_nothing(row: ContentRow, year: int | None) -> bool:
    """A year without purchases has no share (it isn't 0 %)."""
    return number(row, cell_key("amount", year)) == 0

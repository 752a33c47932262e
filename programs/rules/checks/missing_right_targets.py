"""A subsoil user has share targets for each contract and licence (p. 7(1))."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.standard_form import RowPlace, cell_key

MESSAGE = Label(
    kk="2-кесте: «{right}» бойынша елішілік құндылық үлесінің нысаналы көрсеткіштері жоқ. Оларды әр жылға енгізіңіз.",
    ru="Таблица 2: нет целевых показателей доли внутристрановой ценности по «{right}». Введите их на каждый год.",
    en="Table 2: there are no ICV share targets for “{right}”. Enter them for each year.",
)


def missing_right_targets(content: Content) -> Iterator[Finding]:
    if not content.customer.is_subsoil_user:
        return
    for right in content.rights:
        row = content.row_at(RowPlace("table_2", "icv_share", None, right.id))
        if row is None or not any(row.cells.get(cell_key("target", year), "").strip() for year in content.years):
            yield Finding(
                code="missing_right_targets",
                severity=Severity.ERROR,
                point="7(1)",
                message=MESSAGE.format(right=right.label),
                section="table_2",
                row_id=row.id if row else None,
                cell=cell_key("target", content.first_year) if row else None,
            )

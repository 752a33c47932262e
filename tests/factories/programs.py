"""Programs made by the portal's own actions, empty or filled so that no check finds anything."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from approvals.actions import open_program
from approvals.models import Procedure
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.categories import Category
from programs.actions import SavedSection, SectionChange, freeze, save_section
from programs.content import content_of
from programs.models import Program, Row, SectionState, SubsoilRight, Version
from programs.rules.content import Content, ContentRow
from programs.rules.content_json import to_json
from programs.rules.standard_form import RowPlace
from tests.factories.moments import OPENED_AT
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content


def opened(
    by: Membership,
    *,
    first_year: int = 2027,
    last_year: int = 2029,
    languages: Collection[str] = ("kk", "ru"),
    at: datetime = OPENED_AT,
) -> Procedure:
    """A procedure in draft with an empty program of the member's organisation."""
    return open_program(by.organization, first_year=first_year, last_year=last_year, languages=languages, by=by, at=at)


def filled(by: Membership, *, first_year: int = 2027, last_year: int = 2029, at: datetime = OPENED_AT) -> Procedure:
    """A procedure in draft whose program has no error and no warning; a subsoil user gets its rights first."""
    is_subsoil_user = Category.SUBSOIL_USER in by.organization.categories_on(at.date())
    if is_subsoil_user and not by.organization.subsoil_rights.exists():
        subsoil_rights(by.organization, by=by)
    procedure = opened(by, first_year=first_year, last_year=last_year, at=at)
    make = subsoil_user_content if is_subsoil_user else ordinary_content
    fill(procedure.program, make(first_year=first_year, last_year=last_year), by=by, at=at)
    return procedure


def subsoil_rights(customer: Organization, *, by: Membership) -> list[SubsoilRight]:
    """The contract and the two licences of `contents.RIGHTS`."""
    made = [
        SubsoilRight(
            customer=customer, kind=right.kind, number=right.number, signed_on=date.fromisoformat(right.signed_on)
        )
        for right in RIGHTS
    ]
    for right in made:
        right.save_by(by, reason="test")
    return made


def fill(program: Program, content: Content, *, by: Membership, at: datetime = OPENED_AT) -> None:
    """Write the rows of a content into a fresh program, section by section."""
    own_rights = {right.number: str(right.pk) for right in program.customer.subsoil_rights.in_force()}
    rights = {right.id: own_rights[right.number] for right in content.rights}
    rows_of: dict[str, list[ContentRow]] = defaultdict(list)
    for row in content.rows:
        rows_of[row.section].append(row)
    for section, rows in rows_of.items():
        _fill_section(program, section, rows, rights, by=by, at=at)


def _fill_section(
    program: Program,
    section: str,
    rows: Collection[ContentRow],
    rights: Mapping[str, str],
    *,
    by: Membership,
    at: datetime,
) -> None:
    """In one save, as a page or a workbook does it."""
    fixed = {_place(row): str(row.pk) for row in program.rows.of_section(section)}
    places = {row.id: RowPlace(section, row.kind, row.group, rights.get(row.right or "")) for row in rows}
    free = [row for row in rows if not row.row_kind.fixed]
    saved(
        program,
        section,
        cells={fixed[places[row.id]]: row.cells for row in rows if row.row_kind.fixed},
        added=[places[row.id] for row in free],
        filled=[row.cells for row in free],
        by=by,
        at=at,
    )


def _place(row: Row) -> RowPlace:
    return RowPlace(row.section, row.kind, row.group or None, str(row.right_id) if row.right_id else None)


def saved(
    program: Program,
    section: str,
    *,
    cells: Mapping[str, Mapping[str, str]] | None = None,
    added: Collection[RowPlace] = (),
    filled: Sequence[Mapping[str, str]] = (),
    removed: Collection[str] = (),
    by: Membership,
    at: datetime = OPENED_AT,
) -> SavedSection:
    """A save over the version that stands now, so that nobody is in the way."""
    version = SectionState.objects.get(program=program, section=section).version
    change = SectionChange(cells=cells or {}, added=added, filled=filled, removed=removed)
    return save_section(program.pk, section, change, version=version, by=by, at=at)


def frozen(program: Program, *, by: Membership, at: datetime = OPENED_AT) -> Version:
    """The program as it stands, as a further version."""
    return freeze(program, to_json(content_of(program, on=at.date())), reason="test", by=by, at=at)

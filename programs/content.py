"""The program as the rules read it: one pure value, from the rows of a draft or from a frozen version."""

from datetime import date

from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.categories import FactKind, effective_categories
from programs.models import Program, Row
from programs.rules.content import Content, ContentRow, Customer, SubsoilRight


def content_of(program: Program, *, on: date) -> Content:
    """The draft's content with the customer's facts as they hold on a day: four queries, whatever the size."""
    return Content(
        program_id=str(program.pk),
        first_year=program.first_year,
        last_year=program.last_year,
        baseline_years=tuple(program.baseline_years),
        languages=tuple(program.languages),
        customer=_customer(program.customer, on=on),
        rights=tuple(
            SubsoilRight(id=str(right.pk), kind=right.kind, number=right.number, signed_on=right.signed_on.isoformat())
            for right in program.customer.subsoil_rights.in_force()
        ),
        rows=tuple(content_row(row) for row in program.rows.all()),
    )


def content_row(row: Row) -> ContentRow:
    return ContentRow(
        id=str(row.pk),
        section=row.section,
        kind=row.kind,
        group=row.group or None,
        right=str(row.right_id) if row.right_id else None,
        position=row.position,
        cells=row.cells,
    )


def _customer(organization: Organization, *, on: date) -> Customer:
    facts = organization.facts_on(on)
    began = organization.activity_began_on
    return Customer(
        id=str(organization.pk),
        bin=organization.bin,
        name_kk=organization.name_kk,
        name_ru=organization.name_ru,
        name_en=organization.name_en,
        postal_address=organization.postal_address,
        categories=tuple(sorted(effective_categories(facts))),
        art_46_excluded=FactKind.ART_46_EXCLUDED in facts,
        activity_began_on=began.isoformat() if began else None,
    )

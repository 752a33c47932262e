"""The program as the rules read it: one pure value, from the rows of a draft or from a frozen version."""

from datetime import date

from django.db.models import prefetch_related_objects

from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.categories import FactKind, effective_categories
from programs.models import Contract, Program, Row
from programs.models.contracts import ContractQuerySet
from programs.rules.content import Content, ContentRow, Customer, SubsoilRight
from programs.rules.purchases.lines import NamedRight


def content_of(program: Program, *, on: date) -> Content:
    """The draft's content with the customer's facts as they hold on a day: a query for each part, whatever the size."""
    return Content(
        program_id=str(program.pk),
        first_year=program.first_year,
        last_year=program.last_year,
        baseline_years=tuple(program.baseline_years),
        languages=tuple(program.languages),
        customer=_customer(program.customer, on=on),
        rights=_rights(program.customer),
        rows=tuple(content_row(row) for row in program.rows.all()),
        attachments=tuple(attachment.as_named for attachment in program.attachments.in_force()),
        contracts=tuple(contract.as_in_force for contract in contracts_towards(program, on=on)),
        applications=tuple(application.as_received for application in program.applications.in_order()),
        purchase_lists=tuple(one.as_named for one in program.purchase_lists.in_force()),
    )


def content_leaving_hands(program: Program, *, on: date) -> Content:
    """The content of a locked draft nobody will type into any more; its rows are read once for all that follows."""
    prefetch_related_objects([program], "rows")
    return content_of(program, on=on)


def named_rights(program: Program, *, on: date) -> list[NamedRight] | None:
    """The rights by which lines of purchases are told apart; None for a customer that is no subsoil user then."""
    if not _customer(program.customer, on=on).is_subsoil_user:
        return None
    return [NamedRight(right.id, right.number, right.label) for right in _rights(program.customer)]


def _rights(customer: Organization) -> tuple[SubsoilRight, ...]:
    return tuple(
        SubsoilRight(id=str(right.pk), kind=right.kind, number=right.number, signed_on=right.signed_on.isoformat())
        for right in customer.subsoil_rights.in_force()
    )


def contracts_towards(program: Program, *, on: date) -> ContractQuerySet:
    """Of the customer's register those that count towards the targets of the program as of a day (p. 7(2))."""
    counted = Contract.objects.filter(customer=program.customer_id).in_force(on).running_in(program.years)
    return counted.order_by("signed_on", "number", "pk")


def copied_sections(program: Program, content: Content) -> frozenset[str]:
    """Codes of the sections that stand as they were copied: something is written there, and nobody has saved it."""
    if program.copied_from_id is None:
        return frozenset()
    unsaved = program.sections.filter(version=0).values_list("section", flat=True)
    return frozenset(code for code in unsaved if content.is_filled(code))


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

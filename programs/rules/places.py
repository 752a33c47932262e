"""Where rows can be added to a section, and how many a section holds."""

from programs.rules.content import Content
from programs.rules.standard_form import RowPlace, Section

MOST_ROWS = 300


def places_to_add(section: Section, content: Content) -> list[RowPlace]:
    """A subsoil user's rows are kept apart by contract and licence."""
    rights = [right.id for right in content.rights]
    return [
        RowPlace(section.code, row_kind.code, row_kind.group, right)
        for row_kind in section.row_kinds
        if not row_kind.fixed
        for right in (rights if row_kind.per_right and content.customer.is_subsoil_user else [None])
    ]


def place_code(place: RowPlace) -> str:
    """How buttons, and the empty lines of a workbook, name a place of one section."""
    return ":".join((place.kind, place.group or "", place.right or ""))

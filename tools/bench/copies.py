"""Copies of the patterns by SQL: whole programs with their records, each with ids, customer and dates of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from approvals.models import Consideration, GroundForRefusal, Procedure, Term
from icv_portal.accounts.models import Organization, OrganizationFact
from icv_portal.documents.models import Signature
from icv_portal.outbox.models import InboxEntry
from programs.models import Access, Program, Row, SectionState, Version

OF_A_COPY = "md5(t.{column}::text || '/' || c.n)::uuid"
"""The id a copy has in place of the pattern's: the same wherever it is referred to."""
REFERENCES = {
    *("id", "chain_id", "program_id", "procedure_id", "previous_id", "consideration_id", "version_id"),
    *("adopted_version_id", "subject_id", "event_id"),
}
ORGANIZATIONS = {"customer_id", "organization_id", "body_id", "regulator_id", "responsible_organization_id"}
OF_ITS_CUSTOMER = (
    "CASE t.{column} WHEN c.pattern_customer THEN c.customer WHEN c.pattern_regulator THEN c.regulator"
    " ELSE t.{column} END"
)
LATER_DATE = "CASE t.{column} WHEN DATE '9999-12-31' THEN t.{column} ELSE t.{column} + c.days END"
LATER_MOMENT = "t.{column} + c.days * INTERVAL '1 day'"
OWN_YEARS = {
    "first_year": "c.first_year",
    "last_year": "c.first_year + 2",
    "cells": "replace(replace(replace(t.cells::text, '.2029', '.' || c.first_year + 2),"
    " '.2028', '.' || c.first_year + 1), '.2027', '.' || c.first_year)::jsonb",
}


@dataclass(frozen=True)
class Copied:
    """A table to copy. `anchor` is the column that leads to the program; `values` are SQL for columns out of line."""

    model: type[models.Model]
    anchor: str
    values: Mapping[str, str] = field(default_factory=dict)
    where: str = "true"

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def statement(self, places: str = "place") -> str:
        """INSERT for every copy at once; `places` is the table that says which copy gets which ids and dates."""
        columns = {
            column.attname: self._value(column)
            for column in self.model._meta.concrete_fields
            if not isinstance(column, models.AutoField)
        }
        names = ", ".join(f'"{name}"' for name in columns)
        return (  # materialized: scanning the table anew would meet the copies
            f"WITH t AS MATERIALIZED (SELECT * FROM {self.table})"
            f" INSERT INTO {self.table} ({names}) SELECT {', '.join(columns.values())} FROM t"
            f" JOIN member m ON m.id = t.{self.anchor} JOIN {places} c ON c.pattern = m.pattern WHERE {self.where}"
        )

    def _value(self, column: models.Field) -> str:
        name = column.attname
        own = {**OWN_YEARS, **self.values}.get(name)
        if own is not None:
            return own
        return self._kind_of_value(column).format(column=f'"{name}"')

    def _kind_of_value(self, column: models.Field) -> str:
        if column.attname in REFERENCES:
            return OF_A_COPY
        if column.attname in ORGANIZATIONS:
            return OF_ITS_CUSTOMER
        if isinstance(column, models.DateTimeField):
            return LATER_MOMENT
        return LATER_DATE if isinstance(column, models.DateField) else "t.{column}"


CUSTOMERS = (
    Copied(
        Organization,
        "id",
        {
            "id": "c.customer",
            "bin": "to_char(c.n, 'FM800000000000')",
            "name_kk": "t.name_kk || ' ' || c.n",
            "name_ru": "t.name_ru || ' ' || c.n",
            "name_en": "t.name_en || ' ' || c.n",
            "competent_regulator_id": "c.regulator",
        },
    ),
    Copied(OrganizationFact, "organization_id"),
)
IN_THE_CUSTOMERS_HANDS = "c.has_rows"
PROGRAMS = (
    Copied(Row, "program_id", where=IN_THE_CUSTOMERS_HANDS),  # first: its trigger then finds no program to look at
    Copied(Program, "id"),
    Copied(Program.history.model, "id"),
    Copied(SectionState, "program_id", where=IN_THE_CUSTOMERS_HANDS),
    Copied(Row.history.model, "program_id", where=IN_THE_CUSTOMERS_HANDS),
    Copied(Version, "program_id"),
    Copied(Access, "program_id"),
    Copied(Procedure, "program_id"),
    Copied(Procedure.history.model, "program_id"),
    Copied(Consideration, "procedure_id"),
    Copied(Consideration.history.model, "procedure_id"),
    Copied(GroundForRefusal, "consideration_id"),
    Copied(Term, "subject_id"),
    Copied(Term.history.model, "subject_id"),
    Copied(Signature, "subject_id"),
    Copied(
        InboxEntry,
        "subject_id",
        {
            "key": "t.key || '/' || c.n",
            "link": f"replace(t.link, t.subject_id::text, ({OF_A_COPY.format(column='subject_id')})::text)",
            "opened_at": "CASE WHEN c.n % 10 > 0 THEN t.delivered_at + c.days * INTERVAL '1 day' END",
        },
    ),
)

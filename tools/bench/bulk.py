"""Fills a database that holds the patterns with any number of programs, within the rules the database enforces."""

from collections.abc import Iterable, Iterator

import psycopg

from approvals.workflow import FINISHED_STATES
from icv_portal.journal.models import JournalEntry
from tools.bench.copies import CUSTOMERS, PROGRAMS, Copied
from tools.bench.databases import url_of
from tools.bench.patterns import FIRST_FILED_AT, Cast, Pattern

PROGRAMS_OF_A_CUSTOMER = 40
DRAFTS_OF_THE_BUSY_CUSTOMER = 150
MONOPOLY_EVERY = 5  # customers
FIRST_YEAR = 2027

PATTERNS = """
CREATE TEMPORARY TABLE pattern (
    program uuid, customer uuid, regulator uuid, is_monopoly boolean, from_share int, to_share int, is_open boolean
);
CREATE TEMPORARY TABLE regulator (number serial, id uuid);
CREATE TEMPORARY TABLE member AS
    SELECT id, id AS pattern FROM programs_program
    UNION ALL SELECT id, program_id FROM approvals_procedure
    UNION ALL SELECT id, program_id FROM programs_version
    UNION ALL SELECT k.id, p.program_id FROM approvals_consideration k JOIN approvals_procedure p
        ON p.id = k.procedure_id
    UNION ALL SELECT id, id FROM accounts_organization;
"""
CUSTOMER_PLACES = """
CREATE TEMPORARY TABLE customer AS
SELECT n, p.customer AS pattern, p.customer AS pattern_customer, md5('customer ' || n)::uuid AS customer,
    p.regulator AS pattern_regulator, r.id AS regulator, 0 AS days, p.is_monopoly
FROM generate_series(1, {customers}) n
JOIN (SELECT DISTINCT ON (is_monopoly) * FROM pattern) p ON p.is_monopoly = (n % {monopoly_every} = 0)
LEFT JOIN regulator r ON p.is_monopoly AND r.number = CASE n WHEN {monopoly_every} THEN {regulators}
    ELSE 1 + n / {monopoly_every} % ({regulators} - 1) END
"""
PLACES = """
CREATE TEMPORARY TABLE place AS
SELECT drawn.n, p.program AS pattern, p.customer AS pattern_customer, c.customer, p.regulator AS pattern_regulator,
    c.regulator, {first_year} - 3 * (drawn.n / {customers}) AS first_year,
    current_date - DATE '{first_filed}' - CASE WHEN p.is_open THEN chance % 20 ELSE chance % 3000 END AS days,
    program.locked_at IS NULL AS has_rows
FROM (SELECT n, hashint4(n) & 2147483647 AS chance FROM generate_series(0, {programs} - 1) n) AS drawn
JOIN customer c ON c.n = 1 + drawn.n % {customers}
JOIN pattern p ON p.is_monopoly = c.is_monopoly
    AND drawn.chance / 3000 % 100 >= p.from_share AND drawn.chance / 3000 % 100 < p.to_share
JOIN programs_program program ON program.id = p.program
UNION ALL
SELECT {programs} + n, p.program, p.customer, '{busy}'::uuid, NULL, NULL, {first_year} + 3 * n,
    current_date - DATE '{first_filed}', true
FROM generate_series(0, {drafts} - 1) n
JOIN (SELECT * FROM pattern WHERE NOT is_monopoly AND from_share = 0) p ON true
"""
CHAIN = "md5(t.chain_id::text || '/' || c.n)::uuid"
OWN_IDS = (
    ("t.chain_id", CHAIN),
    ("t.subject_id", "md5(t.subject_id::text || '/' || c.n)::uuid"),
    ("c.pattern_customer", "c.customer"),
    ("c.pattern_regulator", "c.regulator"),
)
"""What an entry's content says of its program, and what it says in the copy."""


def fill(database: str, cast: Cast, patterns: Iterable[Pattern], *, programs: int) -> None:
    """`programs` copies, the busy customer's drafts, and statistics as autovacuum would leave them."""
    with psycopg.connect(url_of(database)) as connection:
        connection.execute(PATTERNS.encode())
        _enter(connection, cast, patterns)
        for statement in _statements(cast, programs):
            connection.execute(statement.encode())
    with psycopg.connect(url_of(database), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def history_rows(database: str) -> int:
    """Of the histories and the journal together."""
    tables = [copied.table for copied in PROGRAMS if "historical" in copied.table] + [JournalEntry._meta.db_table]
    with psycopg.connect(url_of(database)) as connection:
        counted = [connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() for name in tables]
    return sum(row[0] for row in counted if row)


def _enter(connection: psycopg.Connection, cast: Cast, patterns: Iterable[Pattern]) -> None:
    taken = {False: 0, True: 0}
    for pattern in patterns:
        procedure, above = pattern.procedure, taken[pattern.is_monopoly]
        taken[pattern.is_monopoly] += pattern.share
        connection.execute(
            "INSERT INTO pattern VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                procedure.program_id,
                procedure.customer_id,
                procedure.customer.competent_regulator_id,
                pattern.is_monopoly,
                above,
                taken[pattern.is_monopoly],
                procedure.state not in FINISHED_STATES,
            ],
        )
    for team in (*cast.regulators, cast.quiet_regulator):
        [organization] = {membership.organization_id for membership in team.values()}
        connection.execute("INSERT INTO regulator (id) VALUES (%s)", [organization])


def _statements(cast: Cast, programs: int) -> Iterator[str]:
    [busy] = {membership.organization_id for membership in cast.busy_customer.values()}
    numbers = {
        "programs": programs,
        "customers": max(programs // PROGRAMS_OF_A_CUSTOMER, MONOPOLY_EVERY),
        "monopoly_every": MONOPOLY_EVERY,
        "regulators": len(cast.regulators) + 1,
        "first_year": FIRST_YEAR,
        "first_filed": FIRST_FILED_AT.date(),
        "drafts": DRAFTS_OF_THE_BUSY_CUSTOMER,
        "busy": busy,
    }
    yield CUSTOMER_PLACES.format(**numbers)
    yield from (copied.statement("customer") for copied in CUSTOMERS)
    yield PLACES.format(**numbers)
    yield "ANALYZE member, place"
    for copied in (*PROGRAMS, *_journal()):
        yield copied.statement()
        yield f"ANALYZE {copied.table}"  # triggers and chains look up what is being filled


def _journal() -> Iterator[Copied]:
    """The entries of every chain in order of number, each hashed over the one before: the chains are whole."""
    longest = JournalEntry.objects.order_by("-number").values_list("number", flat=True)[0]
    content = _with_own_ids("t.content")
    for number in range(1, longest + 1):
        before = (
            f"(SELECT e.hash FROM journal_journalentry e WHERE e.chain_id = {CHAIN} AND e.number = {number - 1})"
            if number > 1
            else "t.previous_hash"
        )
        values = {
            "at": "t.at",
            "payload": f"{_with_own_ids('t.payload::text')}::jsonb",
            "content": content,
            "previous_hash": before,
            "hash": f"encode(sha256(convert_to({before} || E'\\n' || {content}, 'UTF8')), 'hex')",
        }
        yield Copied(JournalEntry, "chain_id", values, where=f"t.number = {number}")


def _with_own_ids(text: str) -> str:
    for pattern, own in OWN_IDS:
        text = f"replace({text}, coalesce({pattern}::text, '-'), coalesce(({own})::text, '-'))"
    return text

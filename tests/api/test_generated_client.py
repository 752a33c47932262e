"""A client made from the description alone walks a program from its opening to its adoption."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.rendering import render_due
from programs.rules.content import ContentRow
from programs.rules.standard_form import SECTIONS
from tests.api.one_transaction import in_one_transaction
from tests.api.people import secret_of
from tests.api.portal_client import Person, forget_client, generate_client
from tests.factories import organizations
from tests.factories.moments import moment
from tests.programs.rules.contents import ordinary_content

GROUND = {"code": "understated_targets", "reasoning_kk": "Үлес төмендетілген.", "reasoning_ru": "Доля занижена."}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    directory = tmp_path_factory.mktemp("client")
    generate_client(directory)
    yield
    forget_client(directory)


@pytest.fixture
def clock(client: None, db: None) -> Iterator[Any]:
    at = moment("2026-09-01", "10:00")
    with in_one_transaction(), time_machine.travel(at, tick=False) as clock:
        yield clock


@pytest.fixture
def people(clock: Any) -> dict[Role, Person]:
    """Each with a token of their own."""
    regulator = organizations.regulator()
    bodies = (organizations.natural_monopoly(regulator), regulator, organizations.authorized_body())
    memberships: dict[Role, Membership] = {}
    for organization in bodies:
        memberships |= organizations.team(organization)
    return {role: Person(secret_of(membership, days=200)) for role, membership in memberships.items()}


def fill(drafter: Person, program: Any) -> None:
    """Every section with what a complete program holds, row by row."""
    rows: dict[str, list[ContentRow]] = defaultdict(list)
    for row in ordinary_content(first_year=program.first_year, last_year=program.last_year).rows:
        rows[row.section].append(row)
    for section in SECTIONS:
        address = {"id": program.id, "code": section.code}
        told = drafter("programs.get_section", **address)
        fixed = {(row.kind, row.group): str(row.id) for row in told.rows}
        free = [row for row in rows[section.code] if not row.row_kind.fixed]
        wanted = {"add": [{"kind": row.kind, "group": row.group, "right": None} for row in free]}
        told = drafter("programs.save_section", **address, if_match=drafter.tag, body=wanted)
        ids = [str(added) for added in told.added]
        cells = {row_id: dict(row.cells) for row_id, row in zip(ids, free, strict=True)}
        cells |= {fixed[row.kind, row.group]: dict(row.cells) for row in rows[section.code] if row.row_kind.fixed}
        drafter("programs.save_section", **address, if_match=drafter.tag, body={"cells": cells})


def test_a_whole_life(clock: Any, people: dict[Role, Person], settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    drafter, signatory = people[Role.DRAFTER], people[Role.SIGNATORY]
    regulator, body = people[Role.REGULATOR_HEAD], people[Role.AUTHORIZED_BODY_HEAD]

    years = {"first_year": 2027, "last_year": 2029, "languages": ["kk", "ru"]}
    program = drafter("programs.open_program", expecting=201, body=years)
    procedure = drafter("procedures.list_procedures").results[0]
    unready = signatory("procedures.submit_procedure", expecting=422, id=procedure.id, body={"shown_version": 0})
    assert unready.code == "not-ready"
    fill(drafter, program)
    checks = drafter("programs.get_checks", id=program.id)
    assert (checks.errors, checks.warnings) == (0, 0)

    body("procedures.get_procedure", expecting=404, id=procedure.id)
    signatory("procedures.submit_procedure", id=procedure.id, body={"shown_version": 0})
    seen = regulator("procedures.get_procedure", id=procedure.id)
    assert (seen.state, seen.seen_as) == ("with_regulator", "staff")
    clock.move_to(moment("2026-09-03"))
    regulator("considerations.agree_consideration", id=seen.open_consideration)

    clock.move_to(moment("2026-09-07"))
    seen = body("procedures.get_procedure", id=procedure.id)
    version = body("considerations.get_consideration", id=seen.open_consideration).version
    content = body("versions.get_content", id=version.id)
    row = next(row for row in content.rows if row.section == "table_2")
    grounds = {"grounds": [{**GROUND, "rows": [str(row.id)]}]}
    body("considerations.decide_preliminarily", id=seen.open_consideration, body=grounds)
    hearing = signatory("considerations.get_consideration", id=seen.open_consideration).hearing
    answered = {"text": "Доля выше прошлогодней."}
    signatory("considerations.answer_preliminary_decision", id=hearing.preliminary_decisions[0].id, body=answered)
    early = body("considerations.refuse_consideration", expecting=422, id=seen.open_consideration, body=grounds)
    assert early.code == "invalid-refusal"
    clock.move_to(moment("2026-09-11"))
    body("considerations.refuse_consideration", id=seen.open_consideration, body=grounds)

    address = {"id": program.id, "code": "table_2"}
    drafter("programs.get_section", **address)
    higher = {"cells": {str(row.id): {"target.2029": "99"}}}
    drafter("programs.save_section", **address, if_match=drafter.tag, body=higher)
    stale = drafter("programs.save_section", expecting=412, **address, if_match='"1"', body=higher)
    assert stale.code == "version-changed"
    present = signatory("procedures.get_procedure", id=procedure.id)
    assert present.state == "rework"
    clock.move_to(moment("2026-09-15"))
    signatory("procedures.resubmit_procedure", id=procedure.id, body={"shown_version": present.version})

    earlier, later = reversed(body("versions.list_versions", id=program.id).results)
    changed = body("versions.compare_versions", id=later.id, earlier_id=earlier.id).changes
    assert [(change.field, change.after) for change in changed] == [("target.2029", "99")]
    seen = body("procedures.get_procedure", id=procedure.id)
    body("considerations.agree_consideration", id=seen.open_consideration)
    present = signatory("procedures.get_procedure", id=procedure.id)
    order = {"shown_version": present.version, "order_number": "17-Ө", "order_date": "2026-09-15"}
    adopted = signatory("procedures.adopt_procedure", id=procedure.id, body=order)
    assert (adopted.state, adopted.order.number) == ("adopted", "17-Ө")

    letters = signatory("letters.list_letters", id=procedure.id)
    kinds = {letter.kind.value for letter in letters}
    assert len(letters) >= 6
    assert {"refusal", "preliminary_decision"} <= kinds
    terms = signatory("terms.list_terms", id=procedure.id)
    assert all(term.closed_at for term in terms)
    assert len(terms) == 4
    proof = signatory("terms.get_term", id=procedure.id, term_id=terms[0].id)
    assert proof.due_on == terms[0].due_on
    told = [entry.event for entry in signatory("procedures.list_timeline", id=procedure.id).results]
    assert {"submitted", "agreed", "refused", "resubmitted", "adopted"} <= set(told)
    assert signatory("inbox.list_notices").results

    letter = next(letter for letter in letters if letter.kind == "refusal")
    signatory("letters.get_letter_pdf", expecting=202, id=letter.id, language="kk")
    assert render_due(moment("2026-09-15") + timedelta(minutes=1))
    assert any(_is_pdf(signatory, letter.id, language) for language in ("kk", "ru"))


def _is_pdf(person: Person, letter: Any, language: str) -> bool:
    try:
        return bool(person("letters.get_letter_pdf", id=letter, language=language).payload.read(5) == b"%PDF-")
    except AssertionError:  # this language is not made yet
        return False

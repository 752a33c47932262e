"""Every endpoint beside those of the procedure, for every kind of person, by session and by token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import URLPattern, reverse

from approvals.workflow import State
from icv_portal.accounts.models import ApiToken, Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.api import urls as portal
from programs.actions.attachments import remove_attachment
from programs.actions.purchases import withdraw_purchases
from programs.api import urls as programs_urls
from programs.models import Program, Version
from tests.api.people import Caller, by_session, by_token, secret_of
from tests.approvals.api.test_visibility import OF_THE_PROGRAM
from tests.factories import cases, files, organizations, programs, purchases, registers, spreadsheets
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "as_often_as_one_likes")]
PEOPLE = (
    "nobody",
    "no membership",
    "drafter",
    "signatory",
    "company administrator",
    "other company",
    "regulator",
    "authorized body",
    "auditor",
    "portal administrator",
)
"""The program was refused by the regulator: the authorized body has not seen it."""
Answers = tuple[int, ...]


def own(writers: int, reader: int) -> Answers:
    """For the customer's drafter and signatory, and for its company administrator; nothing is there for others."""
    return (401, 403, writers, writers, reader, *(5 * [404]))


VERSIONS: Answers = (401, 403, 200, 200, 200, 404, 200, 404, 200, 404)
FILES: Answers = (401, 403, 202, 202, 202, 404, 202, 404, 202, 404)
LOST_FILES: Answers = (401, 403, 503, 503, 503, 404, 503, 404, 503, 404)
"""Of files that are gone from the disk: whoever may have them is told so."""
EVERYBODY_WITH_A_ROLE: Answers = (401, 403, *(8 * [200]))
EVERYBODY: Answers = tuple(10 * [200])

READ: Mapping[str, Answers] = {
    "api-me": (401, *(9 * [200])),
    "api-email-choices": (401, *(9 * [200])),
    "api-tokens": EVERYBODY_WITH_A_ROLE,
    "api-absences": EVERYBODY_WITH_A_ROLE,
    "api-feeds": EVERYBODY_WITH_A_ROLE,
    "api-inbox": EVERYBODY_WITH_A_ROLE,
    "api-problems": EVERYBODY,
    "api-problem": EVERYBODY,
    "api-schema": EVERYBODY,
    "api-form": EVERYBODY_WITH_A_ROLE,
    "api-programs": EVERYBODY_WITH_A_ROLE,
    "api-program": VERSIONS,
    "api-sections": own(200, 200),
    "api-section": own(200, 200),
    "api-row-history": own(200, 200),
    "api-checks": own(200, 200),
    "api-reading": own(200, 200),
    "api-subsoil-rights": own(200, 200),
    "api-versions": VERSIONS,
    "api-version": VERSIONS,
    "api-content": VERSIONS,
    "api-comparison": VERSIONS,
    "api-version-pdf": FILES,
    "api-attachments": own(200, 200),
    "api-workbook-of-form": own(200, 200),
    "api-workbook-of-section": own(200, 200),
    "api-spreadsheets": own(200, 200),
    "api-spreadsheet": own(404, 404),
    "api-annotated-spreadsheet": own(404, 404),
    "api-attachment-file": LOST_FILES,
    "api-applications": own(200, 200),
    "api-application": own(200, 200),
    "api-contracts": (401, 403, 200, 200, 200, 200, 404, 404, 404, 404),
    "api-contract": own(200, 200),
    "api-purchase-imports": own(200, 200),
    "api-purchase-import": own(200, 200),
    "api-purchase-lists": own(200, 200),
    "api-purchase-list": own(200, 200),
    "api-purchase-lines": own(200, 200),
    "api-actual-figures": own(200, 200),
    "api-targets": own(200, 200),
    "api-version-targets": VERSIONS,
}
"""Subsoil rights are those of another program, of a subsoil user, whom its own three people ask for."""
CHANGED: Mapping[tuple[str, str], Answers] = {
    ("api-acting-membership", "PUT"): (401, *(9 * [400])),
    ("api-email-choices", "PUT"): (401, *(9 * [400])),
    ("api-absences", "POST"): (401, 403, *(8 * [400])),
    ("api-end-absence", "POST"): (401, 403, *(8 * [404])),
    ("api-feeds", "POST"): (401, 403, *(8 * [400])),
    ("api-feed-revocation", "POST"): (401, 403, *(8 * [404])),
    ("api-tokens", "POST"): (401, 403, *(8 * [400])),
    ("api-token-revocation", "POST"): (401, 403, *(8 * [404])),
    ("api-open-notice", "POST"): (401, 403, *(8 * [404])),
    ("api-programs", "POST"): (*own(400, 403)[:5], 400, 403, 403, 403, 403),
    ("api-period", "PUT"): own(409, 403),
    ("api-section", "PATCH"): own(428, 403),
    ("api-subsoil-rights", "POST"): own(400, 403),
    ("api-attachments", "POST"): own(415, 403),
    ("api-spreadsheets", "POST"): own(415, 403),
    ("api-spreadsheet", "DELETE"): own(404, 404),
    ("api-application-of-spreadsheet", "POST"): own(404, 403),
    ("api-attachment", "DELETE"): own(204, 403),
    ("api-purchase-imports", "POST"): own(415, 403),
    ("api-purchase-list", "DELETE"): own(204, 403),
    ("api-actual-figures", "POST"): own(428, 403),
    ("api-end-of-subsoil-right", "POST"): own(400, 403),
    ("api-applications", "POST"): own(400, 403),
    ("api-application", "PATCH"): own(428, 403),
    ("api-removal-of-application", "POST"): own(400, 403),
    ("api-contracts", "POST"): (401, 403, 400, 400, 403, 400, 404, 404, 404, 404),
    ("api-contract", "PATCH"): own(428, 403),
    ("api-end-of-contract", "POST"): own(400, 403),
    ("api-taking-up-of-contract", "POST"): own(200, 403),
}
"""Nothing is sent that could be taken: whoever may change it is told what is missing, the others that they may not.

The attachment was removed before, the list of purchases withdrawn: to do so again changes nothing. The workbook was
sent so long ago that it is gone. The contract is in force: to take it up changes nothing.
"""
FOR_SESSIONS = {"api-acting-membership", "api-tokens", "api-token-revocation"}
FOR_SESSIONS |= {"api-feeds", "api-feed-revocation"}
FOR_SESSIONS |= {"api-email-choices", "api-absences", "api-end-absence"}
WRITTEN_BY_READERS = {"documents_rendering", "django_session", "accounts_apitoken"}
"""Whoever asks for a file has it made; sessions and tokens know when they were used last."""


@dataclass(frozen=True)
class Scene:
    case: Case
    people: dict[str, Membership | None]
    subsoil_people: dict[str, Membership | None]
    addresses: dict[str, str]
    outsider: User

    def who(self, person: str, name: str) -> Membership | None:
        return (self.subsoil_people if "subsoil" in name else self.people).get(person)


@pytest.fixture
def scene() -> Scene:
    case = cases.in_state(State.REWORK)
    files.lost(case.program, by=case.signatory)
    later = programs.frozen(case.program, by=case.signatory, at=moment("2026-09-07"))
    strangers = {
        "other company": organizations.member(organizations.backbone_enterprise(), Role.DRAFTER),
        "regulator": case.regulator[Role.REGULATOR_REVIEWER],
        "authorized body": case.authorized_body[Role.AUTHORIZED_BODY_HEAD],
        "auditor": organizations.member(organizations.oversight(), Role.AUDITOR),
        "portal administrator": organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
    }
    subsoil_user = organizations.team(organizations.subsoil_user())
    return Scene(
        case,
        {**own_people(case.customer), **strangers},
        {**own_people(subsoil_user), **strangers},
        addresses(case, later, programs.opened(subsoil_user[Role.DRAFTER]).program, subsoil_user[Role.DRAFTER]),
        organizations.person(),
    )


def own_people(team: dict[Role, Membership]) -> dict[str, Membership | None]:
    roles = {"drafter": Role.DRAFTER, "signatory": Role.SIGNATORY, "company administrator": Role.COMPANY_ADMINISTRATOR}
    return {name: team[role] for name, role in roles.items()}


def addresses(case: Case, later: Version, of_subsoil_user: Program, drafter: Membership) -> dict[str, str]:
    right, *_ = programs.subsoil_rights(of_subsoil_user.customer, by=drafter)
    earlier = Version.objects.get(program=later.program, number=later.number - 1)
    secret_of(organizations.member(organizations.regulator(), Role.REGULATOR_HEAD))
    somebody_elses = ApiToken.objects.get()
    program, version = [case.program.pk], [earlier.pk]
    attachment = case.program.attachments.get()
    remove_attachment(case.program.pk, attachment.pk, by=case.signatory, at=moment("2026-09-07"))
    contract = [registers.contract(case.signatory).pk]
    application = [case.program.pk, registers.application(case.program, by=case.signatory).pk]
    upload = spreadsheets.refused(case.program, by=case.customer[Role.DRAFTER], at=moment("2026-08-01"))
    workbook = [case.program.pk, upload.pk]
    purchase_list = purchases.imported(case.program, by=case.signatory, at=moment("2026-09-07"))
    withdraw_purchases(case.program.pk, purchase_list.pk, by=case.signatory, at=moment("2026-09-07"))
    sent = case.program.purchase_imports.get()
    arguments: dict[str, list[Any]] = {
        "api-workbook-of-form": [case.program.pk, "kk"],
        "api-workbook-of-section": [case.program.pk, "table_2", "ru"],
        "api-spreadsheet": workbook,
        "api-annotated-spreadsheet": workbook,
        "api-application-of-spreadsheet": workbook,
        "api-application": application,
        "api-removal-of-application": application,
        **dict.fromkeys(["api-contract", "api-end-of-contract", "api-taking-up-of-contract"], contract),
        "api-problem": ["not-found"],
        "api-token-revocation": [somebody_elses.pk],
        "api-end-absence": [somebody_elses.pk],
        "api-feed-revocation": [somebody_elses.pk],
        "api-open-notice": [somebody_elses.pk],
        "api-section": [case.program.pk, "table_2"],
        "api-row-history": [case.program.pk, "table_2", case.program.rows.filter(section="table_2")[0].pk],
        "api-subsoil-rights": [of_subsoil_user.pk],
        "api-end-of-subsoil-right": [of_subsoil_user.pk, right.pk],
        "api-attachment": [case.program.pk, attachment.pk],
        "api-attachment-file": [attachment.pk],
        "api-purchase-import": [case.program.pk, sent.pk],
        "api-purchase-list": [case.program.pk, purchase_list.pk],
        "api-purchase-lines": [case.program.pk, purchase_list.pk],
        "api-version-targets": version,
        "api-version": version,
        "api-content": version,
        "api-version-pdf": [earlier.pk, "kk"],
        "api-comparison": [later.pk, earlier.pk],
        **dict.fromkeys(
            [
                "api-program",
                "api-sections",
                "api-checks",
                "api-versions",
                "api-period",
                "api-attachments",
                "api-spreadsheets",
                "api-applications",
                "api-purchase-imports",
                "api-purchase-lists",
                "api-actual-figures",
                "api-targets",
                "api-reading",
            ],
            program,
        ),
    }
    names = {*READ, *(name for name, _method in CHANGED)}
    return {name: reverse(name, args=arguments.get(name)) for name in names}


def test_every_endpoint_is_looked_at_here_or_where_the_procedure_is() -> None:
    patterns = [*portal.urlpatterns, *programs_urls.urlpatterns]
    names = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name}
    assert {*READ, *(name for name, _method in CHANGED)} == names | OF_THE_PROGRAM


@dataclass
class Callers:
    """One for each person, however much they ask."""

    scene: Scene
    by_token: bool = False
    made: dict[object, Caller] = field(default_factory=dict)

    def of(self, person: str, name: str) -> Caller:
        who = self.scene.outsider if person == "no membership" else self.scene.who(person, name)
        if who not in self.made:
            self.made[who] = self._caller(who)
        return self.made[who]

    def _caller(self, who: Membership | User | None) -> Caller:
        if isinstance(who, Membership):
            return by_token(who) if self.by_token else by_session(who.user)
        return by_session(who)


def test_reading_by_session(scene: Scene) -> None:
    callers, before = Callers(scene), fingerprint()
    assert {
        name: tuple(callers.of(who, name).get(scene.addresses[name]).status_code for who in PEOPLE) for name in READ
    } == READ
    assert changed_tables(before, fingerprint()) <= WRITTEN_BY_READERS | {"accounts_user"}


def test_reading_by_token(scene: Scene) -> None:
    callers, with_roles = Callers(scene, by_token=True), PEOPLE[2:]
    found = {
        name: tuple(callers.of(who, name).get(scene.addresses[name]).status_code for who in with_roles) for name in READ
    }
    assert found == {name: answers[2:] for name, answers in READ.items()}


@pytest.mark.parametrize("by_token", [False, True])
def test_changing(scene: Scene, by_token: bool) -> None:
    callers, people = Callers(scene, by_token), PEOPLE[2:] if by_token else PEOPLE
    for name, _method in CHANGED:
        assert [callers.of(who, name) for who in people]
    before = fingerprint()
    found = {
        (name, method): tuple(
            callers.of(who, name).send(method, scene.addresses[name], {}).status_code for who in people
        )
        for name, method in CHANGED
    }
    refused = {one: tuple(8 * [403]) for one in CHANGED if one[0] in FOR_SESSIONS}
    by_tokens = {one: answers[2:] for one, answers in CHANGED.items()} | refused
    assert found == (by_tokens if by_token else CHANGED)
    assert changed_tables(before, fingerprint()) <= WRITTEN_BY_READERS


def test_lists_hold_what_their_reader_may_see(scene: Scene) -> None:
    may_see = {"drafter", "signatory", "company administrator", "regulator", "auditor"}
    callers, program = Callers(scene), str(scene.case.program.pk)
    for who in PEOPLE[2:]:
        listed = [one["id"] for one in callers.of(who, "api-programs").get("/api/v1/programs/").json()["results"]]
        assert (program in listed) == (who in may_see), who

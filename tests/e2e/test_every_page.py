"""Every kind of page there is, as every kind of person sees it: accessible, whole on a phone, nothing forbidden."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db.models import Q
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from approvals.models import PreliminaryDecision, Procedure
from approvals.workflow import State
from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.models import KeptForm, Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import issue_token
from icv_portal.audit_trail import exports
from icv_portal.audit_trail.models import HistoryExport
from icv_portal.demo.people import PEOPLE, sign_ins
from icv_portal.documents.models import Rendering
from icv_portal.documents.rendering import render_due
from icv_portal.outbox.sending import send_due
from programs.models import PurchaseImport, Version
from tests import databases
from tests.e2e import crawl, made_here
from tests.e2e.crawl import Asking, Findings, Seen
from tests.e2e.page_checks import Inspector
from tests.portals import RunningPortal, portal_server

BUTTONS = {
    "set_language",
    "switch_membership",
    "open_notice",
    "export_journal",
    "export_timeline",
    "discard_spreadsheet",
    "take_ready_back",
    "end_absence",
    "revoke_feed",
    "run_sweep",
    "retry_failed",
}
"""Addresses without a page: they answer POST alone."""
FOR_SCRIPTS = {"session", "typing", "presence"}
FOR_CALENDARS = {"calendar_feed"}
"""Asked by calendar programs, at an address nobody links."""
FOR_PROGRAMS = ("api-", "health_", "metrics")
"""Beginnings of the names of what no person reads."""
ON_THE_WAY_IN = {"mfa_authenticate"}
"""Between password and code: test_ended_session looks at it."""
ON_ONES_OWN_MACHINE = {"mail", "mail_letter", "mail_html"}
"""There only where letters are files: tests of their own look at them."""
REVIEWERS = [Role.REGULATOR_REVIEWER, Role.AUTHORIZED_BODY_REVIEWER]
NOT_LINKED = {"account_set_password", "mail_html"}
"""One leads on whoever has no password, the other is the frame inside an e-mail's page."""
OTHERWISE_ON_A_PHONE = {"home", "audit", "procedure_list", "procedure", "consideration", "section", "calendar"}
"""Laid out differently there, so that axe looks at them twice."""
STYLES_OF_ADMIN = ("console: policy: style-src-attr", "console: Applying inline style")
"""Templates of the libraries behind the administration have a few style attributes; without them nothing is lost."""
AUDITOR = next(one.email for one in PEOPLE if one.role is Role.AUDITOR)
LANGUAGES = ("kk", "ru", "en")
MOST_PAGES = 160
Sign = Callable[..., Inspector]


@pytest.fixture(scope="module")
def demo(
    own_database: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """A portal of its own: the demo brings programs in every state."""
    with databases.used_by_django(django_db_blocker) as url:
        directory = tmp_path_factory.mktemp("demo")
        with override_settings(MEDIA_ROOT=directory / "documents"):
            call_command("load_demo", verbosity=0)
        with portal_server(url, directory) as running:
            send_emails(running.logs / "mail")
            make_one_document(running.logs / "documents")
            write_one_history(running.logs / "documents")
            give_a_second_factor()
            yield running


def give_a_second_factor() -> None:
    user = User.objects.get(email=AUDITOR)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def make_one_document(folder: Path) -> None:
    """The others are left waiting: a hundred made meanwhile would take the processors from the pages."""
    now = timezone.now()
    chosen = Rendering.objects.filter(source_kind="letter").latest("wanted_at")
    Rendering.objects.exclude(pk=chosen.pk).update(next_attempt_at=now + timedelta(days=1))
    with override_settings(MEDIA_ROOT=folder):
        assert render_due(now)
    assert not Rendering.objects.filter(pk=chosen.pk).exists()


def write_one_history(folder: Path) -> None:
    """The auditor asked for the journal of the refusals as a file, which is ready by now."""
    auditor, now = Membership.objects.get(user__email=AUDITOR, role=Role.AUDITOR), timezone.now()
    exports.want(auditor, filters={"event": "refused"}, language="kk", at=now)
    with override_settings(MEDIA_ROOT=folder):
        assert exports.write_due(now)


def send_emails(folder: Path) -> None:
    """About the demo's notices, as the worker does every half minute: they are kept as files and shown."""
    with override_settings(EMAIL_BACKEND="icv_portal.outbox.mail_files.EmailBackend", EMAIL_FILE_PATH=folder):
        address_notices(at=timezone.now())
        send_due(timezone.now)


@pytest.fixture(scope="module")
def windows(browser: Browser, demo: RunningPortal) -> Iterator[list[Inspector]]:
    """Two, each with a person of its own: while axe looks at one the other gets its page."""
    contexts = [browser.new_context(base_url=demo.address, locale="kk-KZ", timezone_id="Asia/Almaty") for _ in range(2)]
    yield [Inspector(context.new_page()) for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def sign(windows: list[Inspector], demo: RunningPortal) -> Sign:
    """sign(who, language) hands over the next window, in which that person is signed in now (nobody for "")."""
    following = cycle(windows)

    def sign(who: str, language: str = "kk") -> Inspector:
        inspector = next(following)
        inspector.page.goto("about:blank")  # the page before would go on asking, in the name of somebody else
        context = inspector.page.context
        context.clear_cookies()
        cookies = {"django_language": language}
        if who:
            cookies["sessionid"] = crawl.session_of(who)
        context.add_cookies([{"name": name, "value": value, "url": demo.address} for name, value in cookies.items()])
        return inspector

    return sign


@pytest.fixture(scope="module")
def findings(demo: RunningPortal) -> Findings:
    everybody = {**people(), **in_a_hearing()}
    for who, particular in around_signing_in().items():
        everybody[who] = [*everybody[who], *particular]
    own = ["/", reverse("account_logout"), reverse("account_set_password")]
    starts = {who: [*particular, *own] for who, particular in everybody.items()}
    return crawl.crawl_as_each(demo.address, starts | {"": ["/sign-in/", *from_letters(), *behind_a_field()]})


def people() -> dict[str, list[str]]:
    """One person of each role, and for each state of a program a signatory whose company has one in it.

    Beside each the pages that are linked from long lists alone.
    """
    in_each_state = Procedure.objects.order_by("state", "opened_at").distinct("state").values("customer")
    with_rights = Procedure.objects.filter(state=State.DRAFT, customer__subsoil_rights__isnull=False).values("customer")
    signatories = User.objects.filter(
        Q(memberships__organization__in=in_each_state) | Q(memberships__organization__in=with_rights),
        memberships__role=Role.SIGNATORY,
    ).values_list("email", flat=True)
    found: dict[str, list[str]] = {email: [] for email in (*(one.email for one in sign_ins()), *signatories)}
    found[AUDITOR] = [
        reverse("procedure_history", args=[Procedure.objects.filter(state=State.ADOPTED)[0].pk]),
        reverse("history_export", args=[HistoryExport.objects.get().pk]),
    ]
    written = Procedure.objects.filter(state=State.REWORK)[0]
    writer = Membership.objects.filter(organization=written.customer, role=Role.SIGNATORY)[0].user.email
    found[writer] = [reverse("procedure_history", args=[written.pk])]
    faulty = PurchaseImport.objects.filter(faulty__gt=0)[0]
    sender = faulty.membership.user.email
    found[sender] = [*found.get(sender, []), reverse("purchase_import", args=[faulty.program_id, faulty.pk])]
    return found


def around_signing_in() -> dict[str, list[str]]:
    """Where the portal leads by itself: to confirm that it is the person, and to what was typed too late.

    That person has a token of the API, too, which can be revoked.
    """
    kept = KeptForm.objects.create(
        user=User.objects.get(email=PEOPLE[0].email), path="/", fields='[["text", "мәтін"]]', kept_at=timezone.now()
    )
    now, somebody = timezone.now(), Membership.objects.filter(user=kept.user)[0]
    issue_token(name="ERP", scopes=[Scope.READ], expires_at=now + timedelta(days=1), by=somebody, at=now)
    return {
        PEOPLE[0].email: [reverse("account_reauthenticate"), reverse("kept_form", args=[kept.pk])],
        AUDITOR: [reverse("mfa_reauthenticate")],
    }


def in_a_hearing() -> dict[str, list[str]]:
    """The customer and the reviewer of a consideration in which a refusal has been announced."""
    decision = PreliminaryDecision.objects.filter(consideration__outcome="").latest("sent_at")
    consideration = decision.consideration
    sides = {consideration.procedure.customer_id: [Role.SIGNATORY], consideration.body_id: REVIEWERS}
    return {
        Membership.objects.filter(organization=side, role__in=roles)[0].user.email: [
            reverse("consideration", args=[consideration.pk])
        ]
        for side, roles in sides.items()
    }


def behind_a_field() -> list[str]:
    return [reverse("verify_sha256", args=[Version.objects.all()[0].sha256])]


def from_letters() -> list[str]:
    """Where no link of a page leads: what a letter about a password leads to, and where one gets from there."""
    user = User.objects.get(email=PEOPLE[0].email)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return [
        reverse("account_reset_password_done"),
        *(f"/password/reset/key/{one}/" for one in (key, "1-outdated")),
        reverse("account_reset_password_from_key_done"),
    ]


def test_every_address_is_found_by_links_and_answers(findings: Findings) -> None:
    assert findings.troubles == []
    not_linked = BUTTONS | FOR_SCRIPTS | FOR_CALENDARS | ON_THE_WAY_IN | ON_ONES_OWN_MACHINE
    missing = crawl.names_of_all_addresses() - not_linked - findings.names
    assert {name for name in missing if not name.startswith(FOR_PROGRAMS)} == set()


def test_every_kind_of_page_is_accessible_and_whole(findings: Findings, sign: Sign) -> None:
    pages = crawl.telling(findings.pages)
    assert len({page.name for page in findings.pages}) <= len(pages) <= MOST_PAGES
    on_phone = {page.name: page for page in pages if page.name in OTHERWISE_ON_A_PHONE}
    assert on_phone.keys() == OTHERWISE_ON_A_PHONE
    problems, looking = {}, deque[tuple[Seen, Inspector]]()
    for page in [*pages, None]:
        if page is not None:
            inspector = sign(page.who)
            inspector.open(page.path)
            inspector.begin()
            looking.append((page, inspector))
        if page is None or len(looking) == 2:
            seen, inspector = looking.popleft()
            if found := inspector.finish(differs_on_phone=seen in on_phone.values()):
                problems[f"{seen.who or 'signed out'}: {seen.path}"] = found
    assert not problems, told(problems)


def test_forms_sent_in_empty_lead_to_what_is_missing(findings: Findings, sign: Sign) -> None:
    problems, names = {}, set()
    for page in with_required_fields(findings):
        names.add(page.name)
        inspector = sign(page.who)
        inspector.open(page.path)
        if found := send_in_empty(inspector) + inspector.problems():
            problems[f"{page.who or 'signed out'}: {page.path}"] = found
    assert not problems, told(problems)
    assert names >= {"account_login", "account_reset_password", "account_change_password", "withdraw", "adopt"}


def told(problems: Mapping[Any, list[str]]) -> str:
    return "\n".join(f"{page}: {problem}" for page, found in problems.items() for problem in found)


def with_required_fields(findings: Findings) -> list[Seen]:
    """One page of each address on which something must be filled in."""
    return list({page.name: page for page in findings.pages if crawl.TO_BE_FILLED_IN in page.parts}.values())


def send_in_empty(inspector: Inspector) -> list[str]:
    """The summary takes the focus, and each of its lines puts it into a field."""
    page = inspector.page
    inspector.expected_status = 400
    if not page.locator("main form[method=post]:has([required])").count():
        return [f"no form with a required field in {page.locator('main').inner_html()[:500]}"]
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const form = document.querySelector("main form[method=post]:has([required])");
              for (const one of form.querySelectorAll("[required]")) {
                if (one.type === "radio" || one.type === "checkbox") one.checked = false; else one.value = "";
              }
              form.noValidate = true;
              form.requestSubmit(form.querySelector("button.btn"));
            }"""
        )
    if not page.evaluate("document.activeElement.matches('.error-summary')"):
        return ["the summary of errors did not take the focus"]
    lines = page.locator(".error-summary a")
    found = [] if lines.count() else ["the summary of errors leads nowhere"]
    for number in range(lines.count()):
        lines.nth(number).click()
        if not page.evaluate("document.activeElement.matches('input, select, textarea')"):
            found.append(f"{lines.nth(number).get_attribute('href')} is not a field")
    return found


def test_the_frame_holds_in_every_language(sign: Sign) -> None:
    problems = {}
    for language in LANGUAGES:
        for who, path, status in (("", "/sign-in/", 200), (PEOPLE[0].email, "/", 200), (PEOPLE[0].email, "/no/", 404)):
            inspector = sign(who, language)
            inspector.open(path, status)
            if found := inspector.problems(language):
                problems[language, path] = found
    assert not problems, told(problems)


def error_pages() -> dict[str, Any]:
    """Made here, because a portal that works shows few of them."""
    strange, drafter = Client(headers={"host": "elsewhere.example"}), Client(headers={"host": "localhost"})
    drafter.force_login(User.objects.get(email=PEOPLE[0].email))
    return {
        "400": strange.get("/sign-in/"),
        "403": drafter.get("/admin/login/"),
        "403 without token": Client(enforce_csrf_checks=True, headers={"host": "localhost"}).post("/sign-in/"),
        "404": drafter.get("/nowhere/"),
        **made_here.rare_answers("kk"),
    }


def test_pages_about_errors_are_pages_like_any_other(sign: Sign) -> None:
    inspector, problems = sign(""), {}
    for name, answer in error_pages().items():
        assert str(answer.status_code) == name[:3]
        inspector.expect(answer.status_code)
        made_here.show(inspector.page, answer)
        if found := inspector.problems():
            problems[name] = found
    assert not problems, told(problems)


def test_the_administration_breaks_no_policy_either(demo: RunningPortal, sign: Sign) -> None:
    administrator = next(one.email for one in PEOPLE if one.role is Role.PORTAL_ADMINISTRATOR)
    asking = Asking(demo.address, administrator)
    found = crawl.crawl(asking, ["/admin/"], inside="/admin/", outside="/admin/logout/")
    pages = {page.name: page.path for page in found.pages}
    assert len(pages) > 10
    inspector, problems = sign(administrator), {}
    for path in pages.values():
        inspector.open(path)
        if heard := [line for line in inspector.heard if not line.startswith(STYLES_OF_ADMIN)]:
            problems[path] = heard
    assert found.troubles == []
    assert not problems, told(problems)


def test_what_the_policy_forbids_would_be_heard(sign: Sign) -> None:
    inspector = sign("")
    inspector.open("/sign-in/")
    inspector.page.evaluate("document.body.append(Object.assign(document.createElement('style'), {innerText: 'a{}'}))")
    inspector.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'data:image/gif;base64,R0'}))")
    inspector.page.wait_for_timeout(100)
    assert [line for line in inspector.heard if "policy: style-src" in line]
    assert [line for line in inspector.heard if "policy: img-src forbids data" in line]

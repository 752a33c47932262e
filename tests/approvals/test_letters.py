"""Letters as the steps send them: numbers without gaps, text that stays, signatures, and the pages that show them."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from approvals import actions
from approvals.actions.letters import notify_of_agreement
from approvals.actions.requests import lock_for_decision
from approvals.models import CalendarYear, Consideration, Letter
from approvals.models.letters import digest_of
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import LetterText
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Rendering, Signature, SignatureMethod
from icv_portal.outbox.models import Email, InboxEntry
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
REGISTRATION, AGREEMENT = LetterKind.REGISTRATION_CONFIRMATION, LetterKind.AGREEMENT_NOTIFICATION
REFUSAL, PRELIMINARY = LetterKind.REFUSAL, LetterKind.PRELIMINARY_DECISION
EVERY_LETTER = [REGISTRATION, PRELIMINARY, REFUSAL, REGISTRATION, AGREEMENT]


def refused_and_agreed() -> Case:
    """At the authorized body: told before, refused, resubmitted, agreed. Five letters."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    grounds = [cases.lawful_ground(case.version)]
    consideration, head = case.consideration, case.head
    decision = actions.decide_preliminarily(consideration.pk, grounds=grounds, by=head, at=moment("2026-09-02"))
    actions.object_to(
        decision.pk, text="Үлес төмен емес", asks_for_hearing=False, by=case.signatory, at=moment("2026-09-03", "12:30")
    )
    actions.refuse(consideration.pk, grounds=grounds, by=head, at=moment("2026-09-10"))
    case.resubmit(moment("2026-09-11"))
    case.agree(moment("2026-09-14"))
    return case


def of_case(case: Case) -> list[Letter]:
    return list(Letter.objects.filter(procedure=case.procedure_id))


def text(letter: Letter, language: str) -> LetterText:
    return LetterText.from_json(letter.content[language])


def last(kind: LetterKind) -> Letter:
    return Letter.objects.filter(kind=kind).latest("sent_at")


def test_each_step_sends_its_letter_with_the_next_number():
    letters = of_case(refused_and_agreed())
    assert [letter.letter_kind for letter in letters] == EVERY_LETTER
    assert [letter.number for letter in letters] == [f"{number}/2026" for number in range(1, 6)]
    assert [letter.date for letter in letters] == [date(2026, 9, day) for day in (1, 2, 10, 11, 14)]


def test_each_body_numbers_its_own_letters():
    case = cases.in_state(State.AGREED)
    bodies = (case.organization(case.regulator), case.organization(case.authorized_body))
    sent = {body: [one.sequence for one in Letter.objects.filter(body=body)] for body in bodies}
    assert sent == {bodies[0]: [1, 2], bodies[1]: [1, 2]}


def test_the_numbers_begin_anew_with_the_year_of_kazakhstan():
    old, new = cases.of_backbone_enterprise(), cases.of_backbone_enterprise()
    old.submit(moment("2026-12-31", "23:59"))
    new.submit(moment("2027-01-01", "00:01"))
    numbers = [(letter.number, letter.date) for one in (old, new) for letter in of_case(one)]
    assert numbers == [("1/2026", date(2026, 12, 31)), ("1/2027", date(2027, 1, 1))]


def test_a_step_that_fails_leaves_no_gap():
    cases.of_backbone_enterprise().submit(moment("2026-09-01"))
    failing, next_one = cases.of_backbone_enterprise(), cases.of_backbone_enterprise()
    with transaction.atomic():
        failing.submit(moment("2026-09-01"))
        assert of_case(failing)[0].sequence == 2
        transaction.set_rollback(True)
    next_one.submit(moment("2026-09-02"))
    assert of_case(next_one)[0].sequence == 2


def test_the_database_takes_no_number_twice():
    refused_and_agreed()
    letter = last(AGREEMENT)
    copy = {field.name: getattr(letter, field.name) for field in Letter._meta.fields if field.name != "id"}
    with pytest.raises(DatabaseError, match="one_letter_per_number"), transaction.atomic():
        Letter.objects.create(**copy)
    assert Letter.objects.create(**{**copy, "sequence": letter.sequence + 1}).number == "6/2026"


@pytest.mark.parametrize("change", ["UPDATE approvals_letter SET date = date + 1", "DELETE FROM approvals_letter"])
def test_a_letter_is_never_changed(change: str):
    cases.in_state(State.WITH_REGULATOR)
    with pytest.raises(DatabaseError, match="approvals_letter"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Letter.objects.count() == 1


def test_the_text_is_whole_in_both_languages_and_has_its_sha256():
    for letter in of_case(refused_and_agreed()):
        assert set(letter.content) == {"kk", "ru"}
        assert [text(letter, code).language for code in ("kk", "ru")] == ["kk", "ru"]
        assert len(letter.sha256) == 64
        assert letter.is_intact
        assert digest_of(letter.content) == letter.sha256
        assert digest_of({**letter.content, "ru": letter.content["kk"]}) != letter.sha256


def test_whoever_decides_signs_the_text_and_the_portal_signs_nothing():
    case = refused_and_agreed()
    head = case.authorized_body[Role.AUTHORIZED_BODY_HEAD]
    for letter in of_case(case):
        signatures = Signature.objects.filter(subject_kind="letter", subject_id=letter.pk)
        if letter.letter_kind is REGISTRATION:
            assert letter.signed_by is None
            assert not signatures.exists()
            continue
        [signature] = signatures
        assert letter.signed_by == head
        assert (signature.content_sha256, signature.membership_id) == (letter.sha256, head.pk)
        assert (signature.act, signature.position, signature.at) == (letter.kind, head.position, letter.sent_at)
        assert signature.method == SignatureMethod.RECORDED_IN_PORTAL


def test_the_files_of_a_letter_are_wanted_in_both_languages():
    letters = of_case(refused_and_agreed())
    wanted = Rendering.objects.filter(source_kind="letter").values_list("source_id", "language")
    assert sorted(wanted) == sorted((letter.pk, code) for letter in letters for code in ("kk", "ru"))


def test_what_was_sent_stays_when_the_organisations_are_renamed():
    case = cases.in_state(State.AGREED)
    before = {letter.pk: (letter.content, letter.sha256) for letter in of_case(case)}
    head = case.authorized_body[Role.AUTHORIZED_BODY_HEAD]
    old_name = head.organization.name_ru
    for organization in (head.organization, case.signatory.organization):
        organization.name_kk = organization.name_ru = organization.name_en = "Басқа атау"
        organization.save_by(None, reason="renamed")
    head.user.full_name = "Басқа Адам"
    head.user.save()
    after = of_case(case)
    assert {letter.pk: (letter.content, letter.sha256) for letter in after} == before
    assert text(after[-1], "ru").head.name_ru == old_name
    case.withdraw(moment("2026-09-08"))
    case.submit(moment("2026-09-09"))
    regulator = case.organization(case.regulator)
    [new] = Letter.objects.filter(procedure=case.procedure_id)
    assert text(new, "kk").addressee[0] == "Басқа атау"
    assert text(new, "kk").head.name_kk == regulator.name_kk


def test_the_refusal_has_the_grounds_the_rows_the_hearing_and_the_last_day():
    case = refused_and_agreed()
    refusal = text(last(REFUSAL), "ru")
    assert refusal.grounds is not None
    [ground] = refusal.grounds.stated
    assert (ground.text, ground.reasoning) == (
        "заниженные целевые индикаторы по доле внутристрановой ценности в закупках товаров",
        "Доля занижена.",
    )
    assert [row.startswith("Таблица 2, «") for row in ground.rows] == [True]
    hearing, rework, appeal = (part.paragraphs[0] for part in refusal.parts)
    assert "2 сентября 2026 года направлено предварительное решение № 2/2026" in hearing
    assert "03.09.2026, 12:30" in hearing
    assert "24 сентября 2026 года" in rework
    assert case.terms[1].due_on == date(2026, 9, 24)
    assert "вышестоящим органом" in appeal


def test_a_refusal_without_hearing_gives_the_recorded_reason():
    cases.in_state(State.REWORK)
    refusal = text(last(REFUSAL), "kk")
    assert f"Себебі: {cases.UNHEARD}" in refusal.parts[0].paragraphs[0]


def test_the_preliminary_decision_has_the_days_of_the_hearing():
    refused_and_agreed()
    [hearing] = text(last(PRELIMINARY), "ru").parts
    assert any("4 сентября 2026 года" in paragraph for paragraph in hearing.paragraphs)
    assert any("ранее 8 сентября 2026 года" in paragraph for paragraph in hearing.paragraphs)


def test_a_body_that_sees_the_program_again_goes_by_point_15_and_one_that_sees_it_first_by_point_13():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    case.refuse(moment("2026-09-02"))
    case.resubmit(moment("2026-09-03"))
    case.agree(moment("2026-09-04"))
    case.agree(moment("2026-09-07"))
    regulator, authorized = Letter.objects.filter(kind=AGREEMENT)
    assert "пунктами 12 и 15 Правил" in text(regulator, "ru").opening[0]
    assert "пунктами 12 и 13 Правил" in text(authorized, "ru").opening[0]
    assert "в уполномоченный орган" in text(regulator, "ru").parts[0].paragraphs[0]
    assert "до 1 декабря 2026 года" in text(authorized, "ru").parts[0].paragraphs[0]


def test_the_confirmation_follows_the_term_as_it_was_set():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-23", "18:31"))
    facts = {fact.name: fact.value for fact in text(last(REGISTRATION), "ru").facts}
    assert facts["Время поступления"] == "23.10.2026, 18:31"
    assert facts["День регистрации"].startswith("27.10.2026. Программа поступила после окончания рабочего дня")
    assert facts["Последний день срока"] == f"{case.running.due_on:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("filed", "clock", "said"),
    [
        ("2026-10-20", "18:30:30", "21.10.2026. Программа поступила после окончания рабочего дня (18:30)"),
        ("2026-10-24", "20:00", "27.10.2026. Программа поступила в нерабочий день"),
        ("2026-10-26", "10:00", "27.10.2026. Программа поступила в нерабочий день"),
    ],
)
def test_the_calendar_says_why_a_filing_is_registered_later(filed: str, clock: str, said: str):
    """A Tuesday, a Saturday, and Monday the 26th, on which the Republic Day of Sunday is made up for."""
    case = cases.of_backbone_enterprise()
    case.submit(moment(filed, clock))
    facts = {fact.name: fact.value for fact in text(last(REGISTRATION), "ru").facts}
    assert facts["День регистрации"].startswith(said)


def test_without_the_calendar_of_the_year_of_filing_only_the_hour_can_be_why():
    """The calendar of the next year is there: what came on 31 December after hours is registered by it."""
    case = cases.of_backbone_enterprise()
    CalendarYear.objects.filter(year=2026).delete()
    case.submit(moment("2026-12-31", "18:31"))
    facts = {fact.name: fact.value for fact in text(last(REGISTRATION), "ru").facts}
    assert "Программа поступила после окончания рабочего дня" in facts["День регистрации"]


def test_without_the_calendar_of_the_year_the_confirmation_names_it():
    case = cases.of_backbone_enterprise()
    CalendarYear.objects.filter(year__gte=2027).delete()
    case.submit(moment("2026-12-21"))
    assert case.running.missing_year == 2027
    confirmation = text(last(REGISTRATION), "kk")
    assert any("2027 жылдың күнтізбесі жоқ" in fact.value for fact in confirmation.facts)
    assert confirmation.counting is None


def test_a_letter_costs_a_step_three_queries(django_assert_num_queries: DjangoAssertNumQueries):
    """The turn with the number, the letter, the files wanted."""
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    _procedure, consideration = lock_for_decision(case.consideration.pk)
    head = Membership.objects.select_related("user").get(pk=case.head.pk)
    with django_assert_num_queries(3):
        assert notify_of_agreement(consideration, by=head, at=moment("2026-09-08")).signed_by == head


# Pages


def letter_page(signed_in: SignIn, case: Case, kind: LetterKind, query: str = "", **headers: str) -> str:
    address = reverse("letter", args=[last(kind).pk])
    answer = signed_in(case.signatory).get(f"{address}{query}", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_shows_the_letter_in_the_readers_language(signed_in: SignIn):
    case = refused_and_agreed()
    kazakh = letter_page(signed_in, case, REFUSAL, **{"accept-language": "kk"})
    russian = letter_page(signed_in, case, REFUSAL, **{"accept-language": "ru"})
    english = letter_page(signed_in, case, REFUSAL)
    chosen = letter_page(signed_in, case, REFUSAL, "?language=ru")
    assert ["Шағым жасау тәртібі" in page for page in (kazakh, russian, english, chosen)] == [True, False, True, False]
    assert ["Порядок обжалования" in page for page in (kazakh, russian, english, chosen)] == [False, True, False, True]
    assert "3/2026" in english
    assert last(REFUSAL).sha256 in english


def test_the_page_leads_to_the_version_and_to_both_files(signed_in: SignIn):
    case = refused_and_agreed()
    page, letter = letter_page(signed_in, case, REFUSAL), last(REFUSAL)
    assert reverse("version_document", args=[letter.version_id]) in page
    for language in ("kk", "ru"):
        assert reverse("letter_pdf", args=[letter.pk, language]) in page


def test_the_page_says_when_it_was_delivered_opened_and_mailed(signed_in: SignIn):
    case = refused_and_agreed()
    assert "not yet" in letter_page(signed_in, case, REFUSAL)
    notice = InboxEntry.objects.get(event="refused")
    assert notice.link == reverse("letter", args=[last(REFUSAL).pk])
    notice.open(by_id=case.signatory.pk, at=moment("2026-09-10", "11:11"))
    at = moment("2026-09-10")
    for number, (sent, failed) in enumerate([(at, None), (at, None), (None, at), (None, None)]):
        Email.objects.create(
            key=f"test-{number}",
            entry=notice,
            address="a@example.kz",
            language="kk",
            created_at=at,
            sent_at=sent,
            failed_at=failed,
        )
    page = letter_page(signed_in, case, REFUSAL)
    assert "not yet" not in page
    assert "11:11" in page
    assert case.signatory.position in page
    assert "sent: 2, waiting: 1" in page
    assert "failed: 1" in page


def test_a_file_is_being_prepared_until_it_is_there(signed_in: SignIn):
    case = refused_and_agreed()
    browser, letter = signed_in(case.signatory), last(REFUSAL)
    assert browser.get(reverse("letter_pdf", args=[letter.pk, "ru"])).status_code == 202
    assert browser.get(reverse("letter_pdf", args=[letter.pk, "en"])).status_code == 404
    assert browser.get(reverse("letter", args=[letter.pk]) + "?language=en").status_code == 404


def test_a_letter_is_read_by_those_who_read_the_program(signed_in: SignIn):
    case = refused_and_agreed()
    letter, member = last(REFUSAL), organizations.member
    readers = {
        "customer": case.customer[Role.DRAFTER],
        "body": case.authorized_body[Role.AUTHORIZED_BODY_REVIEWER],
        "auditor": member(organizations.oversight(), Role.AUDITOR),
        "regulator beside": case.regulator[Role.REGULATOR_HEAD],
        "other company": member(organizations.backbone_enterprise(), Role.SIGNATORY),
        "portal administrator": member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
    }
    for address in (reverse("letter", args=[letter.pk]), reverse("letter_pdf", args=[letter.pk, "kk"])):
        seen = {who for who, one in readers.items() if signed_in(one).get(address).status_code != 404}
        assert seen == {"customer", "body", "auditor"}
    assert signed_in(None).get(reverse("letter", args=[letter.pk])).status_code == 302
    assert signed_in(readers["auditor"]).get(reverse("letter", args=[uuid4()])).status_code == 404


def test_the_programs_page_lists_letters_and_versions_the_newest_first(signed_in: SignIn):
    case = refused_and_agreed()
    page = signed_in(case.signatory).get(reverse("procedure", args=[case.procedure_id])).content.decode()
    documents = page[page.index('id="documents"') :]
    assert [documents.index(f"№ {number}/2026") for number in range(5, 0, -1)] == sorted(
        documents.index(f"№ {number}/2026") for number in range(1, 6)
    )
    for letter in of_case(case):
        assert reverse("letter", args=[letter.pk]) in documents
        assert reverse("letter_pdf", args=[letter.pk, "kk"]) in documents
    for version in case.program.versions.all():
        assert reverse("version_pdf", args=[version.pk, "ru"]) in documents


def test_a_draft_has_no_document_yet(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    page = signed_in(case.signatory).get(reverse("procedure", args=[case.procedure_id])).content.decode()
    assert "No document yet" in page


def test_the_documents_cost_as_many_queries_for_one_letter_as_for_five(signed_in: SignIn):
    few, many = cases.in_state(State.WITH_REGULATOR), refused_and_agreed()
    counts = []
    for case in (few, many):
        browser = signed_in(case.signatory)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("procedure", args=[case.procedure_id]))
        tables = ("approvals_letter", "documents_document", "documents_rendering")
        counts.append([sum(f'FROM "{table}"' in query["sql"] for query in queries) for table in tables])
    assert counts == [[1, 1, 1], [1, 1, 1]]
    assert Consideration.objects.count() == 3

"""Outgoing letters: numbered, frozen in both languages and signed in the transaction of the act they tell of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from approvals.actions.grounds import GivenGround
from approvals.actions.records import Signed
from approvals.models import Consideration, Letter, PreliminaryDecision, Term
from approvals.models.letters import digest_of, outgoing_number
from approvals.rules import letters as rules
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import LANGUAGES, GroundFacts, LetterFacts, LetterText, Party
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from approvals.rules.terms import TermKind, local_date
from approvals.rules.working_days import WorkingCalendar
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.labels import Label
from icv_portal.documents import rendering
from programs.rules.names import where

SOURCE = "letter"
"""What documents and signatures call a letter."""

Compose = Callable[[LetterFacts, str], LetterText]


@dataclass(frozen=True)
class _Outgoing:
    """What is known before a letter has a number; `by` is None where the portal itself confirms."""

    kind: LetterKind
    consideration: Consideration
    is_reworked: bool
    by: Membership | None
    at: datetime

    def send(self, compose: Compose) -> Letter:
        """Take the next number, freeze the text and have its documents made; whoever acts signs it."""
        consideration, day = self.consideration, localdate(self.at)
        sequence = Letter.objects.next_sequence(consideration.body, day.year)
        facts = self._facts(outgoing_number(day, sequence), day)
        content = {language: compose(facts, language).as_json() for language in LANGUAGES}
        letter = Letter.objects.create(
            kind=self.kind,
            procedure=consideration.procedure,
            consideration=consideration,
            version=consideration.version,
            body=consideration.body,
            addressee=consideration.procedure.customer,
            year=day.year,
            sequence=sequence,
            date=day,
            content=content,
            sha256=digest_of(content),
            signed_by=self.by,
            sent_at=self.at,
        )
        rendering.want_of_new(SOURCE, letter.pk, LANGUAGES, at=self.at)
        return letter

    def _facts(self, number: str, day: date) -> LetterFacts:
        consideration = self.consideration
        procedure, version, by = consideration.procedure, consideration.version, self.by
        return LetterFacts(
            body=_party(consideration.body),
            body_kind=BodyKind(consideration.body_kind),
            customer=_party(procedure.customer),
            number=number,
            day=day,
            sent_at=self.at,
            period=procedure.period,
            version=rules.VersionFacts(version.number, version.sha256, version.created_at),
            is_reworked=self.is_reworked,
            signatory=_signatory(by) if by else None,
        )


def signed(letter: Letter) -> Signed:
    """What whoever decides signs beside the decision itself."""
    return Signed(SOURCE, letter.pk, letter.kind, letter.sha256)


def _signatory(by: Membership) -> rules.Signatory:
    return rules.Signatory(Label(kk=by.position, ru=by.position_ru or by.position, en=by.position), by.user.full_name)


def confirm_registration(
    consideration: Consideration, term: Term, *, calendar: WorkingCalendar, at: datetime
) -> Letter:
    """What the customer filed, when, on which day it was registered, and until when it is considered."""
    assert term.closes_at is not None
    counted = rules.RegistrationFacts(
        filed_at=consideration.filed_at,
        came_on_a_day_off=_is_day_off(local_date(consideration.filed_at), calendar),
        closes_at=term.closes_at,
        started_on=term.started_on,
        kind=term.term_kind,
        due_on=term.due_on,
        missing_year=term.missing_year,
        proof=term.proof,
    )
    is_reworked = term.term_kind is TermKind.RECONSIDERATION
    outgoing = _Outgoing(LetterKind.REGISTRATION_CONFIRMATION, consideration, is_reworked, by=None, at=at)
    return outgoing.send(lambda facts, language: rules.confirmation(facts, counted, language))


def _is_day_off(day: date, calendar: WorkingCalendar) -> bool:
    """A day of a year that isn't entered is none: what came on it is registered only when it came after hours."""
    return day.year in calendar.years and not calendar.is_working_day(day)


def notify_of_agreement(consideration: Consideration, *, by: Membership, at: datetime) -> Letter:
    """No ground for refusal (p. 16); says who comes next: the authorized body, or the customer who adopts."""
    procedure = consideration.procedure

    def compose(facts: LetterFacts, language: str) -> LetterText:
        is_last_body = procedure.bodies[-1] is facts.body_kind
        return rules.notification(facts, first_year=procedure.first_year, is_last_body=is_last_body, language=language)

    return _decision(LetterKind.AGREEMENT_NOTIFICATION, consideration, by=by, at=at).send(compose)


def send_refusal(
    consideration: Consideration,
    *,
    grounds: Iterable[GivenGround],
    rework: Term,
    heard: Sequence[PreliminaryDecision],
    by: Membership,
    at: datetime,
) -> Letter:
    """`heard` come with their letters, the answers and the minutes."""
    stated = _grounds(consideration, grounds)
    counted = _counted(rework)
    hearing = [_hearing(decision) for decision in heard]

    def compose(facts: LetterFacts, language: str) -> LetterText:
        return rules.refusal(
            facts,
            stated,
            rework=counted,
            heard=hearing,
            unheard_because=consideration.unheard_because,
            language=language,
        )

    return _decision(LetterKind.REFUSAL, consideration, by=by, at=at).send(compose)


def recount_rework(consideration: Consideration, rework: Term, *, at: datetime) -> Letter:
    """The calendar has moved the term which the refusal of this consideration names."""
    refusal = Letter.objects.get(consideration=consideration, kind=LetterKind.REFUSAL)
    outgoing = _Outgoing(
        LetterKind.REWORK_RECOUNT, consideration, _was_considered_before(consideration), by=None, at=at
    )

    def compose(facts: LetterFacts, language: str) -> LetterText:
        return rules.recount(
            facts,
            _counted(rework),
            refusal_number=refusal.number,
            refusal_day=refusal.date,
            language=language,
        )

    return outgoing.send(compose)


def _counted(term: Term) -> rules.CountedTerm:
    return rules.CountedTerm(
        started_on=term.started_on, due_on=term.due_on, missing_year=term.missing_year, proof=term.proof
    )


def send_preliminary_decision(
    consideration: Consideration,
    *,
    grounds: Sequence[GivenGround],
    objections_until: date | None,
    refusal_from: date | None,
    by: Membership,
    at: datetime,
) -> Letter:
    """On which grounds the body means to refuse, and until when the customer may answer (APPC art. 73)."""
    meant = _grounds(consideration, grounds)

    def compose(facts: LetterFacts, language: str) -> LetterText:
        return rules.preliminary_decision(
            facts, meant, objections_until=objections_until, refusal_from=refusal_from, language=language
        )

    return _decision(LetterKind.PRELIMINARY_DECISION, consideration, by=by, at=at).send(compose)


def _decision(kind: LetterKind, consideration: Consideration, *, by: Membership, at: datetime) -> _Outgoing:
    return _Outgoing(kind, consideration, _was_considered_before(consideration), by=by, at=at)


def _was_considered_before(consideration: Consideration) -> bool:
    """Whether this body sees the program again, so that p. 15 and its ten days apply."""
    if consideration.round == 1:
        return False
    earlier = Consideration.objects.filter(procedure=consideration.procedure, body=consideration.body)
    return earlier.filter(round__lt=consideration.round).exists()


def _party(organization: Organization) -> Party:
    name = Label(kk=organization.name_kk, ru=organization.name_ru, en=organization.name_en)
    return Party(name, organization.bin, organization.postal_address)


def _grounds(consideration: Consideration, given: Iterable[GivenGround]) -> list[GroundFacts]:
    content = consideration.version.as_content
    rows = {row.id: row for row in content.rows}
    facts = []
    for ground in given:
        code, reasoning_kk, reasoning_ru, named = ground.as_stated
        names = [where(content, rows[row]) for row in named]
        facts.append(GroundFacts(RefusalGround(code), reasoning_kk, reasoning_ru, names))
    return facts


def _hearing(decision: PreliminaryDecision) -> rules.Heard:
    objection, minutes = getattr(decision, "objection", None), getattr(decision, "minutes", None)
    return rules.Heard(
        letter_number=decision.letter.number,
        letter_day=decision.letter.date,
        objection_at=objection.at if objection else None,
        minutes_on=minutes.held_on if minutes else None,
    )

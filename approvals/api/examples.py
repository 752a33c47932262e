"""What the description of the API shows of chapter 3: one program of a natural monopoly that is about to be refused."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer

from icv_portal.api.serializers import ORGANIZATION
from programs.api.problems import ROW_ID
from programs.api.serializers.programs import PROGRAM_ID, VERSION

Values = dict[str, Any]

PROCEDURE_ID = "29343534-2d5f-4967-a6ef-e88e7b74a634"
CONSIDERATION_ID = "46c96b35-f263-4806-9bdb-b05bd869b07d"
DECISION_ID = "d87c7c52-ace9-4e47-ad5e-222fce2c8a2d"
TERM_ID = "2bbb0a40-6c58-459f-bcfd-ff44f8d9139e"
LETTER_ID = "de612158-be45-4dcf-944e-e7d7be1d0671"
SHA256 = VERSION["sha256"]
FILED_AT = "2026-09-01T10:00:00+05:00"
BODY: Values = {"id": "3f683d66-6d51-4e15-a845-19264b8e9d49", "bin": "990140000117", "name": "Natural-monopoly body"}
HEAD: Values = {"full_name": "Әлиева Сәуле", "position": "Басқарма басшысы"}
SIGNATORY: Values = {"full_name": "Омаров Дәулет", "position": "Бас директор"}


def example(name: str, value: Values) -> Any:
    """Decorates a serializer with one example of it."""
    return extend_schema_serializer(examples=[OpenApiExample(name, value=value)])


# Procedures

PROCEDURE_ROW: Values = {
    "id": PROCEDURE_ID,
    "program": PROGRAM_ID,
    "customer": ORGANIZATION,
    "categories": ["natural_monopoly"],
    "first_year": 2027,
    "last_year": 2029,
    "state": "with_regulator",
    "state_label": "With the natural-monopoly body",
    "round": 1,
    "turn_of": BODY,
    "due_on": "2026-09-22",
    "working_days_left": 10,
    "is_overdue": False,
    "lacks_calendar": False,
    "version": 1,
    "opened_at": "2026-08-24T10:00:00+05:00",
    "submitted_at": FILED_AT,
    "agreed_at": None,
    "adopted_at": None,
}
PROCEDURE: Values = {
    **PROCEDURE_ROW,
    "route": [
        {"name": "Submission", "status": "done", "on": "2026-09-01", "note": ""},
        {"name": "Natural-monopoly body", "status": "current", "on": "2026-09-01", "note": ""},
        {"name": "Authorized body", "status": "upcoming", "on": None, "note": ""},
        {"name": "Agreed", "status": "upcoming", "on": None, "note": ""},
        {"name": "Adoption", "status": "upcoming", "on": None, "note": ""},
    ],
    "task": {"text": "Consider the program: agree it, or refuse on the grounds of point 14.", "point": "13"},
    "term": TERM_ID,
    "open_consideration": CONSIDERATION_ID,
    "order": None,
    "withdrawal_reason": "",
    "previous": None,
    "following": None,
}
WITHDRAW: Values = {
    "name": "withdraw",
    "title": "Withdraw the program",
    "point": "APPC 64(9)",
    "method": "POST",
    "address": f"/api/v1/procedures/{PROCEDURE_ID}/withdraw/",
    "preview": f"/api/v1/procedures/{PROCEDURE_ID}/withdraw/preview/",
    "scope": "act",
}
AGREE: Values = {
    "name": "agree",
    "title": "Agree the program",
    "point": "13, 16",
    "method": "POST",
    "address": f"/api/v1/considerations/{CONSIDERATION_ID}/agree/",
    "preview": f"/api/v1/considerations/{CONSIDERATION_ID}/agree/preview/",
    "scope": "act",
}
PROPOSED: Values = {"outcome": "refused", "prepared_by": HEAD, "prepared_at": "2026-09-06T12:00:00+05:00"}
PROCEDURE_OF_CUSTOMER: Values = {
    **PROCEDURE,
    "seen_as": "customer",
    "steps": [WITHDRAW],
    "filing_plan": None,
    "text_in_your_hands": False,
}
PROCEDURE_OF_STAFF: Values = {**PROCEDURE, "seen_as": "staff", "steps": [AGREE], "proposal": PROPOSED}
PREVIEW: Values = {
    "version_number": 1,
    "sha256": SHA256,
    "same_as": None,
    "told": [ORGANIZATION],
    "roles": [],
    "copied": [],
    "term": {
        "kind": "rework",
        "kind_label": "Rework and resubmission",
        "point": "15",
        "length": 10,
        "organization": ORGANIZATION,
        "registered_on": "2026-09-08",
        "due_on": "2026-09-22",
        "missing_year": None,
    },
    "adopt_by": None,
    "filing_plan": None,
    "outlook": None,
    "objections_until": None,
    "refusal_from": None,
    "findings": [],
    "warnings": [],
}

# What is sent

ORDER: Values = {"shown_version": 3, "order_number": "17-Ө", "order_date": "2026-09-08"}
WITHDRAWAL: Values = {"shown_version": 1, "reason": "The plan of purchases has changed."}
GIVEN_GROUND: Values = {
    "code": "understated_targets",
    "reasoning_kk": "Үлес төмендетілген.",
    "reasoning_ru": "Доля занижена.",
    "rows": [ROW_ID],
}
PREPARED: Values = {"outcome": "refused", "grounds": [GIVEN_GROUND], "shown_prepared_at": None}
ANSWER: Values = {"text": "Доля выше прошлогодней.", "asks_for_hearing": True}
MINUTES: Values = {"held_on": "2026-09-09", "text": "Заказчик заслушан."}

# Considerations

GROUND: Values = {
    "code": "understated_targets",
    "text": "understated targets of the ICV share in purchases of goods",
    "reasoning_kk": "Үлес төмендетілген.",
    "reasoning_ru": "Доля занижена.",
    "rows": [{"id": ROW_ID, "section": "table_2", "name": "Table 2, “Raising the share of in-country value”"}],
}
CONSIDERATION_ROW: Values = {
    "id": CONSIDERATION_ID,
    "procedure": PROCEDURE_ID,
    "body": BODY,
    "body_kind": "regulator",
    "body_kind_label": "Natural-monopoly state body",
    "round": 1,
    "version": VERSION,
    "filed_at": FILED_AT,
    "registered_on": "2026-09-01",
    "term": TERM_ID,
    "due_on": "2026-09-22",
    "working_days_left": 10,
    "outcome": None,
    "outcome_label": "Under consideration",
    "decided_by": None,
    "decided_at": None,
}
ROW_OF_CUSTOMER: Values = {**CONSIDERATION_ROW, "seen_as": "customer"}
ROW_OF_STAFF: Values = {
    **CONSIDERATION_ROW,
    "seen_as": "staff",
    "prepared_by": PROPOSED["prepared_by"],
    "prepared_at": PROPOSED["prepared_at"],
}
TOLD: Values = {
    "id": DECISION_ID,
    "letter": LETTER_ID,
    "sent_at": "2026-09-07T10:00:00+05:00",
    "objections_until": "2026-09-09",
    "grounds": [GROUND],
    "answer": {**ANSWER, "by": SIGNATORY, "at": "2026-09-08T11:00:00+05:00"},
    "answer_is_late": False,
    "minutes": None,
}
WHOLE: Values = {
    "unheard_because": "",
    "grounds": [],
    "hearing": {
        "is_required": True,
        "refusal_from": "2026-09-11",
        "oral_hearing_is_owed": True,
        "preliminary_decisions": [TOLD],
    },
    "findings": [],
}
CONSIDERATION_OF_CUSTOMER: Values = {**ROW_OF_CUSTOMER, **WHOLE}
CONSIDERATION_OF_STAFF: Values = {
    **ROW_OF_STAFF,
    **WHOLE,
    "proposal": {"outcome": "refused", "grounds": [GROUND]},
    "last_safe_day": "2026-09-16",
}

# Terms and the calendar

TERM_ROW: Values = {
    "id": TERM_ID,
    "kind": "regulator_consideration",
    "kind_label": "Consideration by the natural-monopoly body",
    "point": "13",
    "length": 15,
    "organization": BODY,
    "event": "filed",
    "consideration": CONSIDERATION_ID,
    "started_at": FILED_AT,
    "started_on": "2026-09-01",
    "due_on": "2026-09-22",
    "missing_year": None,
    "closed_at": None,
    "was_met": None,
    "working_days_left": 10,
    "is_overdue": False,
}
DAYS: list[Values] = [
    {"day": "2026-09-02", "kind": "working", "number": 1, "reason": ""},
    {"day": "2026-09-03", "kind": "working", "number": 2, "reason": ""},
    {"day": "2026-09-04", "kind": "working", "number": 3, "reason": ""},
    {"day": "2026-09-05", "kind": "weekend", "number": None, "reason": ""},
]
REGISTERED: Values = {"day": TERM_ROW["started_on"], "kind": "working", "number": None, "reason": ""}
TERM: Values = {
    **TERM_ROW,
    "opens_at": "09:00:00",
    "closes_at": "18:30:00",
    "registration": [REGISTERED],
    "days": DAYS,
    "earlier_dates": [],
}
YEAR_ROW: Values = {"year": 2026, "loaded_from": "holidays 0.109", "loaded_at": "2026-01-05T09:00:00+05:00"}
YEAR: Values = {
    **YEAR_ROW,
    "estimated": 0,
    "days": [
        {
            "date": "2026-03-23",
            "kind": "day_off",
            "kind_label": "day off",
            "basis": "Nauryz. Law “On holidays in the Republic of Kazakhstan”",
            "confirmed": True,
            "entered_by": "",
            "entered_at": "2026-01-05T09:00:00+05:00",
        }
    ],
}
END_OF_TERM: Values = {"received_on": "2026-09-01", "working_days": 3, "due_on": "2026-09-04", "days": DAYS[:3]}

# Letters and the timeline

LETTER_ROW: Values = {
    "id": LETTER_ID,
    "kind": "preliminary_decision",
    "kind_label": "Preliminary decision",
    "point": "APPC 73",
    "number": "2/2026",
    "date": "2026-09-07",
    "procedure": PROCEDURE_ID,
    "consideration": CONSIDERATION_ID,
    "version": VERSION["id"],
    "body": BODY,
    "sha256": "d807c8d7c1fde89aa0fbfdab955c7094a5bbe65eb1bcdb39b2aabc99c139d2bd",
    "sent_at": "2026-09-07T10:00:00+05:00",
    "documents": [
        {
            "language": "kk",
            "standing": "being_prepared",
            "sha256": None,
            "url": f"/api/v1/letters/{LETTER_ID}/kk.pdf",
        }
    ],
}


def _text(language: str, title: str, opening: str) -> Values:
    return {
        "language": language,
        "head": {
            "name_kk": "Табиғи монополиялар органы",
            "name_ru": "Орган по естественным монополиям",
            "address": "010000, Астана қ., Үлгі к-сі, 1",
            "number": "2/2026",
            "day": "07.09.2026",
        },
        "addressee": ["«Күнқала Металл» АҚ"],
        "title": title,
        "opening": [opening],
        "facts": [{"name": "SHA-256", "value": SHA256}],
        "grounds": None,
        "counting": None,
        "parts": [],
        "signature": {"position": HEAD["position"], "name": HEAD["full_name"], "record": ""},
    }


LETTER: Values = {
    **LETTER_ROW,
    "addressee": ORGANIZATION,
    "text": {
        "kk": _text("kk", "Алдын ала шешім", "Бағдарламаны келісуден бас тарту көзделіп отыр."),
        "ru": _text("ru", "Предварительное решение", "Предполагается отказать в согласовании программы."),
    },
    "delivery": {
        "delivered_at": "2026-09-07T10:00:00+05:00",
        "opened_at": None,
        "opened_by": "",
        "emails_sent": 2,
        "emails_failed": 0,
        "emails_waiting": 0,
    },
}
TIMELINE_ENTRY: Values = {
    "id": "7a8b1a52-6f1d-4a3c-9b61-8f0f0d4c2e77",
    "kind": "event",
    "event": "submitted",
    "title": "Submitted for agreement",
    "at": FILED_AT,
    "by": {
        "membership": "2f6a3b0c-7d34-4a19-8a45-0d2c4f8b9e10",
        "full_name": SIGNATORY["full_name"],
        "position": SIGNATORY["position"],
        "organization": ORGANIZATION["name"],
        "role": "signatory",
    },
    "point": "10, 11",
    "version_sha256": SHA256,
    "text": "Version 1. Registered on 01.09.2026, to be considered by 22.09.2026.",
    "changes": [{"what": "State", "before": "Draft", "after": "With the natural-monopoly body"}],
}

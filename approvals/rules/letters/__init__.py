"""The letters of a state body, composed from facts in Kazakh and in Russian."""

from approvals.rules.letters.agreement import notification
from approvals.rules.letters.facts import (
    CountedTerm,
    GroundFacts,
    Heard,
    LetterFacts,
    Party,
    RegistrationFacts,
    Signatory,
    VersionFacts,
    surname_and_initials,
)
from approvals.rules.letters.preliminary import preliminary_decision
from approvals.rules.letters.recount import recount
from approvals.rules.letters.refusals import refusal
from approvals.rules.letters.registration import confirmation
from approvals.rules.letters.text import LANGUAGES, LetterText

__all__ = [
    "LANGUAGES",
    "CountedTerm",
    "GroundFacts",
    "Heard",
    "LetterFacts",
    "LetterText",
    "Party",
    "RegistrationFacts",
    "Signatory",
    "VersionFacts",
    "confirmation",
    "notification",
    "preliminary_decision",
    "recount",
    "refusal",
    "surname_and_initials",
]

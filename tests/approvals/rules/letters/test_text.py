"""A letter as it is stored."""

import json

import pytest

from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters.text import SCHEMA, LetterText
from tests.factories import letters

KINDS_IN_LANGUAGES = [(kind, language) for kind in LetterKind for language in ("kk", "ru")]


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_a_letter_is_the_same_after_it_was_stored(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    assert LetterText.from_json(json.loads(json.dumps(letter.as_json()))) == letter


def test_a_schema_nobody_wrote_is_not_read():
    stored = letters.refusal("kk").as_json()
    assert stored["schema"] == SCHEMA == 1
    with pytest.raises(ValueError, match="schema 2"):
        LetterText.from_json({**stored, "schema": 2})

"""What every letter says, in both languages: all that p. 16 and the Procedure Code ask for, and nothing foreign."""

import re
from dataclasses import replace

import pytest

from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters.frame import APPEAL
from tests.factories import letters
from tests.factories.letters import facts_of, said

KINDS_IN_LANGUAGES = [(kind, language) for kind in LetterKind for language in ("kk", "ru")]
LATIN = re.compile(r"[A-Za-z]+")
KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


def test_there_is_a_letter_of_every_kind():
    assert set(letters.EVERY_KIND) == set(LetterKind)


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_a_letter_names_body_official_customer_version_number_and_date(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    day = {"kk": "2026 жылғы 23 қараша", "ru": "23 ноября 2026 года"}[language]
    assert (letter.head.number, letter.head.day) == ("17/2026", day)
    assert (letter.head.name_kk, letter.head.name_ru) == (letters.BODY.name.kk, letters.BODY.name.ru)
    assert letter.head.address == letters.BODY.address
    name = letters.CUSTOMER.name.in_language(language)
    assert letter.addressee[0] == name
    assert letters.CUSTOMER.bin in letter.addressee[1]
    assert letter.addressee[2] == letters.CUSTOMER.address
    assert name in letter.opening[0]
    assert "2027–2029" in letter.title
    assert letters.SHA256 in facts_of(letter).values()
    assert any(value.startswith("№ 2 ") and "26.10.2026, 09:15" in value for value in facts_of(letter).values())
    position = letters.POSITION.in_language(language)
    by_the_portal = (LetterKind.REGISTRATION_CONFIRMATION, LetterKind.REWORK_RECOUNT)
    official = ("", "") if kind in by_the_portal else (position, "Сейітова А. М.")
    assert (letter.signature.position, letter.signature.name) == official
    assert "23.11.2026, 16:20" in letter.signature.record


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_every_sentence_is_in_the_language_of_the_letter(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    text = said(letter).replace(letters.SHA256, "")
    assert {"kk": "Қағидалар", "ru": "Правил"}[language] in text
    assert set(LATIN.findall(text)) == {"SHA", language}  # the name of the digest, and the code of the language
    own = replace(letter, head=replace(letter.head, name_kk="", address=""), addressee=(), opening=letter.opening)
    foreign = said(own).replace("Сейітова", "").replace(letters.CUSTOMER.address, "")
    assert bool(KAZAKH & set(foreign)) == (language == "kk")


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_no_place_is_left_unfilled(kind: LetterKind, language: str):
    assert not re.search(r"[{}]|None", said(letters.EVERY_KIND[kind](language)))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", [LetterKind.AGREEMENT_NOTIFICATION, LetterKind.REFUSAL])
def test_a_decision_says_how_to_appeal(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    assert letter.parts[-1].heading == APPEAL.say(language)
    appeal = letter.parts[-1].paragraphs[0]
    to_whom, until_when, articles = {
        "kk": ("Шағым шешімді қабылдаған органға беріледі, оны жоғары тұрған орган қарайды", "үш ай ішінде", "92-бабы"),
        "ru": ("в орган, принявший решение, и рассматривается вышестоящим органом", "в течение трёх месяцев", "92"),
    }[language]
    assert to_whom in appeal
    assert until_when in appeal
    assert articles in appeal
    assert letters.BODY.name.in_language(language) in appeal

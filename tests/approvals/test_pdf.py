"""Letters on paper: every letter of the alphabet where it stands, nothing cut off, the signature never alone."""

import re
from dataclasses import replace
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client

from approvals.actions.hearing import decide_preliminarily
from approvals.models import Letter
from approvals.pdf import AlteredLetter, print_letter, render_letter
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import LetterText
from approvals.workflow import State
from tests.factories import cases, letters
from tests.factories.moments import moment
from tests.tampering import as_database_owner

KINDS_IN_LANGUAGES = [(kind, language) for kind in LetterKind for language in ("kk", "ru")]
KAZAKH = "әғқңөұүһі"
SHA256 = "b7" * 32
UNPRINTABLE = "\uf0b7 бір\x0bекі\u2028үш 𓂀"


def pages_of(file: bytes) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def printed(letter: LetterText) -> list[str]:
    return pages_of(print_letter(letter, sha256=SHA256, version_number=2, version_sha256=letters.SHA256))


def words(text: str) -> str:
    """Without line breaks, and with words whole that a line break parts."""
    return " ".join(re.sub(r"[\u00ad\ufffe]\s*", "", text).split())


def verified_at(page: str) -> list[str]:
    """The numbers in the addresses printed on it."""
    return re.findall(r"/verify/([0-9a-f]{64})/", re.sub(r"\s", "", page))


def sentences(letter: LetterText) -> list[str]:
    found = [letter.title, *letter.opening, *letter.addressee, letter.head.name_kk, letter.head.name_ru]
    found += [text for fact in letter.facts for text in (fact.name, fact.value)]
    found += [text for part in letter.parts for text in (part.heading, *part.paragraphs)]
    for ground in letter.grounds.stated if letter.grounds else ():
        found += [ground.text, *ground.reasoning.split("\n\n"), *ground.rows]
    for days in letter.counting.days if letter.counting else ():
        found += [days.days, days.number, days.reason]
    return [*found, letter.signature.position, letter.signature.name, letter.signature.record]


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_all_that_a_letter_says_is_printed(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    on_paper = words(" ".join(printed(letter)))
    assert [sentence for sentence in sentences(letter) if words(sentence) not in on_paper] == []


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_each_page_has_its_number_the_letters_and_where_to_verify_it(kind: LetterKind, language: str):
    pages = printed(letters.EVERY_KIND[kind](language))
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
        assert "№ 17/2026" in page
        assert verified_at(page)[-1] == SHA256
    assert verified_at(pages[-1]) == [letters.SHA256, SHA256]


def test_every_kazakh_letter_is_printed_small_and_large():
    reasoning = f"{KAZAKH} {KAZAKH.upper()}"
    ground = letters.GroundFacts(letters.GROUND.ground, reasoning, "", [])
    assert reasoning in words(" ".join(printed(letters.refusal("kk", grounds=(ground,)))))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_long_refusal_is_whole_on_its_pages(language: str):
    letter = letters.long_refusal(language)
    pages = printed(letter)
    on_paper = words(" ".join(pages))
    assert len(pages) >= 3
    assert letter.grounds is not None
    rows = [row for ground in letter.grounds.stated for row in ground.rows]
    assert len(rows) == 41
    assert [row for row in rows if words(row) not in on_paper] == []
    paragraph = words({"kk": letters.PARAGRAPH_KK, "ru": letters.PARAGRAPH_RU}[language])
    # a page's footer stands within a paragraph that goes on overleaf
    assert on_paper.count(paragraph) >= 30 - len(pages)


def test_a_signature_is_never_alone_on_a_page():
    for lines in range(0, 30, 3):
        ground = letters.GroundFacts(letters.GROUND.ground, "Үлес төмен.\n\n" * lines + "Соңы.", "", [])
        last = printed(letters.refusal("kk", grounds=(ground,)))[-1]
        assert "Сейітова А. М." in last
        assert "Шағым" in last


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_characters_no_font_has_are_spelled_out(language: str):
    row = letters.Label(kk=UNPRINTABLE, ru=UNPRINTABLE, en="")
    ground = letters.GroundFacts(letters.GROUND.ground, UNPRINTABLE, UNPRINTABLE, [row])
    on_paper = " ".join(printed(letters.refusal(language, grounds=(ground,))))
    assert "• бір\r\nекі\r\nүш [U+13080]" in on_paper
    assert words(on_paper).count("• бір екі үш [U+13080]") == 2


def test_what_was_typed_is_text_and_no_markup():
    ground = letters.GroundFacts(letters.GROUND.ground, "<b>5 < 7 & 8</b>", "", [])
    assert "<b>5 < 7 & 8</b>" in words(" ".join(printed(letters.refusal("kk", grounds=(ground,)))))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_letter_is_rendered_from_its_frozen_text(language: str):
    cases.in_state(State.WITH_REGULATOR)
    letter = Letter.objects.select_related("version").get()
    on_paper = words(" ".join(pages_of(render_letter(letter.pk, language))))
    text = LetterText.from_json(letter.content[language])
    assert [sentence for sentence in sentences(text) if words(sentence) not in on_paper] == []
    assert letter.version.sha256 in on_paper


@pytest.mark.django_db
def test_what_is_spelled_out_on_paper_stays_frozen_as_it_was_typed():
    case = cases.in_state(State.WITH_REGULATOR)
    ground = replace(cases.lawful_ground(case.version), reasoning_ru=UNPRINTABLE)
    case.refuse(moment("2026-09-02"), grounds=[ground])
    letter = Letter.objects.get(kind=LetterKind.REFUSAL)
    frozen, digest = letter.content, letter.sha256
    assert frozen["ru"]["grounds"]["stated"][0]["reasoning"] == UNPRINTABLE
    assert "• бір екі үш [U+13080]" in words(" ".join(pages_of(render_letter(letter.pk, "ru"))))
    letter.refresh_from_db()
    assert (letter.content, letter.sha256, letter.is_intact) == (frozen, digest, True)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_number_on_paper_leads_to_the_letter(client: Client, language: str):
    """Of a preliminary decision, too, which the number of its version keeps to itself."""
    case = cases.in_state(State.WITH_REGULATOR)
    grounds = [cases.lawful_ground(case.version)]
    decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment("2026-09-02"))
    letter = Letter.objects.get(kind=LetterKind.PRELIMINARY_DECISION)
    version, of_letter = verified_at(pages_of(render_letter(letter.pk, language))[-1])
    english = {"accept-language": "en"}
    answer = client.get(f"/verify/{of_letter}/", headers=english).content.decode()
    named = [
        LetterKind.PRELIMINARY_DECISION.label.en,
        f"№ {letter.number}, 02.09.2026",
        letter.body.name_en,
        letter.addressee.name_en,
    ]
    assert [one for one in [*named, f"Version {case.version.number}", case.version.sha256] if one not in answer] == []
    assert named[0] not in client.get(f"/verify/{version}/", headers=english).content.decode()


@pytest.mark.django_db
def test_an_altered_letter_is_not_rendered():
    cases.in_state(State.WITH_REGULATOR)
    letter = Letter.objects.get()
    assert render_letter(letter.pk, "kk")
    title = """jsonb_set(content, '{kk,title}', '"Бас тарту"')"""
    as_database_owner("approvals_letter", f"UPDATE approvals_letter SET content = {title} WHERE id = %s", letter.pk)
    with pytest.raises(AlteredLetter):
        render_letter(letter.pk, "kk")


@pytest.mark.django_db
def test_there_is_no_file_of_a_letter_that_does_not_exist():
    with pytest.raises(Letter.DoesNotExist):
        render_letter(uuid4(), "kk")

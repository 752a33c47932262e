"""What a mail program gets: one letter in two forms and one language, its headers, and nothing smuggled in."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from icv_portal.outbox.messages import message_of
from icv_portal.outbox.models import Email, InboxEntry, Wording
from tests.outbox import letters
from tests.outbox.letters import WORDINGS

pytestmark = pytest.mark.django_db


def received(email: Email) -> EmailMessage:
    return message_from_bytes(message_of(email).message().as_bytes(), policy=policy.default)


def parts(email: Email) -> tuple[str, str]:
    letter = received(email)
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain
    assert html
    return plain.get_content(), html.get_content()


def entitled(title: str, text: str = "text") -> InboxEntry:
    return letters.notice(wordings=dict.fromkeys(WORDINGS, Wording(title, text)))


@pytest.mark.parametrize(
    ("language", "sender"),
    [
        ("kk", "Елішілік құндылықты дамыту бағдарламалары"),
        ("ru", "Программы развития внутристрановой ценности"),
        ("en", "ICV development programs"),
    ],
)
def test_a_letter_is_in_one_language_from_sender_to_footer(language: str, sender: str):
    email = letters.email("a@example.kz", language=language)
    letter, (text, html) = received(email), parts(email)
    assert str(letter["Subject"]).strip() == WORDINGS[language].title  # a long one begins on a line of its own
    assert letter["Content-Language"] == language
    assert letter["From"].addresses[0].display_name == sender
    assert letter["From"].addresses[0].addr_spec == "portal@localhost"
    assert f'<html lang="{language}">' in html
    for shown in (text, html):
        assert sender in shown
        assert WORDINGS[language].text in shown
        assert WORDINGS[language].advice in shown
        for fact in WORDINGS[language].facts[0]:
            assert fact in shown
        others = [wording.text for code, wording in WORDINGS.items() if code != language]
        assert not any(other in shown for other in others)


def test_headers_say_what_wrote_it(settings):
    settings.DEFAULT_FROM_EMAIL = "Somebody else <noreply@icv.example>"
    email = letters.email("a@example.kz")
    letter = received(email)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == email.message_id
    assert letter["From"].addresses[0].addr_spec == "noreply@icv.example"
    assert [address.addr_spec for address in letter["To"].addresses] == ["a@example.kz"]


def test_the_link_leads_to_the_portals_own_address(settings):
    settings.BASE_URL = "https://icv.example"
    text, html = parts(letters.email("a@example.kz"))
    assert "https://icv.example/programs/3/" in text
    assert 'href="https://icv.example/programs/3/"' in html
    assert 'href="https://icv.example/inbox/"' in html


@pytest.mark.parametrize(
    "smuggled", ["\r\nBcc: b@example.kz", "\nX-Evil: 1\n\nbody", "\u2028Bcc: b@example.kz", "\x0bBcc: b"]
)
def test_a_name_cannot_add_a_header(smuggled: str):
    letter = received(letters.email("a@example.kz", entry=entitled(f"ТОО «А»{smuggled}")))
    assert set(letter.keys()) & {"Bcc", "X-Evil"} == set()
    assert len(str(letter["Subject"]).splitlines()) == 1
    assert "ТОО «А» " in str(letter["Subject"])


def test_markup_in_a_name_is_text():
    text, html = parts(letters.email("a@example.kz", entry=entitled("<b>&A</b>", text="<script>x</script>")))
    assert "<b>&A</b>" in text
    assert "&lt;b&gt;&amp;A&lt;/b&gt;" in html
    assert "<script" not in html


def test_a_long_title_is_cut_between_words():
    subject = str(received(letters.email("a@example.kz", entry=entitled("Бағдарлама " * 40)))["Subject"])
    assert len(subject) <= 200
    assert subject.endswith("Бағдарлама …")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_html_loads_nothing_and_has_one_block_of_styles():
    _text, html = parts(letters.email("a@example.kz"))
    elements = Elements()
    elements.feed(html)
    tags = [tag for tag, _attributes in elements.seen]
    assert tags.count("style") == 1
    assert not {"img", "script", "link", "iframe", "form"} & set(tags)
    assert not any("style" in attributes or "src" in attributes for _tag, attributes in elements.seen)
    assert not re.search(r"url\(|@import", html)


def test_a_letter_of_its_own_is_sent_as_it_was_written():
    letter = received(letters.email("a@example.kz", subject="Новый\r\nпароль", text="Ключ", html="<p>Ключ</p>"))
    assert letter["Subject"] == "Новый пароль"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    plain = received(letters.email("b@example.kz", subject="s", text="Ключ"))
    assert plain.get_content().strip() == "Ключ"

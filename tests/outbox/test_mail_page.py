"""Without a mail server letters are files, shown on a page where the setting is on; elsewhere there is no page."""

import re
import stat
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.outbox.mail_files import NAME, kept, newest
from icv_portal.outbox.sending import send_due
from icv_portal.outbox.urls import urlpatterns
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "icv_portal.outbox.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MAIL_PAGE = True
    return tmp_path / "mail"


def send(*addresses: str, language: str = "en") -> list[str]:
    """The names of the files these letters became, the newest first."""
    for address in addresses:
        letters.email(address, language=language)
        send_due(lambda: AT)
    return [letter.name for letter in newest(100)]


def test_each_letter_is_a_file_for_the_portals_account_alone(place: Path):
    names = send("a@example.kz", "b@example.kz")
    assert len(names) == 2
    assert {path.name for path in place.iterdir()} == set(names)
    assert all(NAME.fullmatch(name) for name in names)
    assert {stat.S_IMODE((place / name).stat().st_mode) for name in names} == {0o600}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_costs_no_letter_an_attempt(place: Path, settings):
    settings.EMAIL_FILE_PATH = place / "file/mail"
    place.mkdir()
    (place / "file").touch()
    email = letters.email("a@example.kz")
    send_due(lambda: AT)
    email.refresh_from_db()
    assert (email.attempts, email.sent_at) == (0, None)


def test_the_newest_letter_comes_first(client: Client):
    send("first@example.kz", "second@example.kz")
    page = client.get(reverse("mail")).content.decode()
    assert page.index("second@example.kz") < page.index("first@example.kz")
    assert "A program came" in page


def test_a_letter_is_shown_with_its_headers_and_its_text(client: Client, settings: Any):
    settings.BASE_URL = "https://icv.example"
    [name] = send("a@example.kz")
    page = client.get(reverse("mail_letter", args=[name])).content.decode()
    assert "Message-ID" in page
    assert "auto-generated" in page
    assert "It has come." in page
    assert f'<iframe class="mail-frame" sandbox src="{reverse("mail_html", args=[name])}"' in page
    assert '<a href="https://icv.example/programs/3/"' in page


def test_the_frame_of_the_html_is_the_one_thing_more_its_page_may_load(client: Client):
    [name] = send("a@example.kz")
    pages = [client.get(address) for address in (reverse("mail"), reverse("mail_letter", args=[name]))]
    listed, shown = (set(page.headers["Content-Security-Policy"].split("; ")) for page in pages)
    assert shown - listed == {"frame-src 'self'"}


def test_the_html_may_use_its_own_styles_and_nothing_else(client: Client):
    [name] = send("a@example.kz")
    answer = client.get(reverse("mail_html", args=[name]))
    [block] = re.findall(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    assert "\r" not in block, "a browser takes the digest of what is left when line ends are line feeds"
    digest = b64encode(sha256(block.encode()).digest()).decode()
    assert (
        answer.headers["Content-Security-Policy"]
        == f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'self'"
    )
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_letter_without_html_has_no_frame(client: Client):
    letters.email("a@example.kz", subject="Plain", text="Only text")
    send_due(lambda: AT)
    [letter] = newest(100)
    name = letter.name
    page = client.get(reverse("mail_letter", args=[name])).content.decode()
    assert "Only text" in page
    assert "<iframe" not in page
    assert "style-src 'none'" in client.get(reverse("mail_html", args=[name])).headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["..", "x.eml", "20260907-100000-000000-00000000.eml", "..%2f..%2fmanage.py"])
def test_what_is_no_letter_is_not_there(client: Client, name: str):
    send("a@example.kz")
    assert kept(name) is None
    assert client.get(f"/mail/{name}/").status_code == 404


def test_without_letters_the_page_says_what_comes(client: Client):
    client.cookies["django_language"] = "en"
    assert "No letters yet" in client.get(reverse("mail")).content.decode()


def test_where_the_setting_is_off_there_is_no_page_and_no_link(client: Client, settings):
    [name] = send("a@example.kz")
    arguments = {"mail_letter": [name], "mail_html": [name]}
    addresses = [reverse(str(pattern.name), args=arguments.get(str(pattern.name))) for pattern in urlpatterns]
    assert len(addresses) == 3
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    assert f'href="{reverse("mail")}"' in client.get(reverse("account_login")).content.decode()
    settings.MAIL_PAGE = False
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert f'href="{reverse("mail")}"' not in client.get(reverse("account_login")).content.decode()


def test_letters_are_only_looked_at(client: Client):
    [name] = send("a@example.kz")
    assert client.post(reverse("mail_letter", args=[name])).status_code == 405

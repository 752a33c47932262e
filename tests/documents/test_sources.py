"""Who renders what is said once, by the app whose matter it is."""

import subprocess
import sys
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from icv_portal.documents.rendering import want
from icv_portal.documents.sources import UnknownSource, kinds, source
from tests.documents.paper import KIND, OF_PAPER, Paper, pages
from tests.factories.moments import moment


def test_versions_and_letters_have_somebody_who_renders_them():
    assert kinds() == ["letter", "version"]


@pytest.mark.parametrize("kind", ["letter", "version"])
def test_what_was_handed_in_exists(kind: str):
    """Names of functions and pages are given as text: a wrong one would be found by the first reader."""
    assert callable(import_string(source(kind).render))
    source_id = uuid4()
    assert str(source_id) in source(kind).url(source_id, "kk")


def test_a_version_is_downloaded_from_its_own_page():
    source_id = uuid4()
    assert source("version").url(source_id, "ru") == reverse("version_pdf", args=[source_id, "ru"])


def test_an_unknown_kind_says_which_are_known():
    with pytest.raises(UnknownSource, match=r"'invoice'.*letter.*version"):
        source("invoice")


@pytest.mark.django_db
def test_nothing_unknown_can_be_wanted():
    with pytest.raises(UnknownSource):
        want("invoice", uuid4(), ["kk"], at=moment("2026-09-08"))


def test_the_renderer_gets_the_source_and_the_language(paper: Paper):
    assert source(KIND).bytes_of(OF_PAPER, "kk") == pages(OF_PAPER, "kk")
    assert paper.asked == [(OF_PAPER, "kk")]


def test_a_web_server_does_not_load_what_makes_pdf_files():
    """It takes 60 MB and the system's libraries, and only the worker needs it."""
    program = "import icv_portal.wsgi, icv_portal.urls, sys; print([m for m in sys.modules if m == 'weasyprint'])"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

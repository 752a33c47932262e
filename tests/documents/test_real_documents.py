"""What the worker really makes of a submission: a PDF file of the version and of the letter in each language."""

import pypdfium2
import pytest

from icv_portal.documents import storage
from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import render_due
from tests.factories import cases
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")


def words(document: Document) -> str:
    pages = pypdfium2.PdfDocument(storage.read(document))
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "\n")


def test_a_submission_leaves_whole_documents_and_nothing_to_do(directory: object):
    case = cases.of_backbone_enterprise()
    case.submit(AT)
    while render_due(AT):
        pass
    assert list(Rendering.objects.values_list("last_error", flat=True)) == []
    documents = {(one.source_kind, one.language): one for one in Document.objects.all()}
    assert set(documents) == {(kind, code) for kind in ("version", "letter") for code in ("kk", "ru")}
    for document in documents.values():
        content = storage.read(document)
        assert content.startswith(b"%PDF-")
        assert document.size == len(content)
        # the number under which anybody verifies the paper; a line may break within it
        assert case.version.sha256 in "".join(words(document).split())
    assert "Елішілік құндылықты дамыту бағдарламасы" in " ".join(words(documents["version", "kk"]).split())
    assert "Программа развития внутристрановой ценности" in " ".join(words(documents["version", "ru"]).split())

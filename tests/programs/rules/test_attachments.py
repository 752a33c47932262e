"""Names of files as they are kept, and how a version names them."""

from dataclasses import replace

import pytest

from programs.rules.attachments import LONGEST_NAME, Attachment, AttachmentKind, cleaned_name, extension_of
from programs.rules.comparison import ChangeKind, apply, compare
from programs.rules.content_json import as_submitted, from_json, to_json
from tests.programs.rules.contents import identifier, ordinary_content

LETTER = Attachment(identifier("letter"), "letter", "Хат №12.pdf", 1200, "ab" * 32)
ANALYSIS = Attachment(identifier("analysis"), "analysis", "Талдау.xlsx", 90_000, "cd" * 32)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Негіздеме 2027.PDF", "Негіздеме 2027.pdf"),
        ("C:\\Users\\x\\отчёт.docx", "отчёт.docx"),
        ("../../etc/passwd", "passwd"),
        ("letter\u202efdp.exe", "letter fdp.exe"),
        ("a\r\nSet-Cookie: b\0.pdf", "a Set-Cookie_ b.pdf"),
        ("  .htaccess", "htaccess"),
        ('a"b<c>|d?*.png', "a_b_c__d__.png"),
        ("и\u0306.pdf", "й.pdf"),
        ("a.pdf. . .", "a.pdf"),
        ("", "file"),
        ("/", "file"),
        ("...", "file"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_cleaned(sent, kept):
    assert cleaned_name(sent) == kept
    assert cleaned_name(kept) == kept


def test_a_long_name_keeps_its_extension():
    kept = cleaned_name("ұ" * 500 + ".docx")
    assert (len(kept), extension_of(kept)) == (LONGEST_NAME, ".docx")
    assert len(cleaned_name("a." + "x" * 500)) <= LONGEST_NAME


def test_kinds_have_three_names():
    for kind in AttachmentKind:
        assert len({kind.label.kk, kind.label.ru, kind.label.en}) == 3
    assert LETTER.label.ru == "Письмо: Хат №12.pdf"


def test_a_content_without_attachments_is_frozen_as_it_ever_was():
    assert "attachments" not in to_json(ordinary_content())
    assert from_json(to_json(ordinary_content())).attachments == ()


def test_attachments_are_part_of_what_is_submitted():
    content = replace(ordinary_content(), attachments=(LETTER, ANALYSIS))
    assert to_json(content)["attachments"][0] == {
        "id": LETTER.id,
        "kind": "letter",
        "name": "Хат №12.pdf",
        "size": 1200,
        "sha256": "ab" * 32,
    }
    assert as_submitted(content).attachments == (LETTER, ANALYSIS)


def test_attachments_added_and_removed_are_a_change():
    old, new = (replace(ordinary_content(), attachments=(one,)) for one in (LETTER, ANALYSIS))
    [change] = compare(old, new)
    assert (change.kind, change.key) == (ChangeKind.FIELD, "attachments")
    assert apply([change], old) == new

"""Small files of every accepted format, as plain as it allows, and parts that make them something else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from icv_portal.accounts.models import Membership
from icv_portal.documents.storage import forget
from programs.actions.attachments import attach
from programs.models import Attachment, Program
from programs.rules.attachments import AttachmentKind
from tests.factories.moments import OPENED_AT

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}.spreadsheetml.sheet.main+xml"
Parts = Mapping[str, str | bytes]
NOTHING: Parts = {}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(text: str = "Негіздеме", *, inside: bytes = b"") -> bytes:
    """One empty page; `inside` goes in as an object of its own."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n% " + text.encode() + b"\n" + inside + b"\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def archive(parts: Parts) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def office(kind: str, parts: Parts = NOTHING) -> bytes:
    types = f'<Types xmlns="{OFFICE}"><Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    return archive({"[Content_Types].xml": types, "main.xml": "<main/>", **parts})


def docx(parts: Parts = NOTHING) -> bytes:
    return office(WORD, parts)


def xlsx(parts: Parts = NOTHING) -> bytes:
    return office(EXCEL, parts)


def relation(kind: str, target: str = "https://templates.example.kz/x.dotm") -> str:
    """A part's relation to something elsewhere."""
    where = f'Target="{target}" TargetMode="External"'
    return f'<Relationships><Relationship Type="{RELATIONS}/{kind}" {where}/></Relationships>'


def png() -> bytes:
    """One white point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    """As long as its marks make it."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def sent(name: str = "Негіздеме.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """As a form brings it: named, and declared to be something it need not be."""
    return SimpleUploadedFile(name, pdf() if content is None else content, content_type="text/html")


def attached(
    program: Program,
    *,
    by: Membership,
    name: str = "Негіздеме.pdf",
    content: bytes | None = None,
    kind: AttachmentKind = AttachmentKind.JUSTIFICATION,
    at: datetime = OPENED_AT,
) -> Attachment:
    """Of a program in its customer's hands; of each name another content."""
    return attach(program.pk, sent(name, content or pdf(name)), kind=kind, by=by, at=at)


def lost(program: Program, *, by: Membership) -> Attachment:
    """Attached, and gone from the disk: whoever may have it is told so, and no file is left open."""
    attachment = attached(program, by=by)
    forget(attachment.file)
    return attachment


def given(response: Any) -> bytes:
    """What a client is given to save. Closing the answer itself would end the test's own transaction."""
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return content

"""What a customer puts beside the form: of which kind, under which name, and as which its version names it."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from icv_portal.accounts.rules.labels import Label, Labelled

LONGEST_NAME = 120
"""Characters, the extension included."""
LONGEST_EXTENSION = 10
UNNAMED = "file"
RESERVED = re.compile(r'[<>:"/\\|?*]')
"""No file of any system has these in its name."""


class AttachmentKind(Labelled):
    JUSTIFICATION = (
        "justification",
        Label(kk="Негіздеме", ru="Обоснование", en="Justification"),
    )
    ANALYSIS = (
        "analysis",
        Label(kk="Талдау", ru="Анализ", en="Analysis"),
    )
    LETTER = (
        "letter",
        Label(kk="Хат", ru="Письмо", en="Letter"),
    )
    OTHER = (
        "other",
        Label(kk="Өзге құжат", ru="Иной документ", en="Other document"),
    )


@dataclass(frozen=True)
class Attachment:
    """A file as a version names it; `size` in bytes, `sha256` of its bytes."""

    id: str
    kind: str
    name: str
    size: int
    sha256: str

    @property
    def label(self) -> Label:
        """Kind and name."""
        return Label(kk="{kind}: {name}", ru="{kind}: {name}", en="{kind}: {name}").format(
            kind=AttachmentKind(self.kind).label, name=self.name
        )


def cleaned_name(name: str) -> str:
    """The name a file is kept under: no folders, nothing unseen, nothing a disk would refuse, of bounded length.

    Letters of every alphabet stay, in composed form, so that the same name typed on two machines is one name.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in name)
    path = PurePosixPath(" ".join(RESERVED.sub("_", seen).split()).strip(". ") or UNNAMED)
    stem, extension = path.stem.rstrip(". "), path.suffix.lower()[:LONGEST_EXTENSION]
    return f"{stem[: LONGEST_NAME - len(extension)].rstrip() or UNNAMED}{extension}"


def extension_of(name: str) -> str:
    """What stands after the last full stop, in small letters, with it; empty where there is none."""
    return PurePosixPath(name).suffix.lower()

"""E-mails as people get them, compared with files that were read by somebody; UPDATE_SNAPSHOTS=1 writes them anew."""

import os
from pathlib import Path

UPDATING = os.environ.get("UPDATE_SNAPSHOTS") == "1"


def assert_as_it_was_read(folder: Path, name: str, *, subject: str, text: str, html: str) -> None:
    """Two files of this name: `.txt`, which begins with the subject, and `.html`."""
    for ending, content in {"txt": f"Subject: {subject}\n\n{text}", "html": html}.items():
        file = folder / f"{name}.{ending}"
        if UPDATING:
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
        assert content == file.read_text(encoding="utf-8"), file.name

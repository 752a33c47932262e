"""Letters without a mail server: each is a file, to be read on the spot."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MOMENT = "%Y%m%d-%H%M%S-%f"
NAME = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}\.eml")
"""Begins with the moment (UTC) it was written: files in order of their names are in order of time."""


class EmailBackend(BaseEmailBackend):
    """Keeps each letter as an .eml file of its own in EMAIL_FILE_PATH, for the account the portal runs under alone."""

    def open(self) -> bool:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for message in email_messages:
            _write(message.message().as_bytes())
        return len(email_messages)


def _write(content: bytes) -> None:
    """Under its name only when it is whole."""
    name = f"{datetime.now(tz=UTC).strftime(MOMENT)}-{uuid4().hex[:8]}.eml"
    unfinished = folder() / f"{name}.unfinished"
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.rename(folder() / name)


@dataclass(frozen=True)
class KeptLetter:
    """One file of the folder, as far as a reader wants it."""

    name: str
    message: ParsedMessage

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.name[: len("20260907-100000-000000")], MOMENT).replace(tzinfo=UTC)

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    def body(self, kind: str) -> str:
        """The part of this kind, `plain` or `html`, with line feeds alone; empty when there is none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


def newest(most: int) -> Iterable[KeptLetter]:
    """The letters kept last, the newest first."""
    names = sorted((path.name for path in folder().glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    return [letter for name in names[:most] if (letter := kept(name))]


def kept(name: str) -> KeptLetter | None:
    """The letter in the file of this name, None when there is no such file."""
    path = folder() / name
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return KeptLetter(name, message_from_bytes(path.read_bytes(), policy=policy.default))


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)

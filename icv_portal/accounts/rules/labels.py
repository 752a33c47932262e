"""A text in the three languages of the portal, for rules that may not know Django's translations."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True)
class Label:
    kk: str
    ru: str
    en: str

    def in_language(self, code: str) -> str:
        """The text in `kk`, `ru` or `en`; Kazakh, the state language, for any other code."""
        return {"ru": self.ru, "en": self.en}.get(code, self.kk)

    def format(self, **values: object) -> "Label":
        """The same text with its {places} filled in; a value that is itself a Label goes in language by language."""

        def filled(code: str) -> str:
            texts = {name: v.in_language(code) if isinstance(v, Label) else v for name, v in values.items()}
            return self.in_language(code).format(**texts)

        return Label(kk=filled("kk"), ru=filled("ru"), en=filled("en"))


class Labelled(StrEnum):
    """Base of enumerations whose members are a code for the database with a text for people."""

    label: Label

    # `labels` has a star so that type checkers accept the look-up Role("drafter"); it is one label, always.
    def __new__(cls, code: str, *labels: Label) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        (member.label,) = labels
        return member

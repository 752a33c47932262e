"""Choices of model fields whose members have names in three languages."""

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from icv_portal.accounts.rules.labels import Labelled


def choices_of(labelled: type[Labelled]) -> list[tuple[str, str | Promise]]:
    """Each member's code with its name in the reader's language.

    Migrations are made without a language; they keep the code for the name, so that a new wording needs none.
    """
    return [(member.value, _name(member)) for member in labelled]


def _name_for_reader(member: Labelled) -> str:
    language = get_language()
    return member.label.in_language(language) if language else member.value


_name = lazy(_name_for_reader, str)

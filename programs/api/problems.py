"""What can stand in the way of changing a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from icv_portal.api.problems import Problem, VersionChanged
from programs.permissions import ProgramLocked, ProgramReady

ROW_ID = "0e0b7a51-1f2e-4a58-9a4e-0a64a1b1c001"


class ProgramIsLocked(Problem):
    """`ready`: whether it only waits for the signatory of one's own company."""

    default_code: str = "program-locked"
    title = gettext_lazy("The text of the program cannot be changed now.")
    advice = gettext_lazy(
        "Nothing was changed. A submitted program comes back with a refusal, or when you withdraw it; one that is "
        "ready for signature when the signatory returns it, or when it is taken back."
    )
    example: ClassVar[dict[str, Any]] = {"ready": False}


class YearsSettled(Problem):
    default_code: str = "years-settled"
    title = gettext_lazy("The years of a program that was submitted cannot be changed.")


class SectionChanged(VersionChanged):
    """`present`: the version that stands and who saved it when; `conflicts`: cells both changed, with all values."""

    title = VersionChanged.title
    advice = gettext_lazy("Read the section again, decide between the values, and save over its present version.")
    example: ClassVar[dict[str, Any]] = {
        "present": {"version": 8, "saved_at": "2026-11-23T14:03:00+05:00", "saved_by": "Әлиева Сәуле"},
        "conflicts": [{"row": ROW_ID, "cell": "target.2027", "base": "40", "mine": "45", "theirs": "42.5"}],
    }


class EntryChanged(VersionChanged):
    """`present`: the version that stands."""

    default_code: str = "entry-changed"
    title = VersionChanged.title
    advice = gettext_lazy("Read it again, and send what you want over its present version.")
    example: ClassVar[dict[str, Any]] = {"present": {"version": 18}}


class ContractHasEnded(Problem):
    default_code: str = "contract-ended"
    title = gettext_lazy("The end of this contract is entered already, and is another one.")
    advice = gettext_lazy("Nothing was changed. Take the contract up again first, if its end was entered by mistake.")


@contextmanager
def told_when_locked() -> Iterator[None]:
    try:
        yield
    except ProgramLocked as locked:
        raise ProgramIsLocked(ready=isinstance(locked, ProgramReady)) from None

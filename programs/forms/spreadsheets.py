"""A workbook to be sent back, and what a person decided about the changes in it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.spreadsheets import Decisions
from programs.actions.spreadsheets.uploads import too_large
from programs.spreadsheets.comparing import CellId
from programs.spreadsheets.refusals import WorkbookRefused, in_words

CONTESTED = "contested:"
SIDES = ("mine", "theirs")


def _limit() -> str:
    return _("The .xlsx file that was downloaded here, up to %(most)s.") % {
        "most": filesizeformat(settings.SPREADSHEET_LARGEST)
    }


class SpreadsheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Filled-in workbook"),
        help_text=lazy(_limit, str)(),
        allow_empty_file=True,  # refused in its own words
        max_length=1000,  # it is shortened
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, was_cut: bool = False, **kwargs: Any) -> None:
        """`was_cut`: the file was so large that it was not read to its end."""
        super().__init__(*args, **kwargs)
        if was_cut:
            self.fields["file"].error_messages["required"] = told(too_large())


def told(refused: WorkbookRefused) -> str:
    """What is wrong and what to do, as one text."""
    return " ".join(in_words(refused.code, refused.values))


def decisions_of(post: QueryDict) -> Decisions:
    """Raises BadRequest for what no page of the portal sends."""
    chosen: Mapping[CellId, str] = {_cell(name): str(side) for name, side in post.items() if name.startswith(CONTESTED)}
    others = post.get("others", "")
    if not {*chosen.values(), others} <= {*SIDES, ""}:
        raise BadRequest("no side")
    mine, theirs = (frozenset(cell for cell, side in chosen.items() if side == one) for one in SIDES)
    return Decisions(mine, theirs, str(others), frozenset(post.getlist("remove")))


def _cell(name: str) -> CellId:
    row_id, _colon, key = name.removeprefix(CONTESTED).partition(":")
    return row_id, key


def field_of(row_id: str, key: str) -> str:
    return f"{CONTESTED}{row_id}:{key}"

"""A section of a draft, opened by somebody: what its page shows whether it is read, saved or contested."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from programs.content import content_row
from programs.forms.entry_page import EntryPage
from programs.models import SectionState
from programs.models.rows import removed_rows
from programs.rules.content import ContentRow
from programs.rules.standard_form import SECTIONS, Section, section
from programs.views.drafts import Draft, draft_of


@dataclass(frozen=True)
class OpenSection:
    """`state` says how often the section was saved, and by whom last."""

    draft: Draft
    section: Section
    state: SectionState

    @property
    def rows(self) -> dict[str, ContentRow]:
        return {row.id: row for row in self.draft.content.rows_of(self.section.code)}

    def gone(self, row_ids: Collection[str]) -> dict[str, ContentRow]:
        """Those of the rows that somebody removed, as they last stood."""
        missing = set(row_ids) - self.rows.keys()
        rows = removed_rows(self.draft.program, self.section.code, missing) if missing else {}
        return {row_id: content_row(row) for row_id, row in rows.items()}

    @property
    def following(self) -> Section | None:
        """The section after this one."""
        after = SECTIONS[SECTIONS.index(self.section) + 1 :]
        return after[0] if after else None

    @cached_property
    def saved_by(self) -> Membership | None:
        if self.state.saved_by_id is None:
            return None
        return Membership.objects.select_related("user").get(pk=self.state.saved_by_id)

    def context(self, page: EntryPage) -> dict[str, Any]:
        return {"opened": self, "draft": self.draft, "section": self.section, "page": page}


def open_section(request: PortalRequest, pk: uuid.UUID, code: str) -> OpenSection:
    """404 for a section the form does not have and for whoever may not read the rows."""
    try:
        declared = section(code)
    except KeyError:
        raise Http404 from None
    draft = draft_of(request, pk)
    return OpenSection(draft, declared, SectionState.objects.get(program=draft.program, section=code))

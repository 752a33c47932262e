"""A section of a draft, opened by somebody: what its page shows whether it is read, saved or contested."""

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.http import Http404

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from programs.content import content_row
from programs.forms.entry_page import EntryPage
from programs.models import SectionState
from programs.models.rows import removed_rows
from programs.rules.content import ContentRow
from programs.rules.contract_targets import compared
from programs.rules.standard_form import SECTIONS, Section, section
from programs.views.counted import counted
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

    def row_ever(self, row_id: str) -> ContentRow | None:
        """The row as it stands or, removed, last stood; None when the section never had it."""
        return self.rows.get(row_id) or self.gone([row_id]).get(row_id)

    @property
    def following(self) -> Section | None:
        """The section after this one."""
        after = SECTIONS[SECTIONS.index(self.section) + 1 :]
        return after[0] if after else None

    @property
    def before(self) -> str:
        """The cells as they stand, which travel with the page: what others changed meanwhile is told by them."""
        return json.dumps({row.id: dict(row.cells) for row in self.rows.values()}, ensure_ascii=False)

    @property
    def shape(self) -> str:
        """Changes when rows come, go or move: an open page must be laid anew then."""
        return sha256("".join(self.rows).encode()).hexdigest()[:16]

    @cached_property
    def saved_by(self) -> Membership | None:
        if self.state.saved_by_id is None:
            return None
        return Membership.objects.select_related("user").get(pk=self.state.saved_by_id)

    def context(self, page: EntryPage) -> dict[str, Any]:
        shown = {"opened": self, "draft": self.draft, "section": self.section, "page": page}
        return {**shown, **self._beside()}

    def _beside(self) -> dict[str, Any]:
        """What the figures of the section rest on, read from the registers."""
        match self.section.code:
            case "table_3":
                return {"contract_groups": list(compared(self.draft.content))}
            case "demand_analysis":
                return {"counted": counted(self.draft.content)}
            case _:
                return {}


def open_section(request: PortalRequest, pk: uuid.UUID, code: str) -> OpenSection:
    """404 for a section the form does not have and for whoever may not read the rows."""
    try:
        declared = section(code)
    except KeyError:
        raise Http404 from None
    draft = draft_of(request, pk)
    return OpenSection(draft, declared, SectionState.objects.get(program=draft.program, section=code))

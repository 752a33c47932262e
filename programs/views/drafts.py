"""What all pages of a draft begin with: the program, its content and what the checks say about it."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.shortcuts import get_object_or_404
from django.utils import timezone

from icv_portal.accounts.requests import PortalRequest
from programs.content import content_of, copied_sections
from programs.forms.completeness import SectionProgress, progress
from programs.models import Program
from programs.permissions import may_write
from programs.rules import checks
from programs.rules.content import Content

READ_WITH = ("customer", "ready_by__user", "returned_by__user", "copied_from")


@dataclass(frozen=True)
class Draft:
    """A program of the reader's own organisation as it stands now."""

    program: Program
    may_write: bool

    @cached_property
    def content(self) -> Content:
        return content_of(self.program, on=timezone.localdate())

    @cached_property
    def findings(self) -> list[checks.Finding]:
        return checks.run(self.content)

    @cached_property
    def progress(self) -> list[SectionProgress]:
        return list(progress(self.content, self.findings))

    @cached_property
    def copied(self) -> frozenset[str]:
        return copied_sections(self.program, self.content)

    @property
    def is_open(self) -> bool:
        """Whether the reader can change it now."""
        return self.may_write and self.program.is_writable

    @property
    def errors(self) -> int:
        return sum(section.errors for section in self.progress)

    @property
    def warnings(self) -> int:
        return sum(section.warnings for section in self.progress)


def draft_of(request: PortalRequest, pk: uuid.UUID) -> Draft:
    """404 for whoever may not read the rows."""
    programs = Program.objects.drafted_by(request.membership).select_related(*READ_WITH)
    program = get_object_or_404(programs, pk=pk)
    return Draft(program, may_write(request.membership, program))

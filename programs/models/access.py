"""Who beside the customer may read a program's versions: written only by actions of approvals and monitoring."""

import uuid
from datetime import UTC, datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from icv_portal.accounts.models import Organization

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)


class AccessQuerySet(models.QuerySet["Access"]):
    def open(self) -> "AccessQuerySet":
        return self.filter(until=None)

    def readers_of(self, program_id: uuid.UUID) -> models.QuerySet[Organization]:
        """The state bodies a program is given to now."""
        return Organization.objects.filter(pk__in=self.open().filter(program=program_id).values("organization"))

    def given_to(self, organization_id: uuid.UUID | None, *, program: F | OuterRef | uuid.UUID) -> "AccessQuerySet":
        return self.filter(organization=organization_id, program=program)

    def covering(self, moment: F | OuterRef) -> "AccessQuerySet":
        """Accesses under which what happened at this moment may be read: what came later is not theirs."""
        return self.filter(Q(until=None) | Q(until__gte=moment))

    def last_end(self) -> Subquery:
        """When the last of these accesses ends; the end of time for one that is open."""
        ends = self.annotate(ends=Coalesce("until", Value(END_OF_TIME)))
        return Subquery(ends.order_by("-ends").values("ends")[:1])


class Access(models.Model):
    """This organisation may read this program's versions since a moment, and why; ended, only those made until then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="accesses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=100)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "organization"], condition=models.Q(until=None), name="one_open_access"
            )
        ]

    def __str__(self) -> str:
        return self.why

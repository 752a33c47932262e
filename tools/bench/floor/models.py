"""A table as wide as one row of a list, and the history of its changes."""

import uuid
from typing import ClassVar

from django.db import models


class Entry(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=50)
    responsible = models.CharField(max_length=300)
    due_on = models.DateField()
    filed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["due_on", "id"], name="entry_by_due")]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """One row of the history of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    state = models.CharField(max_length=50)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Change"]] = models.Manager()

    def __str__(self) -> str:
        return self.state

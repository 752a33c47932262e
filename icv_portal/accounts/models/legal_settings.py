"""The portal's answers to what the Rules leave open, each from its day on: insert-only, read with a day."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.rules.legal_settings import SettingKey, question
from icv_portal.journal.insert_only import insert_only


class LegalSettingQuerySet(models.QuerySet["LegalSetting"]):
    def value(self, key: SettingKey, *, at: date) -> str:
        """The answer in force on a day; raises DoesNotExist for a day before the first answer."""
        return self.filter(key=key, in_force_from__lte=at).latest("in_force_from", "entered_at").value


class LegalSetting(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("question"), max_length=40, choices=choices_of(SettingKey))
    value = models.CharField(_("answer"), max_length=100)
    in_force_from = models.DateField(_("in force from"))
    basis = models.CharField(_("basis"), max_length=300)
    entered_by = models.UUIDField(_("entered by"), null=True, editable=False)
    entered_at = models.DateTimeField(_("entered at"), editable=False)

    objects = LegalSettingQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal setting")
        verbose_name_plural = _("legal settings")
        ordering = ["key", "-in_force_from", "-entered_at"]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"

    def clean(self) -> None:
        if self.key not in list(SettingKey):
            return  # no question chosen: told beside its own field
        allowed = question(self.key).allowed
        if self.value not in allowed:
            raise ValidationError({"value": _("Allowed answers: %s") % ", ".join(allowed)})

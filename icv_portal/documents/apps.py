from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from icv_portal.documents.checks import printed_address


class DocumentsConfig(AppConfig):
    name = "icv_portal.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        checks.register(printed_address)

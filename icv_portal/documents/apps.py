from django.apps import AppConfig
from django.core import checks

from icv_portal.documents.checks import printed_address


class DocumentsConfig(AppConfig):
    name = "icv_portal.documents"
    label = "documents"

    def ready(self) -> None:
        checks.register(printed_address)

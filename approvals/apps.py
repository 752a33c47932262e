from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = _("Calendar and terms")

    def ready(self) -> None:
        from icv_portal.documents.sources import register

        register("letter", "approvals.pdf.render_letter", page="letter_pdf")

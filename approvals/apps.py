from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self) -> None:
        from icv_portal.documents.sources import register

        register("letter", "approvals.pdf.render_letter", page="letter_pdf")

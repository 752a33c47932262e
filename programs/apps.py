from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from icv_portal.documents.sources import register

        register("version", "programs.pdf.render_version", page="version_pdf")

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "icv_portal.documents"
    label = "documents"

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "icv_portal.journal"
    label = "journal"

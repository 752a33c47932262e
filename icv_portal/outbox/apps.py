from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "icv_portal.outbox"
    label = "outbox"

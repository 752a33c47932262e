from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "icv_portal.demo"
    label = "demo"

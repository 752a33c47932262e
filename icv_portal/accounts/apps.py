from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    name = "icv_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from icv_portal.accounts import journaling  # noqa: F401  # listens to every change
        from icv_portal.accounts.addressing import present_address
        from icv_portal.outbox.readers import register

        register(present_address)


class PortalAdminConfig(admin.AdminConfig):
    """Django admin, open to portal administrators only."""

    default = False
    default_site = "icv_portal.accounts.admin_site.PortalAdminSite"

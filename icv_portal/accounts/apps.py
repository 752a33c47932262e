from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    name = "icv_portal.accounts"
    label = "accounts"


class PortalAdminConfig(admin.AdminConfig):
    """Django admin, open to portal administrators only."""

    default = False
    default_site = "icv_portal.accounts.admin_site.PortalAdminSite"

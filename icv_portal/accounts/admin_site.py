from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    """Django admin of the portal; `User.is_staff` says who is a portal administrator today."""

    site_header = _("Administration of the portal")
    site_title = _("Administration")
    index_title = _("Reference data, organisations and people")

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "icv_portal.accounts"
    label = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        from icv_portal.accounts import journaling  # noqa: F401  # listens to every change
        from icv_portal.accounts.addressing import present_address
        from icv_portal.outbox.readers import register

        register(present_address)
        self._heed_sign_in()
        self._heed_second_factors()

    def _heed_sign_in(self) -> None:
        from allauth.account.signals import password_reset
        from axes.signals import user_locked_out
        from django.contrib.auth.signals import user_logged_in

        from icv_portal.accounts import session_time, sign_in_locks

        user_logged_in.connect(session_time.begin)
        user_locked_out.connect(sign_in_locks.keep_lock)
        password_reset.connect(sign_in_locks.lift_all_of)

    def _heed_second_factors(self) -> None:
        from allauth.mfa import signals

        from icv_portal.accounts import second_factor

        signals.authentication_failed.connect(second_factor.count_wrong_code)
        signals.authenticator_added.connect(second_factor.trace_addition)
        signals.authenticator_removed.connect(second_factor.trace_removal)
        signals.authenticator_reset.connect(second_factor.trace_new_codes)
        signals.authenticator_used.connect(second_factor.trace_use)


class PortalAdminConfig(admin.AdminConfig):
    """Django admin, open to portal administrators only."""

    default = False
    default_site = "icv_portal.accounts.admin_site.PortalAdminSite"

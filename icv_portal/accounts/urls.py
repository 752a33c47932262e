"""Signing in (pages of allauth, those the portal needs), and two switches: language and acting membership."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.generic import RedirectView

from icv_portal.accounts import company_views, notice_views, session_views, token_views, views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/change/", account.password_change, name="account_change_password"),
    # Whoever has no password yet sets one by letter, which shows that the address is theirs.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",  # the key itself holds a hyphen
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("confirm/password/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/switch-off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("session/", session_views.session, name="session"),
    path("kept/<uuid:pk>/", session_views.kept_form, name="kept_form"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/new/", token_views.new_token, name="new_token"),
    path("tokens/<uuid:pk>/revoke/", token_views.revoke, name="revoke_token"),
    path("company/", company_views.company, name="company"),
    path("language/", views.switch_language, name="set_language"),
    path("acting-as/", views.switch_membership, name="switch_membership"),
    path("emails/", notice_views.email_choices, name="email_choices"),
    path("absences/", notice_views.absences, name="absences"),
    path("absences/<uuid:pk>/end/", notice_views.end_absence_now, name="end_absence"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<uuid:pk>/", views.open_notice, name="open_notice"),
]

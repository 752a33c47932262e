"""Sign-in and password pages of allauth, those the portal needs, and two switches: language and acting membership."""

from allauth.account import views as account
from django.urls import path, re_path
from django.views.generic import RedirectView

from icv_portal.accounts import token_views, views

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
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/new/", token_views.new_token, name="new_token"),
    path("tokens/<uuid:pk>/revoke/", token_views.revoke, name="revoke_token"),
    path("language/", views.switch_language, name="set_language"),
    path("acting-as/", views.switch_membership, name="switch_membership"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<uuid:pk>/", views.open_notice, name="open_notice"),
]

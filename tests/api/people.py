"""Programs that call the API: by token or by session, as anybody."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import issue_token

JSON = "application/json"


class Caller(Client):
    """A client that speaks JSON, in English unless told otherwise."""

    def __init__(self, *, language: str = "en", secret: str = "", **defaults: Any) -> None:
        headers = {"accept-language": language} | ({"authorization": f"Bearer {secret}"} if secret else {})
        super().__init__(headers=headers, **defaults)

    def generic(  # type: ignore[override]
        self, method: str, path: str, data: Any = "", content_type: str = JSON, *args: Any, **kw: Any
    ) -> Any:
        return super().generic(method, path, data, content_type if data else JSON, *args, **kw)

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """`if_match='"1"'` becomes the header If-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self, method.lower())(path, data, content_type=JSON, headers=named)


def by_session(user: User | None, **options: Any) -> Caller:
    caller = Caller(**options)
    if user is not None:
        caller.force_login(user)
    return caller


def by_token(membership: Membership, scopes: Collection[Scope] = tuple(Scope), **options: Any) -> Caller:
    return Caller(secret=secret_of(membership, scopes), **options)


def secret_of(membership: Membership, scopes: Collection[Scope] = tuple(Scope), *, days: int = 30) -> str:
    now = timezone.now()
    _token, secret = issue_token(
        name="test", scopes=scopes, expires_at=now + timedelta(days=days), by=membership, at=now
    )
    return secret

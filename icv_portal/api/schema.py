"""The description of the API (OpenAPI): how one signs in, what a token needs, which problems each endpoint answers."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from drf_spectacular.drainage import warn
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api import problems
from icv_portal.api.authentication import SessionAuthentication, TokenAuthentication
from icv_portal.api.permissions import ActsInMembership, scope_of
from icv_portal.api.problems import MEDIA_TYPE, Problem
from icv_portal.api.uploads import NotAForm, NotSentAsForm

Schema = dict[str, Any]


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:
        about = "A token issued on the portal's page “API tokens”, for one membership; what it may do says its scopes."
        return {"type": "http", "scheme": "bearer", "description": about}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:
        about = "The session of the portal's pages; what changes something needs the header X-CSRFToken as well."
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": about}


class ErrorInInput(serializers.Serializer[object]):
    pointer = serializers.CharField(allow_blank=True, help_text="JSON pointer (RFC 6901) into the request's body.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="In the caller's language.")


class ProblemDetails(serializers.Serializer[object]):
    """RFC 9457. Further members depend on the code."""

    type = serializers.CharField(help_text="Where the code is explained.")
    title = serializers.CharField(help_text="In the caller's language.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="In the caller's language: what to do.")
    code = serializers.CharField(help_text="For programs.")
    errors = ErrorInInput(many=True, required=False, help_text="With `invalid-input`.")  # type: ignore[assignment]
    retry_after = serializers.IntegerField(required=False, help_text="Seconds, with `too-many-requests`.")


class PortalSchema(AutoSchema):
    """Adds to each operation the scope it needs and every problem it may answer, with an example of each."""

    view: Any

    def get_operation(self, *args: Any, **kwargs: Any) -> Schema | None:
        operation: Schema | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        self._add_scope(operation)
        if self._names_a_version:
            operation.setdefault("parameters", []).append(IF_MATCH)
        by_status: dict[int, list[type[Problem]]] = defaultdict(list)
        for kind in self._problems(operation):
            by_status[kind.status_code].append(kind)
        for status, kinds in sorted(by_status.items()):
            self._add_answer(operation["responses"], str(status), kinds)
        operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    def get_auth(self) -> list[Schema]:
        """What a person does for themselves is open to sessions alone."""
        found: list[Schema] = super().get_auth()
        return [one for one in found if "token" not in one] if self._only_session else found

    @property
    def _only_session(self) -> bool:
        return self.method in self.view.session_only

    @property
    def _changes(self) -> bool:
        return self.method not in SAFE_METHODS

    @property
    def _names_a_version(self) -> bool:
        return problems.VersionMissing in self.view.problems.get(self.method, ())

    def _add_scope(self, operation: Schema) -> None:
        if not self.view.permission_classes or self._only_session:
            return
        scope = scope_of(self.view, self.method)
        if scope is None:
            warn(f"{self.method} {self.path} names no scope")
            return
        operation["x-scope"] = scope.value
        needed = f"A token needs the scope `{Scope(scope).value}`."
        operation["description"] = "\n\n".join(filter(None, [operation.get("description"), needed]))

    def _problems(self, operation: Schema) -> Iterator[type[Problem]]:
        if "requestBody" in operation:
            is_form = "multipart/form-data" in operation["requestBody"]["content"]
            yield from (problems.InvalidInput, problems.TooLarge)
            yield from (NotAForm, NotSentAsForm) if is_form else (problems.NotJson, problems.NotSentAsJson)
        if self.view.permission_classes:
            yield from self._refusals()
        if "{" in self.path:
            yield problems.NotFound
        yield from self.view.problems.get(self.method, ())
        yield from (problems.NotAcceptable, problems.TooManyRequests, problems.Away)

    def _refusals(self) -> Iterator[type[Problem]]:
        yield problems.NotSignedIn
        yield problems.TokenOpensNothing
        yield problems.SecondFactorMissing
        if ActsInMembership in self.view.permission_classes:
            yield problems.NoMembership
        yield problems.SessionNeeded if self._only_session else problems.ScopeMissing
        if self._changes:
            yield from (problems.CsrfFailed, problems.NotAllowed)

    def _add_answer(self, responses: Schema, status: str, kinds: list[type[Problem]]) -> None:
        unique = {kind.default_code: kind for kind in kinds}
        examples = {
            code: {"summary": str(kind.title), "value": kind.of_example().body} for code, kind in unique.items()
        }
        content = {
            "schema": self.resolve_serializer(ProblemDetails, "response").ref,
            "examples": examples,
        }
        told = "; ".join(f"`{code}`: {kind.title}" for code, kind in unique.items())
        answer = responses.setdefault(status, {"description": told, "content": {}})
        answer.setdefault("content", {})[MEDIA_TYPE] = content


IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": r'^(W/)?"\d{1,9}"$'},
    "example": '"7"',
    "description": "The ETag of the state that is changed, as it was read.",
}

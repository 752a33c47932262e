"""A program as its customer sees it, and as whoever was given its versions reads it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import ORGANIZATION, OrganizationBrief

LANGUAGES = ["kk", "ru"]
SEEN_AS_CUSTOMER, SEEN_AS_STAFF = ["customer"], ["staff"]
PROGRAM_ID = "6a0c5d8e-0d3e-4f7b-8a3b-6c2d1e9f0a11"
VERSION: dict[str, Any] = {
    "id": "0b6d1f6a-5f0e-4b8e-9b57-3b7c5a0e9f11",
    "number": 1,
    "reason": "submitted",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "created_at": "2026-11-23T14:03:00+05:00",
}
PROGRAM: dict[str, Any] = {
    "seen_as": "staff",
    "id": PROGRAM_ID,
    "customer": ORGANIZATION,
    "first_year": 2027,
    "last_year": 2029,
    "languages": ["kk", "ru"],
    "latest_version": VERSION,
}
OWN_PROGRAM: dict[str, Any] = {
    **PROGRAM,
    "seen_as": "customer",
    "baseline_years": [2023, 2024, 2025],
    "opened_at": "2026-09-07T10:00:00+05:00",
    "submitted_at": "2026-11-23T14:03:00+05:00",
    "locked": True,
    "copied_from": None,
    "may_write": False,
    "ready_at": None,
    "returned_at": None,
    "return_note": "",
}


class VersionBrief(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    reason = serializers.CharField(help_text="Why it was frozen: `submitted` or `resubmitted`.")
    sha256 = serializers.CharField(help_text="Of the canonical JSON (RFC 8785) of its content.")
    created_at = serializers.DateTimeField()


class ProgramBase(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    customer = OrganizationBrief()
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=LANGUAGES), help_text="Official languages of its text."
    )


class ReadProgram(ProgramBase):
    """As its latest version says that the caller may read: whatever the customer made of it since is not told."""

    seen_as = serializers.ChoiceField(choices=SEEN_AS_STAFF)
    latest_version = VersionBrief()


@extend_schema_serializer(examples=[OpenApiExample("As the customer sees it", value=OWN_PROGRAM)])
class OwnProgram(ProgramBase):
    seen_as = serializers.ChoiceField(choices=SEEN_AS_CUSTOMER)
    latest_version = VersionBrief(allow_null=True)
    baseline_years = serializers.ListField(child=serializers.IntegerField(), help_text="Years of actual figures.")
    opened_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="For the first time.")
    locked = serializers.BooleanField(help_text="Out of the customer's hands.")
    copied_from = serializers.UUIDField(
        allow_null=True, help_text="The earlier program of the company it started from."
    )
    may_write = serializers.BooleanField(help_text="Whether the caller can change its text now.")
    ready_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when it is ready for signature: nobody types until the signatory has decided."
    )
    returned_at = serializers.DateTimeField(
        allow_null=True, help_text="When the signatory returned it; null once it is ready again."
    )
    return_note = serializers.CharField(allow_blank=True, help_text="What the signatory wants changed.")


EXAMPLES = [
    OpenApiExample("As the customer sees it", value=OWN_PROGRAM, response_only=True),
    OpenApiExample("As a state body or an auditor reads it", value=PROGRAM, response_only=True),
]
AnyProgram = PolymorphicProxySerializer(
    component_name="Program",
    serializers={"customer": OwnProgram, "staff": ReadProgram},
    resource_type_field_name="seen_as",
)
AnyPrograms = PolymorphicProxySerializer(
    component_name="Program",
    serializers={"customer": OwnProgram, "staff": ReadProgram},
    resource_type_field_name="seen_as",
    many=True,
)


@extend_schema_serializer(
    examples=[OpenApiExample("Three years", value={"first_year": 2027, "last_year": 2029, "languages": ["kk", "ru"]})]
)
class NewProgram(serializers.Serializer[Any]):
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField(help_text="A program runs for three years or longer (p. 3).")
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=LANGUAGES), min_length=1, max_length=len(LANGUAGES)
    )


class StartedProgram(NewProgram):
    """A keyword of Python is the name of a field here, so the fields are told by `get_fields`."""

    def get_fields(self) -> dict[str, Any]:
        described = "An earlier program of your own company to start from: its years move to the new period."
        return {**super().get_fields(), "from": serializers.UUIDField(required=False, help_text=described)}


@extend_schema_serializer(examples=[OpenApiExample("Three years", value={"first_year": 2028, "last_year": 2030})])
class YearsSerializer(serializers.Serializer[Any]):
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField(help_text="A program runs for three years or longer (p. 3).")

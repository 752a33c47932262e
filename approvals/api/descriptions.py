"""How steps and previews describe themselves in the description of the API."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema, extend_schema_view

View = TypeVar("View", bound=type)
AGAIN = (
    "The same request again changes nothing and answers with the present state; an outdated one is a `step-conflict`."
)


def step_described(operation_id: str, summary: str, point: str, **described: Any) -> Callable[[View], View]:
    """For a class whose `post` takes a step; `described` are `tags`, `request` and `responses`."""
    description = f"{point}\n\n{AGAIN}"
    return extend_schema_view(
        post=extend_schema(operation_id=operation_id, summary=summary, description=description, **described)
    )


def preview_described(operation_id: str, summary: str, **described: Any) -> Callable[[View], View]:
    """For a class whose `get` tells what a step would do."""
    description = (
        "On which version, who is told, which term starts and until when, if it were done now. Changes nothing."
    )
    return extend_schema_view(
        get=extend_schema(operation_id=operation_id, summary=summary, description=description, **described)
    )

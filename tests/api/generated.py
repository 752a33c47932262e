"""Requests made from the description of the API by schemathesis: the same ones in every run."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from icv_portal.api.description import description
from icv_portal.wsgi import application
from tests.api.objects import Ids

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
READ, CHANGE = "GET", ("POST", "PUT", "PATCH", "DELETE")


@cache
def api() -> Any:
    schema = schemathesis.openapi.from_dict(description())
    schema.app = application
    return schema


@cache
def operations() -> dict[str, Any]:
    """By operation id."""
    found = [result.ok() for result in api().get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@cache
def requests(operation_id: str, number: int, mode: GenerationMode = GenerationMode.POSITIVE) -> tuple[Any, ...]:
    """So many requests of an operation, fitting its description or, in the other mode, not."""
    found: list[Any] = []
    strategy = operations()[operation_id].as_strategy(generation_mode=mode)

    @hypothesis.settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategy)
    def collect(request: Any) -> None:
        found.append(request)

    collect()
    return tuple(found)


def can_be_wrong(operation_id: str) -> bool:
    """Whether there is anything in a request that could be otherwise than described."""
    operation = operations()[operation_id]
    return bool(operation.body) or bool(operation.query)


def aimed_at(path: str, ids: Ids) -> dict[str, Any]:
    """The places of an address, filled in with the ids of one program's objects."""
    return dict(_places(path, ids))


def _places(path: str, ids: Ids) -> Iterator[tuple[str, Any]]:
    before = ""
    for part in path.strip("/").split("/"):
        name = part.partition("{")[2].partition("}")[0]
        if name:
            yield name, str(ids[name if name in ids else before])
        before = part

"""What is sent with a step, read by the forms of the pages: what a page refuses is refused here, with its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.settings import api_settings

Errors = dict[str, list[ErrorDetail]]


def body_of(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    """The request's body in this shape; ValidationError tells each mistake with its place."""
    return _read(shape(data=request.data))


def query_of(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    """The query of the address in this shape; ValidationError for a value nobody offers."""
    return _read(shape(data=request.query_params))


def _read(sent: Serializer[Any]) -> dict[str, Any]:
    sent.is_valid(raise_exception=True)
    read: dict[str, Any] = sent.validated_data
    return read


def as_typed(form: forms.Form) -> dict[str, Any]:
    """What the form makes of it; ValidationError by the names of its fields, which are those of the body."""
    errors = errors_of(form)
    if errors:
        raise ValidationError(errors)
    return form.cleaned_data


def errors_of(form: forms.Form) -> Errors:
    return {_name(name): list(_details(found)) for name, found in form.errors.as_data().items()}


def limit(form: type[forms.Form], name: str) -> int:
    """The longest text a field of the form takes."""
    longest: int = vars(form.base_fields[name])["max_length"]
    return longest


def _name(name: str) -> str:
    return api_settings.NON_FIELD_ERRORS_KEY if name == NON_FIELD_ERRORS else name


def _details(errors: Iterable[Any]) -> Iterator[ErrorDetail]:
    for error in errors:
        told: Any = get_error_detail(error)
        yield from told


def flattened(grounds: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Grounds as the page's form sends them: each under the name of its code."""
    sent: dict[str, Any] = {}
    for ground in grounds:
        code = ground["code"]
        sent[f"{code}-stated"] = True
        sent[f"{code}-reasoning_kk"] = ground["reasoning_kk"]
        sent[f"{code}-reasoning_ru"] = ground["reasoning_ru"]
        sent[f"{code}-rows"] = [str(row) for row in ground["rows"]]
    return sent

"""What each code of a problem means: public, in three languages, for whoever writes or reads a program's log."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import translation
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.api.problems import Problem, every_problem
from icv_portal.api.views import Endpoint


class ThreeLanguages(serializers.Serializer[Any]):
    kk = serializers.CharField(allow_blank=True)
    ru = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A code",
            value={
                "code": "not-found",
                "status": 404,
                "title": {
                    "kk": "Мұнда Сіз көре алатын ештеңе жоқ.",
                    "ru": "Здесь нет ничего, что Вам доступно.",
                    "en": "There is nothing here that you may see.",
                },
                "advice": {"kk": "", "ru": "", "en": ""},
            },
        )
    ]
)
class ProblemExplained(serializers.Serializer[Any]):
    code = serializers.CharField()
    status = serializers.IntegerField()
    title = ThreeLanguages()
    advice = ThreeLanguages(help_text="What to do; empty where the title says it.")


@extend_schema_serializer(many=False)
class ProblemsExplained(serializers.Serializer[Any]):
    results = ProblemExplained(many=True)


class Problems(Endpoint):
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        operation_id="list_problems",
        tags=["problems"],
        responses=ProblemsExplained,
        examples=[OpenApiExample("Left out but one", value={"results": []}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Every code that `code` of a problem can hold."""
        return Response({"results": [explained(kind) for kind in every_problem()]})


class ProblemOfCode(Endpoint):
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(operation_id="get_problem", tags=["problems"], responses=ProblemExplained)
    def get(self, request: Request, code: str) -> Response:
        """What one code means: the address that `type` of a problem holds."""
        for kind in every_problem():
            if kind.default_code == code:
                return Response(explained(kind))
        raise Http404


def explained(kind: type[Problem]) -> dict[str, Any]:
    return {
        "code": kind.default_code,
        "status": kind.status_code,
        "title": in_three_languages(kind.title),
        "advice": in_three_languages(kind.advice),
    }


def in_three_languages(text: Any) -> dict[str, str]:
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told[language] = str(text)
    return told

"""How many queries a request makes, told in a header to who asks; the requests that are timed do not ask."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED, TOLD = "X-Count-Queries", "X-Queries"


def counting_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        if ASKED not in request.headers:
            return get_response(request)
        queries = []

        def count(execute: Callable[..., Any], query: str, *others: Any) -> Any:
            queries.append(query)
            return execute(query, *others)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response[TOLD] = str(len(queries))
        return response

    return respond

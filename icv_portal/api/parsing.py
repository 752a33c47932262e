"""Reading what is sent: JSON of a bounded size and depth."""

import json
from typing import Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from icv_portal.api.problems import TooLarge


class BoundedJSONParser(JSONParser):
    """DRF reads past Django's own limit, and brackets in brackets without end are a mistake of the sender."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            read = super().parse(stream, media_type, parser_context)
            json.dumps(read, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:  # the latter: half of a pair of surrogates is no text
            raise ParseError from error
        return read

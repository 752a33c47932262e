"""Which state of a draft the caller saw: its ETag, sent back in If-Match (RFC 9110, RFC 6585)."""

import re

from rest_framework.request import Request

from icv_portal.api.problems import VersionMissing

ETAG = re.compile(r'(?:W/)?"(\d{1,9})"', re.ASCII)
"""Servers on the way that compress make a tag weak; the number in it is the same."""


def etag(version: int) -> str:
    return f'"{version}"'


def version_seen(request: Request) -> int:
    """Raises VersionMissing, also for `*`: whoever writes over anything has not looked."""
    match = ETAG.fullmatch(request.headers.get("If-Match", "").strip())
    if match is None:
        raise VersionMissing
    return int(match[1])

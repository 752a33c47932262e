"""Files as somebody sent them: saved by the browser, never shown by it, and only while they are what was sent."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from icv_portal.documents import storage

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Should a browser show the file all the same, it runs nothing of it."""


def download(request: HttpRequest, file: str, *, sha256: str, filename: str, media_type: str) -> HttpResponseBase:
    """`file` is a name in the default storage. Raises AlteredFile when it is not the file that was sent."""
    etag = f'"{sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        kept = storage.open_unchanged(file, sha256)
        response = FileResponse(kept, as_attachment=True, filename=filename, content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # kept by the reader's own browser, which asks each time
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response

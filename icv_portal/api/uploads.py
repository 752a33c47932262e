"""Files sent by a program: a form with a file in it, the one body of this API that is not JSON."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from icv_portal.api.problems import Problem, TooLarge
from icv_portal.api.views import Endpoint
from icv_portal.documents.uploads import was_cut


class NotAForm(Problem):
    status_code: int = 400
    default_code: str = "not-a-form"
    title: ClassVar[Any] = gettext_lazy("The request's body cannot be read as a form.")
    advice: ClassVar[Any] = gettext_lazy("Send the parts divided by the boundary the header Content-Type names.")


class NotSentAsForm(Problem):
    status_code: int = 415
    default_code: str = "form-expected"
    title: ClassVar[Any] = gettext_lazy("The request's body is sent in another form than a form with a file.")
    advice: ClassVar[Any] = gettext_lazy("Send Content-Type: multipart/form-data.")


class UploadEndpoint(Endpoint):
    """Its POST takes multipart/form-data; a file larger than any page takes is not read to its end."""

    parser_classes = (MultiPartParser,)

    def sent(self) -> Any:
        """The form with its files. Raises TooLarge."""
        form = self.request.data
        if was_cut(self.page_request):
            raise TooLarge
        return form

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, ParseError):
            exc = NotAForm()
        elif isinstance(exc, UnsupportedMediaType):
            exc = NotSentAsForm()
        return super().handle_exception(exc)

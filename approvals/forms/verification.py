"""A number from a document, or the document's file, to be compared with what the portal holds."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icv_portal.documents.uploads import LARGEST, MeasuredFile

LENGTH = 64
WRONG_SHOWN = 5
TOO_LARGE = "too_large"


class DigestForm(forms.Form):
    """Spaces, line breaks and capital letters come with copying and are no mistakes."""

    sha256 = forms.CharField(
        label=gettext_lazy("SHA-256"),
        help_text=gettext_lazy("64 digits and letters from a to f, as printed on the document."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_sha256(self) -> str:
        digest = "".join(self.cleaned_data["sha256"].split()).lower()
        wrong = sorted(set(re.findall(r"[^0-9a-f]", digest)))
        if wrong:
            raise ValidationError(
                _("The number has only digits and the Latin letters from a to f. Also found: %(wrong)s"),
                params={"wrong": " ".join(wrong[:WRONG_SHOWN])},
            )
        if len(digest) != LENGTH:
            raise ValidationError(
                _("The number has %(length)d characters instead of 64. Copy the whole of it."),
                params={"length": len(digest)},
            )
        return digest


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        help_text=gettext_lazy("Up to 20 MB. The file is only compared, it is not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> MeasuredFile:
        file: MeasuredFile = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise ValidationError(
                _("The file has %(size)s. The portal compares up to 20 MB; none of its documents is as large."),
                code=TOO_LARGE,
                params={"size": filesizeformat(file.size or 0)},
            )
        return file

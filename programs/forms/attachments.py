"""A file to be put beside the form, and what it is."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from icv_portal.documents.inspection import FileFormat
from programs.actions.attachments import too_large
from programs.rules.attachments import AttachmentKind

EXTENSIONS = ",".join(extension for one in FileFormat for extension in one.extensions)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.label.in_language(get_language() or "kk")) for kind in AttachmentKind]


def _limits() -> str:
    limits = {"one": filesizeformat(settings.ATTACHMENT_LARGEST), "all": filesizeformat(settings.ATTACHMENTS_LARGEST)}
    return _("PDF, DOCX, XLSX, PNG or JPEG without macros and passwords, up to %(one)s; all together %(all)s.") % limits


class AttachmentForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=_kinds)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=lazy(_limits, str)(),
        max_length=1000,  # it is shortened
        widget=forms.FileInput(attrs={"accept": EXTENSIONS}),
    )

    def __init__(self, *args: Any, was_cut: bool = False, **kwargs: Any) -> None:
        """`was_cut`: the file was so large that it was not read to its end."""
        super().__init__(*args, **kwargs)
        if was_cut:
            self.fields["file"].error_messages["required"] = too_large().message

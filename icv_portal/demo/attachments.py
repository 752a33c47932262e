"""What the demo's customers put beside the form: a page each, printed by the portal itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from icv_portal.pdf import render_pdf
from programs.rules.attachments import AttachmentKind


@dataclass(frozen=True)
class Paper:
    kind: AttachmentKind
    name: str
    title: str
    paragraphs: Sequence[str]

    def printed(self, *, customer: str, day: date) -> SimpleUploadedFile:
        """As a browser would send it."""
        context = {"customer": customer, "day": day, "paragraphs": self.paragraphs}
        content = render_pdf("demo/attachment.html", context, language="ru", title=self.title)
        return SimpleUploadedFile(self.name, content, content_type="application/pdf")


JUSTIFICATION_OF_TARGETS = Paper(
    AttachmentKind.JUSTIFICATION,
    "Обоснование целевых индикаторов.pdf",
    "Обоснование целевых индикаторов",
    (
        "Целевые индикаторы рассчитаны по планируемым закупкам: каждая позиция с долей внутристрановой ценности выше "
        "нуля поставляется производителем из реестра казахстанских товаропроизводителей.",
        "Рост доли обеспечивают договоры, переговоры по которым завершены к дате разработки программы.",
    ),
)
LETTER_OF_A_PRODUCER = Paper(
    AttachmentKind.LETTER,
    "Письмо производителя о готовности поставок.pdf",
    "О готовности поставок",
    (
        "Сообщаем о готовности поставлять насосы и запасные части в объёмах, указанных в заявке, начиная со второго "
        "квартала первого года программы.",
    ),
)

"""The letters a state body sends to the customer."""

from icv_portal.accounts.rules.labels import Label, Labelled


class LetterKind(Labelled):
    REGISTRATION_CONFIRMATION = (
        "registration_confirmation",
        Label(
            kk="Бағдарламаның тіркелгенін растау",
            ru="Подтверждение регистрации программы",
            en="Confirmation of registration",
        ),
    )
    PRELIMINARY_DECISION = (
        "preliminary_decision",
        Label(kk="Алдын ала шешім", ru="Предварительное решение", en="Preliminary decision"),
    )
    AGREEMENT_NOTIFICATION = (
        "agreement_notification",
        Label(kk="Келісу туралы хабарлама", ru="Уведомление о согласовании", en="Notification of agreement"),
    )
    REFUSAL = (
        "refusal",
        Label(kk="Келісуден бас тарту", ru="Отказ в согласовании", en="Refusal to agree"),
    )

    REWORK_RECOUNT = (
        "rework_recount",
        Label(
            kk="Пысықтау мерзімінің қайта есептелуі", ru="Перерасчёт срока доработки", en="Recount of the rework term"
        ),
    )

    @property
    def point(self) -> str:
        """The point of the Rules, or the article of the Administrative Procedure Code."""
        return POINTS[self]


POINTS = {
    LetterKind.REGISTRATION_CONFIRMATION: "13",
    LetterKind.PRELIMINARY_DECISION: "APPC 73",
    LetterKind.AGREEMENT_NOTIFICATION: "16",
    LetterKind.REFUSAL: "14",
    LetterKind.REWORK_RECOUNT: "15",
}

"""There is at least one activity for small and medium entrepreneurship: without one, ground 3 of p. 14 is certain."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content

MESSAGE = Label(
    kk="4-кестеде шағын және орта кәсіпкерлікті дамыту жөніндегі бірде-бір іс-шара жоқ. Іс-шара қосыңыз: олардың "
    "болмауы — келісуден бас тарту үшін негіз.",
    ru="В таблице 4 нет ни одного мероприятия по развитию малого и среднего предпринимательства. Добавьте мероприятие: "
    "их отсутствие — основание для отказа в согласовании.",
    en="Table 4 has no activity for the development of small and medium entrepreneurship. Add one: their absence is a "
    "ground for refusal.",
)


def missing_sme_activities(content: Content) -> Iterator[Finding]:
    if not content.is_filled("table_4"):
        yield Finding(
            code="missing_sme_activities",
            severity=Severity.ERROR,
            point="14",
            ground=Ground.NO_SME_ACTIVITIES,
            message=MESSAGE,
            section="table_4",
        )

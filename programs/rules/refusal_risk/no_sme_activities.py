"""Ground 3: no activities for small and medium entrepreneurship."""

from collections.abc import Sequence

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding
from programs.rules.content import Content
from programs.rules.evidence import sme_activities
from programs.rules.refusal_risk.verdict import Risk, Verdict

NO_ACTIVITY = Label(
    kk="4-кестеде бірде-бір іс-шара жоқ. Іс-шара қосыңыз: олардың болмауының өзі — бас тарту үшін негіз.",
    ru="В таблице 4 нет ни одного мероприятия. Добавьте мероприятие: само их отсутствие — основание для отказа.",
    en="Table 4 has no activity. Add one: their absence is itself a ground for refusal.",
)
ONLY_NAMES = Label(
    kk="4-кестедегі іс-шаралардың бірде-бірінің мерзімі көрсетілмеген: мемлекеттік орган олардың орындалатынына "
    "күмәндануы мүмкін.",
    ru="Ни у одного мероприятия таблицы 4 не указан срок: государственный орган может усомниться, что они "
    "будут выполнены.",
    en="No activity of Table 4 has a term: a reviewer may doubt that they will be carried out.",
)
ACTIVITIES = Label(
    kk="4-кестедегі іс-шаралар саны: {count}.",
    ru="Мероприятий в таблице 4: {count}.",
    en="Activities in Table 4: {count}.",
)


def no_sme_activities(content: Content, signs: Sequence[Finding]) -> Verdict:
    """What it takes is that there is none."""
    count = len(sme_activities(content))
    if not count:
        return Risk.CERTAIN, NO_ACTIVITY
    return (Risk.POSSIBLE, ONLY_NAMES) if signs else (Risk.NO_SIGN, ACTIVITIES.format(count=count))

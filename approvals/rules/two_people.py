"""Who may sign where a company has decided that two people submit: one says that the text is ready, another signs.

The Rules are silent about it: it is the company's own order.
"""

from uuid import UUID

from icv_portal.accounts.rules.labels import Label

NOBODY_SAID_READY = Label(
    kk="Ұйымда бағдарламаны екі адам ұсынады: алдымен мәтін қол қоюға дайын деп белгіленеді, содан кейін басқа адам "
    "қол қояды.",
    ru="В организации программу представляют двое: сначала текст отмечают как готовый к подписанию, затем "
    "подписывает другой человек.",
    en="In this organisation two people submit a program: one says that the text is ready for signature, another one "
    "signs.",
)
SAID_BY_THE_SAME = Label(
    kk="Бағдарламаның қол қоюға дайын екенін өзіңіз белгіледіңіз. Оған басқа қол қоюшы қол қояды.",
    ru="Вы сами отметили, что программа готова к подписанию. Её подписывает другой подписант.",
    en="You said yourself that the program is ready for signature. Another signatory signs it.",
)


def signing_problem(*, two_people: bool, said_ready_by: UUID | None, signer: UUID) -> Label | None:
    """Why this person cannot sign now; both ids are of people, who may hold several memberships."""
    if not two_people:
        return None
    if said_ready_by is None:
        return NOBODY_SAID_READY
    return SAID_BY_THE_SAME if said_ready_by == signer else None

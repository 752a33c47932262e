"""What a notice is to its reader: whose e-mail a person may choose to get later or not at all, who is written to."""

from icv_portal.accounts.rules.labels import Label, Labelled


class NoticeKind(Labelled):
    """An act of the procedure is always told at once: law or the Rules have it sent. Nobody chooses otherwise when a
    term is in danger or missed, which deputies are told, too."""

    REQUIRED = "required", Label(kk="Рәсімнің әрекеттері", ru="Действия процедуры", en="Acts of the procedure")
    ESCALATION = (
        "escalation",
        Label(kk="Мерзімге төнген қауіп", ru="Срок под угрозой", en="A term in danger"),
    )
    REMINDER = "reminder", Label(kk="Мерзімдер туралы еске салу", ru="Напоминания о сроках", en="Reminders of terms")
    NEWS = "news", Label(kk="Өзге хабарламалар", ru="Прочие уведомления", en="Other notices")


CHOSEN = (NoticeKind.REMINDER, NoticeKind.NEWS)
"""Those whose e-mails follow the person's choice."""


class EmailChoice(Labelled):
    AT_ONCE = "at_once", Label(kk="Бірден", ru="Сразу", en="At once")
    DAILY = (
        "daily",
        Label(
            kk="Күніне бір рет, «Сіздің күніңіз» хатында",
            ru="Раз в день, в письме «Ваш день»",
            en="Once a day, in “Your day”",
        ),
    )
    OFF = "off", Label(kk="Хат жіберілмесін", ru="Не присылать писем", en="No e-mails")

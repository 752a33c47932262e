"""How letters say what all of them say: dates in words, the Rules, the Code, the program."""

from dataclasses import dataclass
from datetime import date, datetime

from approvals.rules.terms import TIME_ZONE
from icv_portal.accounts.rules.labels import Label

# as a month is named, and as it stands in "on", "from" and "until" the day
KAZAKH_MONTHS = (
    ("қаңтар", "қаңтарда", "қаңтардан", "қаңтарға"),
    ("ақпан", "ақпанда", "ақпаннан", "ақпанға"),
    ("наурыз", "наурызда", "наурыздан", "наурызға"),
    ("сәуір", "сәуірде", "сәуірден", "сәуірге"),
    ("мамыр", "мамырда", "мамырдан", "мамырға"),
    ("маусым", "маусымда", "маусымнан", "маусымға"),
    ("шілде", "шілдеде", "шілдеден", "шілдеге"),
    ("тамыз", "тамызда", "тамыздан", "тамызға"),
    ("қыркүйек", "қыркүйекте", "қыркүйектен", "қыркүйекке"),
    ("қазан", "қазанда", "қазаннан", "қазанға"),
    ("қараша", "қарашада", "қарашадан", "қарашаға"),
    ("желтоқсан", "желтоқсанда", "желтоқсаннан", "желтоқсанға"),
)
RUSSIAN_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
CASES = ("", "on", "from", "until")


@dataclass(frozen=True)
class Words:
    """A text of a letter in its two languages; {places} are filled by `say`."""

    kk: str
    ru: str

    def say(self, language: str, **values: object) -> str:
        """Dates go in as words, in Kazakh in the case the place asks for: {day}, {day:on}, {day:from}, {day:until}."""
        filled = {name: _sayable(value, language) for name, value in values.items()}
        return (self.kk if language == "kk" else self.ru).format(**filled)


@dataclass(frozen=True)
class _Day:
    day: date
    language: str

    def __format__(self, case: str) -> str:
        return in_words(self.day, self.language, case)


def in_words(day: date, language: str, case: str = "") -> str:
    """2026 жылғы 23 қараша, 23 ноября 2026 года; `case` is one of `CASES` and matters in Kazakh."""
    if language == "kk":
        return f"{day.year} жылғы {day.day} {KAZAKH_MONTHS[day.month - 1][CASES.index(case)]}"
    return f"{day.day} {RUSSIAN_MONTHS[day.month - 1]} {day.year} года"


def short(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def moment(at: datetime) -> str:
    """Date and time in Kazakhstan."""
    return f"{at.astimezone(TIME_ZONE):%d.%m.%Y, %H:%M}"


def _sayable(value: object, language: str) -> object:
    if isinstance(value, Label):
        return value.in_language(language)
    return _Day(value, language) if isinstance(value, date) else value

"""Numbers as people type them, as the portal keeps them and as the form prints them; always exact."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form.structure import CellKind
from programs.rules.standard_form.wording import MILLION_TENGE, THOUSAND_TENGE

SCALES = {
    CellKind.PERCENT: 4,
    CellKind.THOUSAND_TENGE: 3,
    CellKind.MILLION_TENGE: 6,
    CellKind.COUNT: 0,
    CellKind.NUMBER: 4,
}
UNITS = {
    CellKind.PERCENT: Label(kk="%", ru="%", en="%"),
    CellKind.THOUSAND_TENGE: THOUSAND_TENGE,
    CellKind.MILLION_TENGE: MILLION_TENGE,
}

NO_BREAK_SPACE = "\u00a0"
SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
# spaces only between groups of three, so that "12 13" pasted from two cells is not read as 1213; digits bounded so that
# sums of a whole table stay exact in decimal's 28 digits
TYPED_NUMBER = re.compile(r"([-\u2212]?)(\d{1,15}|\d{1,3}(?: \d{3}){1,4})(?:[.,](\d{1,10}))?(?: ?%)?", re.ASCII)
MAX_LENGTH = 64


@lru_cache(maxsize=8192)  # every check reads the few hundred numbers of a program again
def parse_number(text: str) -> Decimal | None:
    """Reads spaces between groups, a comma or a point, a percent sign at the end; None when it is no number."""
    typed = SPACES.sub(" ", text.strip())
    match = TYPED_NUMBER.fullmatch(typed) if len(typed) <= MAX_LENGTH else None
    if match is None:
        return None
    minus, whole, fraction = match.groups()
    number = Decimal(f"{whole.replace(' ', '')}.{fraction or '0'}")
    return -number if minus and number else number


def plain(number: Decimal) -> str:
    """Shortest decimal text: no exponent, no zeros at the end of a fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical_number(text: str) -> str:
    """How a numeric cell is stored: "1 234,50" becomes "1234.5"; what isn't a number stays exactly as typed."""
    number = parse_number(text)
    return text if number is None else plain(number)


def decimal_places(number: Decimal) -> int:
    """Places after the point that are needed to write the number exactly."""
    return len(plain(number).partition(".")[2])


def fits_scale(number: Decimal, kind: CellKind) -> bool:
    return decimal_places(number) <= SCALES[kind]


def fixed_scale(number: Decimal, kind: CellKind) -> str:
    """With all decimals of its unit; a number with more decimals keeps them: nothing is rounded, a check reports it."""
    places = max(SCALES[kind], decimal_places(number))
    return f"{number:.{places}f}"


def display_decimal(number: Decimal, language: str) -> str:
    """Thousands apart by a no-break space; a decimal comma in Kazakh and Russian, a point in English."""
    whole, _, fraction = plain(number).partition(".")
    grouped = f"{Decimal(whole):,f}".replace(",", NO_BREAK_SPACE)
    return f"{grouped}{'.' if language == 'en' else ','}{fraction}" if fraction else grouped


def display_number(text: str, kind: CellKind, language: str) -> str:
    """A cell as people read it; texts, and numbers that can't be read, as they were typed."""
    number = parse_number(text) if kind.is_number else None
    return text if number is None else display_decimal(number, language)


def display_with_unit(text: str, kind: CellKind, language: str) -> str:
    """A cell as people read it away from its table: “12,5 %”, “1 200 million tenge”."""
    shown = display_number(text, kind, language)
    if kind not in UNITS or parse_number(text) is None:
        return shown
    return f"{shown}{NO_BREAK_SPACE}{UNITS[kind].in_language(language)}"


def number_label(number: Decimal) -> Label:
    """The number for use inside a message in three languages."""
    return Label(*(display_decimal(number, language) for language in ("kk", "ru", "en")))


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """For showing computed shares; the Rules prescribe no rounding, stored numbers are never rounded."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

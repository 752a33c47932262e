"""What is wrong with a code of the unified nomenclature of goods, works and services (ENS TRU)."""

import re

from icv_portal.accounts.rules.labels import Label

PATTERN = re.compile(r"[0-9]{6}\.[0-9]{3}\.[0-9]{6}")
NOT_A_CODE = Label(
    kk="ТЖҚ БНА коды 281314.900.000001 сияқты жазылады: нүктемен бөлінген 6, 3 және 6 цифр.",
    ru="Код ЕНС ТРУ пишется как 281314.900.000001: 6, 3 и 6 цифр через точку.",
    en="An ENS TRU code is written like 281314.900.000001: 6, 3 and 6 digits with points between them.",
)


def product_code_problem(value: str) -> Label | None:
    """What to tell the person who typed `value`, or None when it has the form of a code."""
    return None if PATTERN.fullmatch(value) else NOT_A_CODE

"""What is wrong with a business identification number (BIN)."""

from icv_portal.accounts.rules.labels import Label

LENGTH = 12
FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)

NOT_A_DIGIT = Label(
    kk="БСН тек цифрлардан тұрады; {position}-таңба — «{character}».",
    ru="БИН состоит только из цифр; {position}-й знак — «{character}».",
    en="A BIN consists of digits only; character {position} is “{character}”.",
)
WRONG_LENGTH = Label(
    kk="БСН {length} цифрдан тұрады; енгізілген цифрлар саны — {entered}.",
    ru="БИН состоит из {length} цифр; введено цифр: {entered}.",
    en="A BIN has {length} digits; {entered} entered.",
)
WRONG_CHECK_DIGIT = Label(
    kk="БСН-нің соңғы, бақылау цифры қалғандарына сәйкес келмейді: цифрлардың бірі қате терілген.",
    ru="Последняя, контрольная цифра БИН не соответствует остальным: одна из цифр набрана неверно.",
    en="The last digit of a BIN checks the others and does not match them: one of the digits is mistyped.",
)


def check_digit(first_digits: str) -> int | None:
    """The digit that completes eleven others; None when no number with these eleven is ever issued."""
    digits = [int(digit) for digit in first_digits]
    for weights in (FIRST_PASS, SECOND_PASS):
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def bin_problem(value: str) -> Label | None:
    """What to tell the person who typed `value`, or None when nothing is wrong.

    Digits 5 and 6 (the type of entity) aren't judged: numbers really issued break those rules now and then.
    """
    for position, character in enumerate(value, start=1):
        if character not in "0123456789":  # str.isdigit() would accept digits of other scripts
            return NOT_A_DIGIT.format(position=position, character=character)
    if len(value) != LENGTH:
        return WRONG_LENGTH.format(length=LENGTH, entered=len(value))
    return None if check_digit(value[:-1]) == int(value[-1]) else WRONG_CHECK_DIGIT

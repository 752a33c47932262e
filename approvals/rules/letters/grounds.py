"""The grounds of p. 14 in a letter: word for word, each with its reasoning as typed and the rows it concerns."""

from collections.abc import Sequence

from approvals.rules.letters.facts import GroundFacts
from approvals.rules.letters.text import Grounds, StatedGround
from approvals.rules.letters.wording import Words

GROUNDS = Words(kk="Бас тарту үшін негіздер", ru="Основания для отказа")
REASONING = Words(kk="Негіздеме", ru="Обоснование")
ROWS = Words(kk="Бағдарламаның қатысты жолдары", ru="Строки программы, к которым относится основание")
OTHER = {"kk": "ru", "ru": "kk"}
IN_THE_OTHER_LANGUAGE = Words(kk="орыс тілінде берілген", ru="приведено на казахском языке")


def grounds_part(grounds: Sequence[GroundFacts], language: str) -> Grounds:
    return Grounds(
        heading=GROUNDS.say(language),
        reasoning=REASONING.say(language),
        rows=ROWS.say(language),
        stated=tuple(_stated(ground, language) for ground in grounds),
    )


def _stated(given: GroundFacts, language: str) -> StatedGround:
    """In the letter's own language, else in the one in which the body gave it."""
    reasonings = {"kk": given.reasoning_kk, "ru": given.reasoning_ru}
    written = language if reasonings[language] else OTHER[language]
    return StatedGround(
        text=given.ground.label.in_language(language),
        language=written,
        reasoning=reasonings[written],
        note="" if written == language else IN_THE_OTHER_LANGUAGE.say(language),
        rows=tuple(row.in_language(language) for row in given.rows),
    )

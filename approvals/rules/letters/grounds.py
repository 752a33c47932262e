"""The grounds of p. 14 in a letter: word for word, each with its reasoning as typed and the rows it concerns."""

from collections.abc import Sequence

from approvals.rules.letters.facts import GroundFacts
from approvals.rules.letters.text import Grounds, StatedGround
from approvals.rules.letters.wording import Words

GROUNDS = Words(kk="Бас тарту үшін негіздер", ru="Основания для отказа")
REASONING = Words(kk="Негіздеме", ru="Обоснование")
ROWS = Words(kk="Бағдарламаның қатысты жолдары", ru="Строки программы, к которым относится основание")
IN_THE_OTHER_LANGUAGE = Words(kk="орыс тілінде берілген", ru="приведено на казахском языке")


def grounds_part(grounds: Sequence[GroundFacts], language: str) -> Grounds:
    return Grounds(
        heading=GROUNDS.say(language),
        reasoning=REASONING.say(language),
        rows=ROWS.say(language),
        stated=tuple(_stated(ground, language) for ground in grounds),
    )


def _stated(given: GroundFacts, language: str) -> StatedGround:
    own, other = given.reasoning_kk, given.reasoning_ru
    if language == "ru":
        own, other = other, own
    return StatedGround(
        text=given.ground.label.in_language(language),
        reasoning=own or other,
        note="" if own else IN_THE_OTHER_LANGUAGE.say(language),
        rows=tuple(row.in_language(language) for row in given.rows),
    )

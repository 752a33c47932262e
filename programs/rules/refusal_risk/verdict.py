"""What is said of a ground: how likely a reviewer is to raise it, and why."""

from icv_portal.accounts.rules.labels import Label, Labelled
from programs.rules.content import Content, ContentRow


class Risk(Labelled):
    """Whether a reviewer would raise the ground, as far as figures tell."""

    NO_SIGN = ("no_sign", Label(kk="Белгі табылған жоқ", ru="Признаков не найдено", en="No sign found"))
    UNKNOWN = (
        "unknown",
        Label(kk="Әзірге салыстыратын дерек жоқ", ru="Пока не с чем сравнить", en="Nothing to compare yet"),
    )
    POSSIBLE = ("possible", Label(kk="Сұрақ туындауы мүмкін", ru="Вопрос может возникнуть", en="May be raised"))
    CERTAIN = (
        "certain",
        Label(kk="Сұрақ сөзсіз туындайды", ru="Вопрос возникнет наверняка", en="Certain to be raised"),
    )


Verdict = tuple[Risk, Label]
"""With the reason and its figures."""


def has_note(content: Content, row: ContentRow) -> bool:
    """Whether the customer has written down why, in any official language of the program."""
    return any(row.cells.get(f"note.{language}", "").strip() for language in content.languages)

"""What a token of the API may be allowed to do, and for how long."""

from icv_portal.accounts.rules.labels import Label, Labelled

LONGEST_LIFE_DAYS = 366
"""So that nobody's access outlives the yearly look at who has it."""


class Scope(Labelled):
    """Each is asked for by itself: a token that writes or acts reads only when it has `read`, too."""

    READ = "read", Label(kk="Оқу", ru="Чтение", en="Read")
    DRAFT = (
        "draft",
        Label(kk="Бағдарлама жобасын толтыру", ru="Заполнение проекта программы", en="Write drafts of programs"),
    )
    ACT = (
        "act",
        Label(
            kk="Рәсім қадамдарын жасау (жіберу, келісу, бас тарту, бекіту)",
            ru="Совершение шагов процедуры (направление, согласование, отказ, утверждение)",
            en="Take steps of the procedure (submit, agree, refuse, adopt)",
        ),
    )

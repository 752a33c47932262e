"""The closed list of grounds for refusal (p. 14) and what a refusal must state for each."""

from collections.abc import Collection
from dataclasses import dataclass

from icv_portal.accounts.rules.labels import Label, Labelled


class RefusalGround(Labelled):
    """The Kazakh and Russian texts are those of p. 14, word for word: letters quote them."""

    UNDERSTATED_TARGETS = (
        "understated_targets",
        Label(
            kk="тауарларды сатып алудағы елішілік құндылық үлесі бойынша төмендетілген нысаналы индикаторлар",
            ru="заниженные целевые индикаторы по доле внутристрановой ценности в закупках товаров",
            en="understated targets of the ICV share in purchases of goods",
        ),
    )
    MISMATCHED_CONTRACT_INDICATORS = (
        "mismatched_contract_indicators",
        Label(
            kk="өнеркәсіптік-инновациялық қызмет субъектілерінің өтінімдер санын негізге алғанда өнеркәсіпті дамытуға "
            "бағытталған шарттарды жоспарлау, жасасу жөніндегі сәйкес келмейтін индикаторлар",
            ru="несоответствующие индикаторы по планированию, заключению договоров, направленных на развитие "
            "промышленности, исходя из количества заявок субъектов промышленно-инновационной деятельности",
            en="indicators for planning and concluding contracts aimed at industrial development that do not match "
            "the number of applications of industrial-innovative entities",
        ),
    )
    NO_SME_ACTIVITIES = (
        "no_sme_activities",
        Label(
            kk="шағын және орта кәсіпкерлікті дамыту жөніндегі іс-шаралардың болмауы",
            ru="отсутствие мероприятий по развитию малого и среднего предпринимательства",
            en="absence of activities for the development of small and medium entrepreneurship",
        ),
    )

    @property
    def table(self) -> int:
        """The table of the standard form the ground is about."""
        return TABLES[self]

    @property
    def section(self) -> str:
        return f"table_{self.table}"

    @property
    def must_name_rows(self) -> bool:
        """Whether concerned rows must be named. What is absent has no rows, so the third ground may name none."""
        return self is not RefusalGround.NO_SME_ACTIVITIES


TABLES = {
    RefusalGround.UNDERSTATED_TARGETS: 2,
    RefusalGround.MISMATCHED_CONTRACT_INDICATORS: 3,
    RefusalGround.NO_SME_ACTIVITIES: 4,
}


@dataclass(frozen=True)
class StatedGround:
    """A ground as a body states it: why it exists, and the ids of the rows it concerns."""

    ground: RefusalGround
    reasoning: str
    rows: Collection[object] = ()


NO_GROUND = Label(
    kk="Бас тарту үшін кемінде бір негізді көрсетіңіз: Қағидалардың 14-тармағындағы тізбе толық.",
    ru="Укажите хотя бы одно основание для отказа: перечень пункта 14 Правил исчерпывающий.",
    en="State at least one ground for refusal: the list in point 14 of the Rules is closed.",
)
NO_REASONING = Label(
    kk="«{ground}» деген негіз бойынша негіздемені жазыңыз.",
    ru="Приведите обоснование по основанию «{ground}».",
    en="Give the reasoning for the ground “{ground}”.",
)
NO_ROWS = Label(
    kk="«{ground}» деген негіз қатысты {table}-кестенің кемінде бір жолын көрсетіңіз.",
    ru="Укажите хотя бы одну строку таблицы {table}, к которой относится основание «{ground}».",
    en="Name at least one row of Table {table} that the ground “{ground}” concerns.",
)
STATED_TWICE = Label(
    kk="«{ground}» деген негіз екі рет көрсетілген.",
    ru="Основание «{ground}» указано дважды.",
    en="The ground “{ground}” is stated twice.",
)
UNKNOWN_ROWS = Label(
    kk="«{ground}» деген негіз бойынша көрсетілген жол қаралып отырған редакцияда жоқ.",
    ru="Строки, указанной по основанию «{ground}», нет в рассматриваемой редакции.",
    en="A row named for the ground “{ground}” is not in the version considered.",
)


def missing_reasoning(stated: Collection[StatedGround]) -> list[Label]:
    """What a refusal still lacks, in the order of the grounds given; empty when it may be made."""
    if not stated:
        return [NO_GROUND]
    problems = []
    for one in stated:
        if not one.reasoning.strip():
            problems.append(NO_REASONING.format(ground=one.ground.label))
        if one.ground.must_name_rows and not one.rows:
            problems.append(NO_ROWS.format(ground=one.ground.label, table=one.ground.table))
    return problems


def misstatements(stated: Collection[StatedGround], known_rows: Collection[object]) -> list[Label]:
    """Grounds stated twice, and rows named that the version considered does not have."""
    grounds = [one.ground for one in stated]
    twice = [ground for ground in RefusalGround if grounds.count(ground) > 1]
    lost = [one.ground for one in stated if any(row not in known_rows for row in one.rows)]
    return [STATED_TWICE.format(ground=ground.label) for ground in twice] + [
        UNKNOWN_ROWS.format(ground=ground.label) for ground in lost
    ]

"""Section 2 of the standard form: Tables 2-6."""

from collections.abc import Iterator
from dataclasses import replace

from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form.structure import CellKind, Column, RowKind, Section, Years
from programs.rules.standard_form.wording import (
    ACTIVITY_NAME,
    CONTRACT_GROUPS,
    MILLION_TENGE,
    NOTE,
    QUANTITY,
    TARGET_VALUES,
    TERM,
    TERMS,
    UNIT,
)

TARGET = Column("target", TARGET_VALUES, CellKind.NUMBER, Years.PROGRAM)
TABLE_2_ACTIVITY = (
    Column("name", ACTIVITY_NAME, CellKind.TEXT),
    Column("term", TERM, CellKind.TEXT),
    Column("unit", UNIT, CellKind.TEXT),
    TARGET,
    NOTE,
)
TABLE_2 = Section(
    code="table_2",
    part=2,
    table_number=2,
    title=Label(
        kk="Тауарларды сатып алудағы елішілік құндылық үлесін арттыру бойынша",
        ru="По повышению доли внутристрановой ценности в закупках товаров",
        en="Raising the share of in-country value in purchases of goods",
    ),
    point="7(1)",
    hint=Label(
        kk="Әр жылға нысаналы көрсеткішті көрсетіңіз; жер қойнауын пайдаланушылар — әр келісімшарт пен лицензия "
        "бойынша бөлек.",
        ru="Укажите целевой показатель на каждый год; недропользователи — отдельно по каждому контракту и лицензии.",
        en="Give a target for each year; subsoil users separately for each contract and licence.",
    ),
    year_heading=TARGET_VALUES,
    numbering="1.{position}",
    columns=TABLE_2_ACTIVITY,
    row_kinds=(
        RowKind(
            "icv_share",
            (replace(TARGET, kind=CellKind.PERCENT), NOTE),
            label=Label(
                kk="Тауарларды сатып алудағы елішілік құндылық үлесін арттыру (%)",
                ru="Повышение доли внутристрановой ценности в закупках товаров (%)",
                en="Raising the share of in-country value in purchases of goods (%)",
            ),
            fixed=True,
            per_right=True,
        ),
        RowKind(
            "producers_volume",
            (replace(TARGET, kind=CellKind.MILLION_TENGE), NOTE),
            label=Label(
                kk="Қазақстандық тауар өндірушілерден тауарларды сатып алудың жалпы көлемін ұлғайту (млн теңге)",
                ru="Увеличение общего объема закупок товаров у казахстанских товаропроизводителей (млн.тенге)",
                en="Increasing the total volume of purchases of goods from Kazakhstani producers (million tenge)",
            ),
            fixed=True,
        ),
        RowKind("activity", TABLE_2_ACTIVITY),
    ),
)

CONTRACT_QUANTITY = Column("quantity", QUANTITY, CellKind.COUNT, Years.PROGRAM)
CONTRACT_AMOUNT = Column("amount", MILLION_TENGE, CellKind.MILLION_TENGE, Years.PROGRAM)
PERFORMED_QUANTITY = Column(
    "performed_quantity",
    Label(kk="орындалған шарттар саны", ru="количество исполненных договоров", en="quantity of contracts performed"),
    CellKind.COUNT,
    Years.PROGRAM,
    printed=False,
)
PERFORMED_AMOUNT = Column(
    "performed_amount",
    Label(kk="орындалуы, млн теңге", ru="исполнение, млн тенге", en="performance, million tenge"),
    CellKind.MILLION_TENGE,
    Years.PROGRAM,
    printed=False,
)
CONTRACT_TARGETS = (CONTRACT_QUANTITY, CONTRACT_AMOUNT, PERFORMED_QUANTITY, PERFORMED_AMOUNT)
TABLE_3_ACTIVITY = (
    Column("name", ACTIVITY_NAME, CellKind.TEXT),
    Column("term", TERMS, CellKind.TEXT),
    CONTRACT_QUANTITY,
    CONTRACT_AMOUNT,
    NOTE,
)


def _contract_rows() -> Iterator[RowKind]:
    for group in CONTRACT_GROUPS:
        yield RowKind("target", (*CONTRACT_TARGETS, NOTE), label=group.label, fixed=True, group=group.code)
        yield RowKind("activity", TABLE_3_ACTIVITY, group=group.code)


TABLE_3 = Section(
    code="table_3",
    part=2,
    table_number=3,
    title=Label(
        kk="Өнеркәсіпті дамытуға бағытталған шарттарды жоспарлау, жасасу бойынша",
        ru="По планированию и заключению договоров, направленных на развитие промышленности",
        en="Planning and conclusion of contracts aimed at industrial development",
    ),
    point="7(2)",
    hint=Label(
        kk="Бағдарлама бекітілгенге дейін жасалған қолданыстағы шарттар да есепке алынады. Орындау көрсеткіштері "
        "ескертпеде басылады.",
        ru="Учитываются и действующие договоры, заключённые до утверждения программы. Показатели исполнения "
        "печатаются в примечании.",
        en="Contracts in force that were concluded before adoption count too. Targets for performance are printed in "
        "the note.",
    ),
    year_heading=Label(
        kk="Өнеркәсіпті дамытуға бағытталған шарттар жасасу жөніндегі нысаналы көрсеткіштер",
        ru="Целевые показатели по заключению договоров, направленных на развитие промышленности",
        en="Target values for the conclusion of contracts aimed at industrial development",
    ),
    numbering="{group}.{position}",
    columns=TABLE_3_ACTIVITY,
    row_kinds=tuple(_contract_rows()),
    groups=CONTRACT_GROUPS,
)

YEARLY_TERM_ACTIVITY = (
    Column("name", ACTIVITY_NAME, CellKind.TEXT),
    Column("term", TERM, CellKind.TEXT, Years.PROGRAM),
    NOTE,
)


def _activities(table_number: int, *, title: Label, point: str, hint: Label) -> Section:
    return Section(
        code=f"table_{table_number}",
        part=2,
        table_number=table_number,
        title=title,
        point=point,
        hint=hint,
        year_heading=TERM,
        columns=YEARLY_TERM_ACTIVITY,
        row_kinds=(RowKind("activity", YEARLY_TERM_ACTIVITY),),
    )


TABLE_4 = _activities(
    4,
    title=Label(
        kk="Шағын және орта кәсіпкерлік субъектілерін дамыту бойынша",
        ru="По развитию субъектов малого и среднего предпринимательства",
        en="Development of small and medium entrepreneurship",
    ),
    point="4",
    hint=Label(
        kk="Кемінде бір іс-шара қажет: олардың болмауы — келісуден бас тарту үшін негіз.",
        ru="Нужно хотя бы одно мероприятие: их отсутствие — основание для отказа в согласовании.",
        en="At least one activity is needed: their absence is a ground for refusal.",
    ),
)
TABLE_5 = _activities(
    5,
    title=Label(kk="Өзге бағыттар бойынша", ru="По иным направлениям", en="Other directions"),
    point="9",
    hint=Label(
        kk="Өзге бағыттар тапсырыс берушінің немесе мемлекеттік органның бастамасы бойынша қосылады; бос қалуы мүмкін.",
        ru="Иные направления добавляются по инициативе заказчика или государственного органа; таблица может быть "
        "пустой.",
        en="Other directions are added on the initiative of the customer or of the state body; the table may stay "
        "empty.",
    ),
)

SUPPORT_COLUMNS = (
    Column("name", Label(kk="Қолдау шарасы", ru="Мера поддержки", en="Support measure"), CellKind.TEXT),
    Column("term", TERM, CellKind.TEXT),
    Column(
        "description",
        Label(kk="Шараның сипаттамасы", ru="Описание меры", en="Description of the measure"),
        CellKind.TEXT,
    ),
    Column("bodies", Label(kk="Жауапты органдар", ru="Ответственные органы", en="Responsible bodies"), CellKind.TEXT),
)
TABLE_6 = Section(
    code="table_6",
    part=2,
    table_number=6,
    title=Label(
        kk="Кәсіпкерлікті мемлекеттік қолдау шаралары",
        ru="Меры государственной поддержки предпринимательства",
        en="Measures of state support of entrepreneurship",
    ),
    point="5",
    hint=Label(
        kk="Кәсіпкерлік кодекске сәйкес жеке кәсіпкерлікті мемлекеттік қолдау шаралары.",
        ru="Меры государственной поддержки частного предпринимательства по Предпринимательскому кодексу.",
        en="Measures of state support of private entrepreneurship under the Entrepreneurial Code.",
    ),
    numbering="1.{position}",
    columns=SUPPORT_COLUMNS,
    row_kinds=(RowKind("measure", SUPPORT_COLUMNS),),
)

"""What the targets rest on (p. 6(2), 6(3)); reviewers read it, the form does not print it."""

from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form.structure import CellKind, Column, Group, RowKind, Section, Years
from programs.rules.standard_form.wording import CONTRACT_GROUPS, MILLION_TENGE, QUANTITY, UNIT

PURCHASE_COLUMNS = (
    Column("product_code", Label(kk="ТЖҚ БНА коды", ru="Код ЕНС ТРУ", en="Product code (ENS TRU)"), CellKind.PLAIN),
    Column("name", Label(kk="Тауардың атауы", ru="Наименование товара", en="Name of goods"), CellKind.PLAIN),
    Column("unit", UNIT, CellKind.PLAIN),
    Column("producer", Label(kk="Өндіруші", ru="Производитель", en="Producer"), CellKind.PLAIN),
    Column("quantity", QUANTITY, CellKind.NUMBER, Years.PROGRAM),
    Column("amount", MILLION_TENGE, CellKind.MILLION_TENGE, Years.PROGRAM),
    Column(
        "icv_share",
        Label(kk="күтілетін ЕІҚ үлесі, %", ru="ожидаемая доля ВЦ, %", en="expected ICV share, %"),
        CellKind.PERCENT,
        Years.PROGRAM,
    ),
)
PLANNED_PURCHASES = Section(
    code="planned_purchases",
    title=Label(kk="Тауарларды жоспарлы сатып алу", ru="Планируемые закупки товаров", en="Planned purchases of goods"),
    point="6(2)",
    hint=Label(
        kk="Нысаналы индикаторлар осы сатып алуға негізделеді. Бұл бөлім нысанда басылмайды.",
        ru="На этих закупках основаны целевые индикаторы. В форме этот раздел не печатается.",
        en="The targets rest on these purchases. This section isn't printed in the form.",
    ),
    year_heading=Label(kk="Жоспарлы сатып алу", ru="Планируемые закупки", en="Planned purchases"),
    columns=PURCHASE_COLUMNS,
    row_kinds=(RowKind("purchase", PURCHASE_COLUMNS, per_right=True),),
)

APPLICATIONS = Column(
    "applications",
    Label(
        kk="Өндірушілерден түскен өтінімдер саны",
        ru="Количество заявок, поступивших от производителей",
        en="Number of applications received from manufacturers",
    ),
    CellKind.COUNT,
)
DEMAND_COLUMNS = (
    Column(
        "own_demand",
        Label(kk="Тапсырыс берушінің қажеттілігі", ru="Потребность заказчика", en="Demand of the customer"),
        CellKind.TEXT,
    ),
    Column(
        "producers_output",
        Label(
            kk="Өңдеу өнеркәсібі кәсіпорындарының өнімі",
            ru="Продукция предприятий обрабатывающей промышленности",
            en="Output of manufacturing enterprises",
        ),
        CellKind.TEXT,
    ),
)


def _demand(group: Group) -> RowKind:
    # there are no applications for contract purchases (Law, art. 47(6))
    columns = DEMAND_COLUMNS if group.code == "contract_purchase" else (APPLICATIONS, *DEMAND_COLUMNS)
    return RowKind("demand", columns, label=group.label, fixed=True, group=group.code)


DEMAND_ANALYSIS = Section(
    code="demand_analysis",
    title=Label(
        kk="Қажеттілік пен өндірушілер өнімін талдау",
        ru="Анализ потребности и продукции производителей",
        en="Analysis of demand against the output of manufacturers",
    ),
    point="6(3)",
    hint=Label(
        kk="3-кестенің нысаналы индикаторлары осы талдауға негізделеді. Өтінім болмаса, 0 жазыңыз. "
        "Бұл бөлім нысанда басылмайды.",
        ru="На этом анализе основаны целевые индикаторы таблицы 3. Если заявок не было, укажите 0. "
        "В форме этот раздел не печатается.",
        en="The targets of Table 3 rest on this analysis. Where there were no applications, write 0. "
        "This section isn't printed in the form.",
    ),
    columns=(APPLICATIONS, *DEMAND_COLUMNS),
    row_kinds=tuple(_demand(group) for group in CONTRACT_GROUPS),
    groups=CONTRACT_GROUPS,
)

"""Section 1 of the standard form: two narratives and Table 1."""

from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form.structure import CellKind, Column, RowKind, Section, Years
from programs.rules.standard_form.wording import ICV_SHARE, THOUSAND_TENGE

NARRATIVE = Column("text", Label(kk="Сипаттамасы", ru="Описание", en="Description"), CellKind.TEXT)


def _narrative(code: str, number: int, title: Label, hint: Label) -> Section:
    return Section(
        code=code,
        part=1,
        number=number,
        title=title,
        point="8",
        hint=hint,
        columns=(NARRATIVE,),
        row_kinds=(RowKind("narrative", (NARRATIVE,), label=title, fixed=True),),
    )


CURRENT_SITUATION = _narrative(
    "current_situation",
    1,
    Label(
        kk="Ірі тапсырыс берушілердің сатып алынатын тауарлардағы елішілік құндылық көрсеткіштерінің ағымдағы жағдайын "
        "сипаттау, оның ішінде 1-кестеге сәйкес.",
        ru="Описание текущей ситуации показателей внутристрановой ценности в закупаемых товарах крупных заказчиков, "
        "в том числе согласно таблице 1.",
        en="Description of the current situation of in-country value indicators in the goods purchased by big "
        "customers, including according to Table 1.",
    ),
    Label(
        kk="Соңғы жылдардағы елішілік құндылық үлесін және оның өзгеру себептерін сипаттаңыз.",
        ru="Опишите долю внутристрановой ценности за последние годы и причины её изменения.",
        en="Describe the share of in-country value over the last years and why it changed.",
    ),
)
PROBLEM_ISSUES = _narrative(
    "problem_issues",
    2,
    Label(
        kk="Елішілік құндылық үлесін арттырудағы проблемалық мәселелерді сипаттау.",
        ru="Описание проблемных вопросов в увеличении доли внутристрановой ценности.",
        en="Description of problem issues in increasing the share of in-country value.",
    ),
    Label(
        kk="Үлесті арттыруға не кедергі келтіретінін және оны қалай шешуге болатынын жазыңыз.",
        ru="Напишите, что мешает увеличению доли и как это можно решить.",
        en="Write what keeps the share from growing and how it can be solved.",
    ),
)

ACTUAL_AMOUNT = Column("amount", THOUSAND_TENGE, CellKind.THOUSAND_TENGE, Years.BASELINE)
ACTUAL_SHARE = Column("icv_share", ICV_SHARE, CellKind.PERCENT, Years.BASELINE)
ACTUAL_VALUES = Label(
    kk="Соңғы 3 жылдағы нақты көрсеткіштер",
    ru="Фактические показатели за последние 3 года",
    en="Actual indicators of the last 3 years",
)


def _actual(code: str, number: str, label: Label) -> RowKind:
    return RowKind(code, (ACTUAL_AMOUNT, ACTUAL_SHARE), label=label, fixed=True, number=number)


TABLE_1 = Section(
    code="table_1",
    part=1,
    table_number=1,
    title=ACTUAL_VALUES,
    prints_title=False,
    point="6(1)",
    hint=Label(
        kk="Сатып алу көлемі мың теңгемен, елішілік құндылық үлесі пайызбен көрсетіледі.",
        ru="Объем закупок указывается в тысячах тенге, доля внутристрановой ценности — в процентах.",
        en="Purchases are given in thousand tenge, the share of in-country value in per cent.",
    ),
    year_heading=ACTUAL_VALUES,
    columns=(
        Column("name", Label(kk="Көрсеткіш", ru="Показатель", en="Indicator"), CellKind.TEXT),
        ACTUAL_AMOUNT,
        ACTUAL_SHARE,
    ),
    row_kinds=(
        _actual(
            "total",
            "1",
            Label(
                kk="ТЖҚ сатып алудың жалпы көлемі, оның ішінде:",
                ru="Общий объем закупок ТРУ, в том числе:",
                en="Total purchases of goods, works and services, including:",
            ),
        ),
        _actual("goods", "1.1", Label(kk="тауарлар", ru="товары", en="goods")),
        _actual("works", "1.2", Label(kk="жұмыстар", ru="работы", en="works")),
        _actual("services", "1.3", Label(kk="көрсетілетін қызметтер", ru="услуги", en="services")),
    ),
)

"""Words that stand in more than one place of the standard form."""

from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form.structure import CellKind, Column, Group, Section

PROGRAM_TITLE = Label(
    kk="Елішілік құндылықты дамыту бағдарламасы",
    ru="Программа развития внутристрановой ценности",
    en="In-country value development program",
)
PARTS = {
    1: Label(kk="1-бөлім. Ағымдағы жағдай", ru="Раздел 1. Текущая ситуация", en="Section 1. Current situation"),
    2: Label(kk="2-бөлім. Іс-шаралар жоспары", ru="Раздел 2. Планы мероприятий", en="Section 2. Action plans"),
}
TABLE = Label(kk="{number}-кесте", ru="Таблица {number}", en="Table {number}")
ROW_NUMBER = Label(kk="№", ru="№ п/п", en="No.")

THOUSAND_TENGE = Label(kk="мың теңге", ru="тыс. тенге", en="thousand tenge")
MILLION_TENGE = Label(kk="млн теңге", ru="млн тенге", en="million tenge")
QUANTITY = Label(kk="саны", ru="количество", en="quantity")
ICV_SHARE = Label(kk="ЕІҚ үлесі, %", ru="доля ВЦ, %", en="ICV share, %")
ACTIVITY_NAME = Label(kk="Іс-шараның атауы", ru="Наименование мероприятия", en="Name of activity")
TERM = Label(kk="Іске асыру мерзімі", ru="Срок реализации", en="Term of implementation")
TERMS = Label(kk="Іске асыру мерзімдері", ru="Сроки реализации", en="Terms of implementation")
UNIT = Label(kk="Өлшем бірлігі", ru="Единица измерения", en="Unit of measure")
TARGET_VALUES = Label(kk="Нысаналы көрсеткіштер", ru="Целевые показатели", en="Target values")
NOTE = Column("note", Label(kk="Ескертпе", ru="Примечание", en="Note"), CellKind.TEXT)

CONTRACT_GROUPS = (
    Group(
        "guaranteed_purchase",
        Label(
            kk="Кепілдендірілген сатып алу шарттары",
            ru="Договора гарантированного закупа",
            en="Guaranteed-purchase contracts",
        ),
    ),
    Group("offtake", Label(kk="Офтейк-келісімшарттар", ru="Офтейк-контракты", en="Offtake contracts")),
    Group(
        "contract_purchase",
        Label(
            kk="Келісімшарттық сатып алу шарттары",
            ru="Договора контрактных закупок",
            en="Contract-purchase contracts",
        ),
    ),
)


def heading(section: Section) -> Label:
    """How the form heads the section: "Таблица 2. По ...", "1. Описание ..."; Table 1 has a number only."""
    if section.table_number is None:
        return _numbered(section.number, section.title) if section.number else section.title
    table = TABLE.format(number=section.table_number)
    return _numbered(table, section.title) if section.prints_title else table


def _numbered(number: Label | int, title: Label) -> Label:
    return Label(kk="{number}. {title}", ru="{number}. {title}", en="{number}. {title}").format(
        number=number, title=title
    )

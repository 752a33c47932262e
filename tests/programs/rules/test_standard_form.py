import pytest

from programs.rules.points import cited
from programs.rules.standard_form import (
    CONTRACT_GROUPS,
    PRINTED_SECTIONS,
    SECTIONS,
    CellKind,
    RowPlace,
    cell_specs,
    fixed_rows,
    heading,
    section,
)


def keys(code, kind, group=None, **years):
    arguments = {"program_years": (2027, 2028), "baseline_years": (2024, 2025), "languages": ("kk", "ru")} | years
    return [spec.key for spec in cell_specs(section(code).row_kind(kind, group).columns, **arguments)]


def test_sections_stand_in_the_order_of_the_form():
    assert [section.code for section in PRINTED_SECTIONS] == [
        "current_situation",
        "problem_issues",
        "table_1",
        "table_2",
        "table_3",
        "table_4",
        "table_5",
        "table_6",
    ]
    assert {section.code for section in SECTIONS} - {section.code for section in PRINTED_SECTIONS} == {
        "planned_purchases",
        "demand_analysis",
    }


@pytest.mark.parametrize(
    ("code", "kk", "ru"),
    [
        (
            "current_situation",
            "1. Ірі тапсырыс берушілердің сатып алынатын тауарлардағы елішілік құндылық көрсеткіштерінің ағымдағы "
            "жағдайын сипаттау, оның ішінде 1-кестеге сәйкес.",
            "1. Описание текущей ситуации показателей внутристрановой ценности в закупаемых товарах крупных "
            "заказчиков, в том числе согласно таблице 1.",
        ),
        (
            "problem_issues",
            "2. Елішілік құндылық үлесін арттырудағы проблемалық мәселелерді сипаттау.",
            "2. Описание проблемных вопросов в увеличении доли внутристрановой ценности.",
        ),
        ("table_1", "1-кесте", "Таблица 1"),
        (
            "table_2",
            "2-кесте. Тауарларды сатып алудағы елішілік құндылық үлесін арттыру бойынша",
            "Таблица 2. По повышению доли внутристрановой ценности в закупках товаров",
        ),
        (
            "table_3",
            "3-кесте. Өнеркәсіпті дамытуға бағытталған шарттарды жоспарлау, жасасу бойынша",
            "Таблица 3. По планированию и заключению договоров, направленных на развитие промышленности",
        ),
        (
            "table_4",
            "4-кесте. Шағын және орта кәсіпкерлік субъектілерін дамыту бойынша",
            "Таблица 4. По развитию субъектов малого и среднего предпринимательства",
        ),
        ("table_5", "5-кесте. Өзге бағыттар бойынша", "Таблица 5. По иным направлениям"),
        (
            "table_6",
            "6-кесте. Кәсіпкерлікті мемлекеттік қолдау шаралары",
            "Таблица 6. Меры государственной поддержки предпринимательства",
        ),
    ],
)
def test_headings_are_those_of_the_resolution(code, kk, ru):
    label = heading(section(code))
    assert (label.kk, label.ru) == (kk, ru)


@pytest.mark.parametrize(
    ("code", "headings"),
    [
        ("table_1", "Показатель | тыс. тенге | доля ВЦ, %"),
        (
            "table_2",
            "Наименование мероприятия | Срок реализации | Единица измерения | Целевые показатели | Примечание",
        ),
        ("table_3", "Наименование мероприятия | Сроки реализации | количество | млн тенге | Примечание"),
        ("table_4", "Наименование мероприятия | Срок реализации | Примечание"),
        ("table_5", "Наименование мероприятия | Срок реализации | Примечание"),
        ("table_6", "Мера поддержки | Срок реализации | Описание меры | Ответственные органы"),
    ],
)
def test_russian_column_headings_are_those_of_the_resolution(code, headings):
    assert " | ".join(column.label.ru for column in section(code).columns) == headings


@pytest.mark.parametrize(
    ("code", "headings"),
    [
        ("table_1", "Көрсеткіш | мың теңге | ЕІҚ үлесі, %"),
        ("table_2", "Іс-шараның атауы | Іске асыру мерзімі | Өлшем бірлігі | Нысаналы көрсеткіштер | Ескертпе"),
        ("table_3", "Іс-шараның атауы | Іске асыру мерзімдері | саны | млн теңге | Ескертпе"),
        ("table_4", "Іс-шараның атауы | Іске асыру мерзімі | Ескертпе"),
        ("table_6", "Қолдау шарасы | Іске асыру мерзімі | Шараның сипаттамасы | Жауапты органдар"),
    ],
)
def test_kazakh_column_headings_are_those_of_the_resolution(code, headings):
    assert " | ".join(column.label.kk for column in section(code).columns) == headings


def test_fixed_rows_are_worded_as_in_the_resolution():
    table_1 = [kind.label.ru for kind in section("table_1").row_kinds if kind.label]
    table_2 = [kind.label.ru for kind in section("table_2").row_kinds if kind.fixed and kind.label]
    assert table_1 == ["Общий объем закупок ТРУ, в том числе:", "товары", "работы", "услуги"]
    assert table_2 == [
        "Повышение доли внутристрановой ценности в закупках товаров (%)",
        "Увеличение общего объема закупок товаров у казахстанских товаропроизводителей (млн.тенге)",
    ]
    assert [group.label.ru for group in CONTRACT_GROUPS] == [
        "Договора гарантированного закупа",
        "Офтейк-контракты",
        "Договора контрактных закупок",
    ]


def test_year_columns_of_table_1_go_year_by_year():
    assert keys("table_1", "goods") == ["amount.2024", "icv_share.2024", "amount.2025", "icv_share.2025"]


def test_texts_have_a_cell_in_each_language_of_the_program():
    assert keys("table_4", "activity") == [
        "name.kk",
        "name.ru",
        "term.2027.kk",
        "term.2027.ru",
        "term.2028.kk",
        "term.2028.ru",
        "note.kk",
        "note.ru",
    ]
    assert keys("table_4", "activity", languages=("kk",), program_years=(2027,)) == [
        "name.kk",
        "term.2027.kk",
        "note.kk",
    ]


def test_the_form_grows_by_year_columns():
    assert keys("table_2", "icv_share", program_years=range(2027, 2032), languages=("ru",)) == [
        "target.2027",
        "target.2028",
        "target.2029",
        "target.2030",
        "target.2031",
        "note.ru",
    ]


def test_contract_targets_cover_conclusion_and_performance():
    assert keys("table_3", "target", "offtake", program_years=(2027,), languages=("ru",)) == [
        "quantity.2027",
        "amount.2027",
        "performed_quantity.2027",
        "performed_amount.2027",
        "note.ru",
    ]


def test_there_are_no_applications_for_contract_purchases():
    with_applications = {
        kind.group for kind in section("demand_analysis").row_kinds if "applications" in {c.code for c in kind.columns}
    }
    assert with_applications == {"guaranteed_purchase", "offtake"}


def test_table_1_is_in_thousands_and_tables_2_and_3_are_in_millions():
    kinds = {
        code: {column.kind for row_kind in section(code).row_kinds for column in row_kind.columns}
        for code in ("table_1", "table_2", "table_3")
    }
    assert CellKind.THOUSAND_TENGE in kinds["table_1"]
    assert CellKind.MILLION_TENGE not in kinds["table_1"]
    assert CellKind.MILLION_TENGE in kinds["table_2"] & kinds["table_3"]
    assert CellKind.THOUSAND_TENGE not in kinds["table_2"] | kinds["table_3"]


def test_a_subsoil_user_has_a_share_row_for_each_right_and_others_have_one():
    def share_rows(rights, is_subsoil_user):
        places = fixed_rows(rights, is_subsoil_user=is_subsoil_user)
        return [place.right for place in places if (place.section, place.kind) == ("table_2", "icv_share")]

    assert share_rows(["a", "b"], True) == ["a", "b"]
    assert share_rows([], True) == []
    assert share_rows([], False) == [None]


def test_every_program_has_the_fixed_rows_of_the_form():
    places = list(fixed_rows([], is_subsoil_user=False))
    assert len(places) == 2 + 4 + 3 + 2 + 3
    assert RowPlace("table_3", "target", "contract_purchase") in places
    assert len(set(places)) == len(places)


def test_unknown_sections_and_rows_are_refused():
    with pytest.raises(KeyError):
        section("table_7")
    with pytest.raises(KeyError):
        section("table_3").row_kind("target")


def test_column_codes_are_unique_within_a_row_and_need_no_escaping():
    for form_section in SECTIONS:
        for row_kind in form_section.row_kinds:
            codes = [column.code for column in row_kind.columns]
            assert len(set(codes)) == len(codes)
            assert all("." not in code for code in codes)


def test_every_printed_cell_of_a_row_has_a_column_in_its_table():
    for form_section in PRINTED_SECTIONS:
        printed = {column.code for column in form_section.columns}
        for row_kind in form_section.row_kinds:
            assert {column.code for column in row_kind.columns if column.printed} <= printed


@pytest.mark.parametrize(
    ("point", "kk", "ru"),
    [("6(1)", "6(1)", "6(1)"), ("6(2)", "6(1)", "6(2)"), ("6(3)", "6(2)", "6(3)"), ("14", "14", "14")],
)
def test_points_are_cited_by_the_numbers_of_the_readers_text(point, kk, ru):
    assert (cited(point, "kk"), cited(point, "ru")) == (kk, ru)

"""What a list of purchases is for, and what is bought by one of its lines."""

from icv_portal.accounts.rules.labels import Label, Labelled


class PurchasePurpose(Labelled):
    PLANNED = (
        "planned",
        Label(kk="Жоспарлы сатып алу", ru="Планируемые закупки", en="Planned purchases"),
    )
    ACTUAL = (
        "actual",
        Label(kk="Өткен жылдардағы сатып алу", ru="Закупки прошлых лет", en="Purchases of past years"),
    )


class PurchaseKind(Labelled):
    """The codes are those of the rows of Table 1."""

    GOODS = "goods", Label(kk="тауарлар", ru="товары", en="goods")
    WORKS = "works", Label(kk="жұмыстар", ru="работы", en="works")
    SERVICES = "services", Label(kk="көрсетілетін қызметтер", ru="услуги", en="services")


SPELLINGS = {
    PurchaseKind.GOODS: ("тауар", "тауарлар", "товар", "товары", "goods", "good", "т"),
    PurchaseKind.WORKS: ("жұмыс", "жұмыстар", "работа", "работы", "works", "work", "р", "ж"),
    PurchaseKind.SERVICES: (
        "қызмет",
        "қызметтер",
        "көрсетілетін қызмет",
        "көрсетілетін қызметтер",
        "услуга",
        "услуги",
        "services",
        "service",
        "у",
        "қ",
    ),
}
KINDS = {spelling: kind for kind, spellings in SPELLINGS.items() for spelling in spellings}


def kind_named(text: str) -> PurchaseKind | None:
    return KINDS.get(text.strip().casefold())

"""Who takes part in the demo: state bodies under their public names, big customers that exist nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icv_portal.accounts.models import Organization, OrganizationFact
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.roles import OrganizationKind

FACTS_SINCE = date(2025, 6, 2)
ENTERED_AT = datetime(2025, 6, 20, 10, 0, tzinfo=UTC)
"""When the portal's administrator entered organisations and people."""
BASIS_OF = {
    FactKind.SUBSOIL_USER: "Жер қойнауын пайдалануға арналған келісімшарттар мен лицензиялар",
    FactKind.QUASI_PUBLIC: "«Өнеркәсіптік саясат туралы» Заңның 1-бабының 6-1) тармақшасы",
    FactKind.NATURAL_MONOPOLY: "Табиғи монополиялар субъектілерінің мемлекеттік тіркелімі",
    FactKind.BACKBONE: "Жүйе түзуші кәсіпорындардың тізбесі",
    FactKind.SMALL_CAPACITY: "«Табиғи монополиялар туралы» Заңның 4-бабы: жылына 25 млн кВт·сағ-тан кем",
    FactKind.ART_46_EXCLUDED: "«Өнеркәсіптік саясат туралы» Заңның 46-бабы: Ұлттық әл-ауқат қорының тобы",
}


@dataclass(frozen=True)
class DemoOrganization:
    """`code` names it in the demo and is the domain of its people's e-mails; `regulator` is such a code."""

    code: str
    kind: OrganizationKind
    bin: str
    name_kk: str
    name_ru: str
    name_en: str
    address: str
    facts: tuple[FactKind, ...] = ()
    regulator: str = ""
    activity_began_on: date | None = None


BODIES = (
    DemoOrganization(
        "authorized-body",
        OrganizationKind.AUTHORIZED_BODY,
        "970340099991",
        "Қазақстан Республикасы Өнеркәсіп және құрылыс министрлігі",
        "Министерство промышленности и строительства Республики Казахстан",
        "Ministry of Industry and Construction of the Republic of Kazakhstan",
        "010000, Астана қ., Мәңгілік Ел даңғ., 8",
    ),
    DemoOrganization(
        "regulator",
        OrganizationKind.REGULATOR,
        "010640099993",
        "Қазақстан Республикасы Ұлттық экономика министрлігінің Табиғи монополияларды реттеу комитеті",
        "Комитет по регулированию естественных монополий Министерства национальной экономики Республики Казахстан",
        "Committee for Regulation of Natural Monopolies of the Ministry of National Economy",
        "010000, Астана қ., Мәңгілік Ел даңғ., 8",
    ),
    DemoOrganization(
        "department",
        OrganizationKind.REGULATOR,
        "981240099992",
        "Табиғи монополияларды реттеу комитетінің Қарағанды облысы бойынша департаменті",
        "Департамент Комитета по регулированию естественных монополий по Карагандинской области",
        "Department of the Committee for Regulation of Natural Monopolies for Karaganda Region",
        "100000, Қарағанды қ., Бейбітшілік бульв., 39",
    ),
    DemoOrganization(
        "oversight",
        OrganizationKind.OVERSIGHT,
        "040440099991",
        "Қазақстан Республикасының Жоғары аудиторлық палатасы",
        "Высшая аудиторская палата Республики Казахстан",
        "Supreme Audit Chamber of the Republic of Kazakhstan",
        "010000, Астана қ., Мәңгілік Ел даңғ., 8",
    ),
    DemoOrganization(
        "portal",
        OrganizationKind.PORTAL,
        "020940099996",
        "«Құндылық порталының операторы» АҚ",
        "АО «Оператор портала ценности»",
        "Value Portal Operator JSC",
        "010000, Астана қ., Үлгі к-сі, 1",
    ),
)


def _customer(
    code: str,
    number: str,
    kk: str,
    ru: str,
    en: str,
    address: str,
    *facts: FactKind,
    regulator: str = "",
    activity_began_on: date | None = None,
) -> DemoOrganization:
    return DemoOrganization(
        code, OrganizationKind.BIG_CUSTOMER, number, kk, ru, en, address, facts, regulator, activity_began_on
    )


MONOPOLY, BACKBONE, SUBSOIL = FactKind.NATURAL_MONOPOLY, FactKind.BACKBONE, FactKind.SUBSOIL_USER
CUSTOMERS = (
    _customer(
        "kunqala",
        "090740099991",
        "«Күнқала жылу желілері» АҚ",
        "АО «Кункалинские тепловые сети»",
        "Kunqala Heat Networks JSC",
        "100017, Қарағанды қ., Самал көшесі, 14",
        MONOPOLY,
        regulator="regulator",
    ),
    _customer(
        "bulaqty",
        "061140099997",
        "«Бұлақты жылу» ЖШС",
        "ТОО «Булакты жылу»",
        "Bulaqty Heat LLP",
        "100600, Жезқазған қ., Бұлақ көшесі, 3",
        MONOPOLY,
        regulator="department",
    ),
    _customer(
        "shyndar",
        "130540099994",
        "«Шыңдар жылу орталығы» АҚ",
        "АО «Шындарская теплоцентраль»",
        "Shyndar Heat Plant JSC",
        "070004, Өскемен қ., Шыңдар көшесі, 22",
        MONOPOLY,
        regulator="regulator",
    ),
    _customer(
        "zhelqaiyq",
        "180840099994",
        "«Желқайық электр желілері» АҚ",
        "АО «Желкайыкские электрические сети»",
        "Zhelqaiyq Power Networks JSC",
        "140000, Павлодар қ., Желқайық көшесі, 7",
        MONOPOLY,
        regulator="regulator",
    ),
    _customer(
        "sarqyrama",
        "990840099993",
        "«Сарқырама электр тораптары» ЖШС",
        "ТОО «Саркырама электр тораптары»",
        "Sarqyrama Power Grids LLP",
        "101400, Теміртау қ., Сарқырама көшесі, 51",
        MONOPOLY,
        regulator="department",
    ),
    _customer(
        "quat-arnasy",
        "001040099992",
        "«Қуат арнасы» ұлттық компаниясы АҚ",
        "АО «Национальная компания «Қуат арнасы»",
        "Quat Arnasy National Company JSC",
        "010000, Астана қ., Арна көшесі, 9",
        FactKind.QUASI_PUBLIC,
        MONOPOLY,
        regulator="regulator",
    ),
    _customer(
        "altyn-zhota",
        "120340099995",
        "«Алтын Жота кен» ЖШС",
        "ТОО «Алтын Жота кен»",
        "Altyn Zhota Mining LLP",
        "021500, Степногорск қ., Жота көшесі, 2",
        SUBSOIL,
    ),
    _customer(
        "zhartas",
        "150540099998",
        "«Жартас никель» ЖШС",
        "ТОО «Жартас никель»",
        "Zhartas Nickel LLP",
        "030000, Ақтөбе қ., Жартас көшесі, 18",
        SUBSOIL,
    ),
    _customer(
        "qarlygash",
        "210240099990",
        "«Қарлығаш калий» ЖШС",
        "ТОО «Карлыгаш калий»",
        "Qarlygash Potash LLP",
        "030000, Ақтөбе қ., Қарлығаш көшесі, 5",
        SUBSOIL,
        activity_began_on=date(2021, 2, 15),
    ),
    _customer(
        "kokzhiek",
        "980540099990",
        "«Көкжиек марганец» АҚ",
        "АО «Кокжиек марганец»",
        "Kokzhiek Manganese JSC",
        "100300, Жәйрем кенті, Көкжиек көшесі, 1",
        SUBSOIL,
        BACKBONE,
    ),
    _customer(
        "munarly",
        "050240099996",
        "«Мұнарлы мыс» АҚ",
        "АО «Мунарлы мыс»",
        "Munarly Copper JSC",
        "100700, Балқаш қ., Мұнар көшесі, 30",
        SUBSOIL,
        BACKBONE,
    ),
    _customer(
        "samgau",
        "160940099994",
        "«Самғау тасымал» АҚ",
        "АО «Самгау тасымал»",
        "Samgau Cargo JSC",
        "010000, Астана қ., Самғау көшесі, 12",
        FactKind.QUASI_PUBLIC,
        FactKind.ART_46_EXCLUDED,
    ),
    _customer(
        "kendala",
        "990940099997",
        "«Кеңдала жол» ұлттық компаниясы» АҚ",
        "АО «Национальная компания «Кендала жол»",
        "Kendala Zhol National Company JSC",
        "010000, Астана қ., Дала көшесі, 44",
        FactKind.QUASI_PUBLIC,
    ),
    _customer(
        "aqtolqyn",
        "070540099990",
        "«Ақтолқын порты» АҚ",
        "АО «Порт Актолкын»",
        "Aqtolqyn Port JSC",
        "130000, Ақтау қ., Толқын көшесі, 1",
        FactKind.QUASI_PUBLIC,
    ),
    _customer(
        "temirqazyq",
        "141040099990",
        "«Темірқазық құрыш» АҚ",
        "АО «Темирказык сталь»",
        "Temirqazyq Steel JSC",
        "101400, Теміртау қ., Құрыш көшесі, 8",
        BACKBONE,
        MONOPOLY,
        FactKind.SMALL_CAPACITY,
    ),
    _customer(
        "shugyla",
        "110440099997",
        "«Шұғыла алюминий» АҚ",
        "АО «Шугыла алюминий»",
        "Shugyla Aluminium JSC",
        "140000, Павлодар қ., Шұғыла көшесі, 60",
        BACKBONE,
    ),
    _customer(
        "aidynkol",
        "921240099991",
        "«Айдынкөл цемент» АҚ",
        "АО «Айдынколь цемент»",
        "Aidynkol Cement JSC",
        "070004, Өскемен қ., Айдын көшесі, 16",
        BACKBONE,
    ),
)
ORGANIZATIONS = (*BODIES, *CUSTOMERS)


def load_organizations() -> dict[str, Organization]:
    """All of them with their facts, by code."""
    loaded: dict[str, Organization] = {}
    for one in ORGANIZATIONS:
        loaded[one.code] = _load(one, loaded)
        for fact in _facts(one, loaded[one.code]):
            fact.save_by(None, reason="demo", at=ENTERED_AT)
    return loaded


def _load(one: DemoOrganization, loaded: dict[str, Organization]) -> Organization:
    organization = Organization(
        kind=one.kind,
        bin=one.bin,
        name_kk=one.name_kk,
        name_ru=one.name_ru,
        name_en=one.name_en,
        postal_address=one.address,
        competent_regulator=loaded[one.regulator] if one.regulator else None,
        activity_began_on=one.activity_began_on,
    )
    organization.save_by(None, reason="demo", at=ENTERED_AT)
    return organization


def _facts(one: DemoOrganization, organization: Organization) -> Iterator[OrganizationFact]:
    for kind in one.facts:
        yield OrganizationFact(organization=organization, kind=kind, valid_from=FACTS_SINCE, basis=BASIS_OF[kind])

"""Why a day is off or works: the holidays of Kazakhstan and the acts they stand in, in three languages."""

from icv_portal.accounts.rules.labels import Label, Labelled

LAW_ON_HOLIDAYS = Label(
    kk="«Қазақстан Республикасындағы мерекелер туралы» Заң",
    ru="Закон «О праздниках в Республике Казахстан»",
    en="Law “On holidays in the Republic of Kazakhstan”",
)
LABOUR_CODE_DAYS_OFF = Label(
    kk="Еңбек кодексінің 84-бабының 5-тармағы", ru="Трудовой кодекс, ст. 84, п. 5", en="Labour Code, art. 84(5)"
)
LABOUR_CODE_MOVED = Label(
    kk="Еңбек кодексінің 85-бабының 3-тармағы", ru="Трудовой кодекс, ст. 85, п. 3", en="Labour Code, art. 85(3)"
)
OBSERVED = ":observed"
IN_PLACE_OF = Label(
    kk="{name}: мереке демалыс күніне тура келді (5-бап). {act}",
    ru="{name}: праздник совпал с выходным днём (ст. 5). {act}",
    en="{name}: the holiday fell on a day off (art. 5). {act}",
)
WITH_ACT = Label(kk="{name}. {act}", ru="{name}. {act}", en="{name}. {act}")


class Holiday(Labelled):
    """Codes kept in the calendar and in the proof of terms; `code:observed` is the working day a holiday moved to."""

    NEW_YEAR = "new_year", Label(kk="Жаңа жыл", ru="Новый год", en="New Year")
    CHRISTMAS = "christmas", Label(kk="Православиелік Рождество", ru="Православное Рождество", en="Orthodox Christmas")
    WOMENS_DAY = (
        "womens_day",
        Label(kk="Халықаралық әйелдер күні", ru="Международный женский день", en="International Women's Day"),
    )
    CONSTITUTION_DAY = "constitution_day", Label(kk="Конституция күні", ru="День Конституции", en="Constitution Day")
    NAURYZ = "nauryz", Label(kk="Наурыз мейрамы", ru="Наурыз мейрамы", en="Nauryz")
    UNITY_DAY = (
        "unity_day",
        Label(
            kk="Қазақстан халқының бірлігі мерекесі",
            ru="Праздник единства народа Казахстана",
            en="Day of Unity of the People of Kazakhstan",
        ),
    )
    DEFENDER_DAY = (
        "defender_day",
        Label(kk="Отан қорғаушы күні", ru="День защитника Отечества", en="Defender of the Fatherland Day"),
    )
    VICTORY_DAY = "victory_day", Label(kk="Жеңіс күні", ru="День Победы", en="Victory Day")
    KURBAN_AIT = (
        "kurban_ait",
        Label(kk="Құрбан айттың бірінші күні", ru="Первый день Курбан-айта", en="First day of Kurban Ait"),
    )
    CAPITAL_DAY = "capital_day", Label(kk="Астана күні", ru="День столицы", en="Capital Day")
    REPUBLIC_DAY = "republic_day", Label(kk="Республика күні", ru="День Республики", en="Republic Day")
    INDEPENDENCE_DAY = (
        "independence_day",
        Label(kk="Тәуелсіздік күні", ru="День Независимости", en="Independence Day"),
    )
    MOVED_DAY_OFF = (
        "moved_day_off",
        Label(kk="Ауыстырылған демалыс күні", ru="Перенесённый выходной день", en="Moved day off"),
    )
    MOVED_WORKING_DAY = (
        "moved_working_day",
        Label(
            kk="Демалыс күнін ауыстыруға байланысты жұмыс күні",
            ru="Рабочий день в связи с переносом выходного дня",
            en="Working day because a day off was moved",
        ),
    )

    @property
    def act(self) -> Label:
        if self in (Holiday.MOVED_DAY_OFF, Holiday.MOVED_WORKING_DAY):
            return LABOUR_CODE_MOVED
        if self in (Holiday.CHRISTMAS, Holiday.KURBAN_AIT):
            return LABOUR_CODE_DAYS_OFF
        return LAW_ON_HOLIDAYS


def described(basis: str) -> Label:
    """The basis of a calendar day for people; what an administrator typed in is shown as typed."""
    code, observed = basis.removesuffix(OBSERVED), basis.endswith(OBSERVED)
    if code not in set(Holiday):
        return Label(kk=basis, ru=basis, en=basis)
    holiday = Holiday(code)
    return (IN_PLACE_OF if observed else WITH_ACT).format(name=holiday.label, act=holiday.act)

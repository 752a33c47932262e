"""Why a file as a whole cannot be read as a list of purchases, and what to do."""

from collections.abc import Mapping
from typing import Any

from icv_portal.accounts.rules.labels import Label, Labelled


class RefusalCode(Labelled):
    """Texts with places are filled in from the refusal's own values."""

    FORMAT = (
        "format",
        Label(
            kk="Файл .xlsx кітабы да, .csv мәтіні де емес. Оны солардың бірі ретінде сақтаңыз.",
            ru="Файл не является ни книгой .xlsx, ни текстом .csv. Сохраните его в одном из этих форматов.",
            en="The file is neither an .xlsx workbook nor .csv text. Save it as one of them.",
        ),
    )
    UNSAFE = ("unsafe", Label(kk="{message}", ru="{message}", en="{message}"))
    DAMAGED = (
        "damaged",
        Label(
            kk="Кітап бүлінген және оқылмайды. Оны кесте бағдарламасында ашып, қайта сақтаңыз.",
            ru="Книга повреждена и не читается. Откройте её в табличной программе и сохраните заново.",
            en="The workbook is damaged and cannot be read. Open it in your spreadsheet program and save it anew.",
        ),
    )
    TOO_MUCH = (
        "too_much",
        Label(
            kk="Кітапта тізімге қажеттіден әлдеқайда көп дүние бар. Тізімнің ұяшықтарын жаңа кітапқа көшіріп, соны "
            "жіберіңіз немесе .csv түрінде сақтаңыз.",
            ru="В книге намного больше, чем нужно для списка. Скопируйте ячейки списка в новую книгу и отправьте её "
            "или сохраните список как .csv.",
            en="The workbook holds far more than a list needs. Copy the cells of the list into a new workbook and send "
            "that, or save the list as .csv.",
        ),
    )
    STRICT = (
        "strict",
        Label(
            kk="Кітап «Strict Open XML» түрінде сақталған, портал оны оқи алмайды. Оны кәдімгі «Excel кітабы (.xlsx)» "
            "ретінде сақтаңыз.",
            ru="Книга сохранена в виде «Strict Open XML», который портал не читает. Сохраните её как обычную «Книга "
            "Excel (.xlsx)».",
            en="The workbook is of a dialect the portal cannot read (“Strict Open XML”). Save it as plain “Excel "
            "workbook (.xlsx)”.",
        ),
    )
    NOT_CSV = (
        "not_csv",
        Label(
            kk="{line}-жолды кесте ретінде оқу мүмкін емес: тырнақшалар мен бөлгіштерді тексеріңіз.",
            ru="Строку {line} нельзя прочитать как таблицу: проверьте кавычки и разделители.",
            en="Line {line} cannot be read as a table: check its quotation marks and separators.",
        ),
    )
    NO_HEADINGS = (
        "no_headings",
        Label(
            kk="Баған атаулары табылмады: олар алғашқы {rows} жолдың бірінде тұруы керек. Үлгіні жүктеп алыңыз.",
            ru="Заголовки столбцов не найдены: они должны стоять в одной из первых {rows} строк. Скачайте шаблон.",
            en="No headings were found: they stand in one of the first {rows} lines. Download the template.",
        ),
    )
    MISSING_COLUMNS = (
        "missing_columns",
        Label(
            kk="Мына бағандар жоқ: {columns}. Оларды қосыңыз; атауларын үлгіден қараңыз.",
            ru="Нет столбцов: {columns}. Добавьте их; названия смотрите в шаблоне.",
            en="These columns are absent: {columns}. Add them; the template shows how they are called.",
        ),
    )
    REPEATED_COLUMNS = (
        "repeated_columns",
        Label(
            kk="Бір баған екі рет кездеседі: {columns}. Біреуін қалдырыңыз.",
            ru="Один и тот же столбец встречается дважды: {columns}. Оставьте один.",
            en="The same column is there twice: {columns}. Leave one of them.",
        ),
    )
    NO_UNIT = (
        "no_unit",
        Label(
            kk="Сома бағанының атауында өлшем бірлігі жоқ: «Сомасы, теңге», «Сомасы, мың теңге» немесе «Сомасы, млн "
            "теңге» деп жазыңыз.",
            ru="В заголовке суммы не указана единица: напишите «Сумма, тенге», «Сумма, тыс. тенге» или «Сумма, млн "
            "тенге».",
            en="The heading of the value names no unit: write “Value, tenge”, “Value, thousand tenge” or “Value, "
            "million tenge”.",
        ),
    )
    NO_LINES = (
        "no_lines",
        Label(
            kk="Баған атауларынан кейін бірде-бір жол жоқ. Тізімді толтырыңыз.",
            ru="После заголовков нет ни одной строки. Заполните список.",
            en="There is not a single line after the headings. Fill the list in.",
        ),
    )
    TOO_MANY_LINES = (
        "too_many_lines",
        Label(
            kk="Тізімде {most} жолдан көп. Бір кодтың жолдарын біріктіріңіз.",
            ru="В списке больше {most} строк. Объедините строки одного кода.",
            en="The list has more than {most} lines. Join the lines of one code.",
        ),
    )
    NO_BASELINE = (
        "no_baseline",
        Label(
            kk="Бағдарламада нақты көрсеткіштер жылдары жоқ: 1-кестеге есептейтін ештеңе жоқ.",
            ru="В программе нет лет фактических показателей: для таблицы 1 нечего вычислять.",
            en="The program has no years of actual figures: there is nothing to compute for Table 1.",
        ),
    )
    OUT_OF_HANDS = (
        "out_of_hands",
        Label(
            kk="Тізім оқылып жатқанда бағдарлама жіберілді немесе қол қоюға дайындалды. Ештеңе өзгерген жоқ.",
            ru="Пока список читался, программу направили или подготовили к подписанию. Ничего не изменено.",
            en="While the list was read, the program was submitted or made ready for signature. Nothing was changed.",
        ),
    )
    REPLACED = (
        "replaced",
        Label(
            kk="Тізім оқылып жатқанда одан кейін жіберілген файл қабылданды. Осы тізім керек болса, файлды "
            "қайта жіберіңіз.",
            ru="Пока список читался, был принят файл, отправленный позже. Если нужен этот список, отправьте "
            "файл ещё раз.",
            en="While the list was read, a file sent later was taken. If this list is wanted, send its file again.",
        ),
    )
    LOST = (
        "lost",
        Label(
            kk="Жіберілген файл порталда табылмады. Оны қайта жіберіңіз.",
            ru="Отправленный файл на портале не найден. Отправьте его ещё раз.",
            en="The file that was sent is not on the portal any more. Send it again.",
        ),
    )


class Refused(Exception):
    """The file is not taken. `values` are texts, or labels in three languages."""

    def __init__(self, code: RefusalCode, **values: str | Label) -> None:
        super().__init__(code.value)
        self.code, self.values = code, values

    def as_json(self) -> dict[str, Any]:
        values = {name: _texts(value) for name, value in self.values.items()}
        return {"code": self.code.value, "values": values}


def refusal_label(stored: Mapping[str, Any]) -> Label:
    values = {name: Label(*texts) for name, texts in stored["values"].items()}
    return RefusalCode(stored["code"]).label.format(**values)


def _texts(value: str | Label) -> list[str]:
    return [value.kk, value.ru, value.en] if isinstance(value, Label) else [value] * 3

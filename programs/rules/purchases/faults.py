"""What is wrong with a list of purchases, cell by cell, and what to do; and what is only worth a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from icv_portal.accounts.rules.labels import Label, Labelled


class FaultCode(Labelled):
    """Texts with places are filled in from the fault's own values."""

    EMPTY = (
        "empty",
        Label(kk="Ұяшық бос: толтырыңыз.", ru="Ячейка пуста: заполните её.", en="The cell is empty: fill it in."),
    )
    TOO_LONG = (
        "too_long",
        Label(
            kk="Мәтін тым ұзын: {most} таңбадан асырмай қысқартыңыз.",
            ru="Текст слишком длинный: сократите до {most} знаков.",
            en="The text is too long: shorten it to {most} characters.",
        ),
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        Label(
            kk="Сатып алу түрі танылмады: тауарлар, жұмыстар немесе қызметтер деп жазыңыз.",
            ru="Вид закупки не распознан: напишите товары, работы или услуги.",
            en="The kind of purchase is not known: write goods, works or services.",
        ),
    )
    NOT_A_CODE = (
        "not_a_code",
        Label(
            kk="ТЖҚ БНА коды емес: 281314.900.000001 сияқты нүктемен бөлінген 6, 3 және 6 цифр жазыңыз.",
            ru="Это не код ЕНС ТРУ: напишите 6, 3 и 6 цифр через точку, как 281314.900.000001.",
            en="This is no ENS TRU code: write 6, 3 and 6 digits with points between them, like 281314.900.000001.",
        ),
    )
    NOT_A_NUMBER = (
        "not_a_number",
        Label(
            kk="Бұл сан емес: санды 1 234,56 сияқты, мәтінсіз жазыңыз.",
            ru="Это не число: напишите число без текста, как 1 234,56.",
            en="This is no number: write it without text, like 1 234.56.",
        ),
    )
    NEGATIVE = (
        "negative",
        Label(
            kk="Теріс сан: оң сан немесе 0 жазыңыз.",
            ru="Число отрицательное: напишите положительное число или 0.",
            en="The number is negative: write a positive one or 0.",
        ),
    )
    TOO_LARGE = (
        "too_large",
        Label(
            kk="Сан тым үлкен: өлшем бірлігін тексеріңіз.",
            ru="Число слишком велико: проверьте единицу измерения.",
            en="The number is too large: check its unit.",
        ),
    )
    SHARE_OUT_OF_RANGE = (
        "share_out_of_range",
        Label(
            kk="Үлес 0-ден 100 %-ға дейін болуы керек: түзетіңіз.",
            ru="Доля должна быть от 0 до 100 %: исправьте её.",
            en="A share is from 0 to 100 %: correct it.",
        ),
    )
    NOT_A_YEAR = (
        "not_a_year",
        Label(
            kk="Бұл жыл емес: төрт цифрмен жазыңыз, мысалы {example}.",
            ru="Это не год: напишите его четырьмя цифрами, например {example}.",
            en="This is no year: write it with four digits, for example {example}.",
        ),
    )
    YEAR_OUTSIDE = (
        "year_outside",
        Label(
            kk="Тізім {years} жылдарға арналған: жылды түзетіңіз немесе жолды алып тастаңыз.",
            ru="Список составляется на годы {years}: исправьте год или удалите строку.",
            en="The list is for the years {years}: correct the year or take the line out.",
        ),
    )
    UNKNOWN_RIGHT = (
        "unknown_right",
        Label(
            kk="Мұндай келісімшарт немесе лицензия енгізілмеген. Енгізілгендері: {rights}. Нөмірін осылай жазыңыз "
            "немесе оны алдымен «Келісімшарттар мен лицензиялар» бетінде енгізіңіз.",
            ru="Такой контракт или лицензия не введены. Введены: {rights}. Напишите номер так же или сначала введите "
            "их на странице «Контракты и лицензии».",
            en="No such contract or licence is entered. Entered are: {rights}. Write the number like that, or first "
            "enter it on the page “Contracts and licences”.",
        ),
    )
    AMBIGUOUS_RIGHT = (
        "ambiguous_right",
        Label(
            kk="Осы нөмірмен бірнеше құқық енгізілген: атауын толық жазыңыз, мысалы «{rights}».",
            ru="С этим номером введено несколько прав: напишите полностью, например «{rights}».",
            en="Several rights have this number: write it in full, for example “{rights}”.",
        ),
    )
    NOT_A_BIN = (
        "not_a_bin",
        Label(
            kk="БСН 12 цифрдан тұрады, соңғысы қалғандарын тексереді: салыстырып түзетіңіз. Шетелдік өндірушінікін бос "
            "қалдырыңыз.",
            ru="БИН состоит из 12 цифр, последняя проверяет остальные: сверьте и исправьте. У иностранного "
            "производителя оставьте пустым.",
            en="A BIN has 12 digits, the last of which checks the others: compare and correct it. Leave it empty for a "
            "foreign producer.",
        ),
    )
    BROKEN_FORMULA = (
        "broken_formula",
        Label(
            kk="Формула есептелмеген немесе қате берген: ұяшыққа мәннің өзін қойыңыз.",
            ru="Формула не вычислена или дала ошибку: поставьте в ячейку само значение.",
            en="The formula was not computed or gave an error: put the value itself into the cell.",
        ),
    )


class NoteCode(Labelled):
    """Nothing of this keeps a list from being taken."""

    WITHOUT_SHARE = (
        "without_share",
        Label(
            kk="ЕІҚ үлесі көрсетілмеген жолдар: олар 0 % деп есептеледі",
            ru="Строки без доли ВЦ: они учтены как 0 %",
            en="Lines without an ICV share: they count as 0 %",
        ),
    )
    SHARE_LIKE_A_FRACTION = (
        "share_like_a_fraction",
        Label(
            kk="ЕІҚ үлесі 1 %-дан аспайтын жолдар: 40 % орнына 0,4 жазылмағанын тексеріңіз",
            ru="Строки с долей ВЦ не больше 1 %: проверьте, не написано ли 0,4 вместо 40 %",
            en="Lines with an ICV share of 1 % at most: check that 0.4 was not written for 40 %",
        ),
    )
    UNKNOWN_PRODUCER = (
        "unknown_producer",
        Label(
            kk="Үлесі бар, бірақ өндірушінің БСН-і жоқ жолдар: тізілімнен үзінді көшірме кімдікі екені көрінбейді",
            ru="Строки с долей, но без БИН производителя: не видно, чья выписка из реестра её подтверждает",
            en="Lines with a share and without the producer's BIN: it cannot be seen whose register extract proves it",
        ),
    )
    NOT_GOODS = (
        "not_goods",
        Label(
            kk="Жұмыстар мен көрсетілетін қызметтер жолдары: нысаналы индикаторлар тек тауарлар бойынша есептеледі",
            ru="Строки работ и услуг: целевые индикаторы считаются только по товарам",
            en="Lines of works and services: the targets are computed from goods alone",
        ),
    )
    WITHOUT_VALUE = (
        "without_value",
        Label(kk="Сомасы 0 болатын жолдар", ru="Строки с суммой 0", en="Lines with a value of 0"),
    )


@dataclass(frozen=True)
class Fault:
    """`line` as the file numbers it, from 1; `column` by its code, `value` as it stands there."""

    line: int
    column: str
    value: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> Label:
        return FaultCode(self.code).label.format(**self.values)

    def as_json(self) -> Sequence[Any]:
        return [self.line, self.column, self.value, self.code, dict(self.values)]


def fault_from_json(stored: Sequence[Any]) -> Fault:
    line, column, value, code, values = stored
    return Fault(line, column, value, code, values)


@dataclass
class Notes:
    """How many lines each note is about, and the first of them."""

    counted: dict[str, list[int]] = field(default_factory=dict)

    def add(self, code: NoteCode, line: int) -> None:
        found = self.counted.setdefault(code.value, [0, line])
        found[0] += 1


@dataclass(frozen=True)
class Note:
    code: str
    count: int
    first_line: int

    @property
    def label(self) -> Label:
        return NoteCode(self.code).label


def notes_from_json(stored: Mapping[str, Sequence[int]]) -> list[Note]:
    return [Note(code.value, *stored[code.value]) for code in NoteCode if code.value in stored]

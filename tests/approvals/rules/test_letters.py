"""What the letters say, in both languages: everything p. 14-16 and the Procedure Code ask for, and nothing foreign."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import GroundFacts, Heard, LetterFacts, LetterText, confirmation, notification
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.terms import TermKind
from icv_portal.accounts.rules.labels import Label
from tests.factories import letters
from tests.factories.moments import moment

KINDS_IN_LANGUAGES = [(kind, language) for kind in LetterKind for language in ("kk", "ru")]
LATIN = re.compile(r"[A-Za-z]+")
KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
REWORKED: LetterFacts = replace(letters.FACTS, is_reworked=True)


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from strings(one)
        case list() | tuple():
            for one in value:
                yield from strings(one)


def said(letter: LetterText) -> str:
    return "\n".join(strings(letter.as_json()))


def facts_of(letter: LetterText) -> dict[str, str]:
    return {fact.name: fact.value for fact in letter.facts}


def test_there_is_a_letter_of_every_kind():
    assert set(letters.EVERY_KIND) == set(LetterKind)


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_a_letter_names_body_official_customer_version_number_and_date(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    day = {"kk": "2026 жылғы 23 қараша", "ru": "23 ноября 2026 года"}[language]
    assert (letter.head.number, letter.head.day) == ("17/2026", day)
    assert (letter.head.name_kk, letter.head.name_ru) == (letters.BODY.name.kk, letters.BODY.name.ru)
    assert letter.head.address == letters.BODY.address
    name = letters.CUSTOMER.name.in_language(language)
    assert letter.addressee[0] == name
    assert letters.CUSTOMER.bin in letter.addressee[1]
    assert letter.addressee[2] == letters.CUSTOMER.address
    assert name in letter.opening[0]
    assert "2027–2029" in letter.title
    assert letters.SHA256 in facts_of(letter).values()
    assert any(value.startswith("№ 2 ") and "26.10.2026, 09:15" in value for value in facts_of(letter).values())
    official = ("", "") if kind is LetterKind.REGISTRATION_CONFIRMATION else ("Вице-министр", "Сейітова А. М.")
    assert (letter.signature.position, letter.signature.name) == official
    assert "23.11.2026, 16:20" in letter.signature.record


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_every_sentence_is_in_the_language_of_the_letter(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    text = said(letter).replace(letters.SHA256, "")
    assert {"kk": "Қағидалар", "ru": "Правил"}[language] in text
    assert set(LATIN.findall(text)) == {"SHA", language}  # the name of the digest, and the code of the language
    own = replace(letter, head=replace(letter.head, name_kk="", address=""), addressee=(), opening=letter.opening)
    foreign = said(own).replace("Сейітова", "").replace(letters.CUSTOMER.address, "")
    assert bool(KAZAKH & set(foreign)) == (language == "kk")


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_no_place_is_left_unfilled(kind: LetterKind, language: str):
    assert not re.search(r"[{}]|None", said(letters.EVERY_KIND[kind](language)))


@pytest.mark.parametrize(("kind", "language"), KINDS_IN_LANGUAGES)
def test_a_letter_is_the_same_after_it_was_stored(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    assert LetterText.from_json(json.loads(json.dumps(letter.as_json()))) == letter


def test_a_schema_nobody_wrote_is_not_read():
    stored = letters.refusal("kk").as_json()
    assert stored["schema"] == 1
    with pytest.raises(ValueError, match="schema 2"):
        LetterText.from_json({**stored, "schema": 2})


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", [LetterKind.AGREEMENT_NOTIFICATION, LetterKind.REFUSAL])
def test_a_decision_says_how_to_appeal(kind: LetterKind, language: str):
    letter = letters.EVERY_KIND[kind](language)
    appeal = letter.parts[-1].paragraphs[0]
    to_whom, until_when, articles = {
        "kk": ("Шағым шешімді қабылдаған органға беріледі, оны жоғары тұрған орган қарайды", "үш ай ішінде", "92-бабы"),
        "ru": ("в орган, принявший решение, и рассматривается вышестоящим органом", "в течение трёх месяцев", "92"),
    }[language]
    assert to_whom in appeal
    assert until_when in appeal
    assert articles in appeal
    assert letters.BODY.name.in_language(language) in appeal


def test_a_preliminary_decision_is_no_act_to_appeal_yet():
    assert not any("Порядок обжалования" in part.heading for part in letters.preliminary_decision("ru").parts)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("ground", RefusalGround)
def test_a_ground_stands_word_for_word_with_reasoning_and_rows(ground: RefusalGround, language: str):
    rows = [Label(kk=f"2-кесте, «{n}»", ru=f"Таблица 2, «{n}»", en="") for n in range(3)]
    given = GroundFacts(ground, "Бірінші.\n\nЕкінші.", "Первое.\n\nВторое.", rows)
    [stated] = letters.refusal(language, grounds=(given,)).grounds.stated
    assert stated.text == ground.label.in_language(language)
    assert stated.reasoning == {"kk": "Бірінші.\n\nЕкінші.", "ru": "Первое.\n\nВторое."}[language]
    assert (stated.language, stated.note) == (language, "")
    assert stated.rows == tuple(row.in_language(language) for row in rows)


def test_a_reasoning_given_in_one_language_stands_in_both_letters_and_says_so():
    only_russian = replace(letters.GROUND, reasoning_kk="")
    [kazakh], [russian] = (letters.refusal(code, grounds=(only_russian,)).grounds.stated for code in ("kk", "ru"))
    assert kazakh.reasoning == russian.reasoning == letters.GROUND.reasoning_ru
    assert (kazakh.language, kazakh.note) == ("ru", "орыс тілінде берілген")
    assert (russian.language, russian.note) == ("ru", "")
    only_kazakh = replace(letters.GROUND, reasoning_ru="")
    [russian] = letters.refusal("ru", grounds=(only_kazakh,)).grounds.stated
    assert (russian.language, russian.note) == ("kk", "приведено на казахском языке")


def test_the_grounds_are_those_that_were_stated_and_no_other():
    text = said(letters.refusal("ru"))
    assert RefusalGround.UNDERSTATED_TARGETS.label.ru in text
    assert RefusalGround.NO_SME_ACTIVITIES.label.ru not in text


def test_a_refusal_says_until_when_to_resubmit():
    assert "Қайта ұсынудың соңғы күні – 2026 жылғы 7 желтоқсан." in said(letters.refusal("kk"))
    assert "10 жұмыс күні ішінде қайта ұсынады" in said(letters.refusal("kk"))
    assert "Последний день повторного представления – 7 декабря 2026 года." in said(letters.refusal("ru"))


def test_without_a_calendar_a_refusal_says_that_the_day_is_unknown():
    text = said(letters.refusal("ru", rework_until=None))
    assert "нельзя вычислить: нет календаря" in text
    assert "Последний день повторного представления –" not in text


@pytest.mark.parametrize(
    ("heard", "reason", "expected", "absent"),
    [
        (letters.HEARD, "", ["17 ноября 2026 года", "№ 16/2026", "18.11.2026, 11:05", "20 ноября 2026"], "Причина"),
        (Heard("16/2026", date(2026, 11, 17), None, None), "", ["Ответа от крупного заказчика не"], "протокол"),
        (None, "Срок менее пяти дней", ["частью 2 статьи 73", "Причина: Срок менее пяти дней"], "предварительное"),
        (letters.HEARD, "Заказчик не явился", ["№ 16/2026", "Причина: Заказчик не явился"], "не поступило"),
    ],
)
def test_a_refusal_says_how_the_customer_was_heard(heard: Heard | None, reason: str, expected: list[str], absent: str):
    [hearing, *_others] = letters.refusal("ru", heard=heard, unheard_because=reason).parts
    assert hearing.heading == "Заслушивание"
    for text in expected:
        assert text in hearing.paragraphs[0]
    assert absent not in hearing.paragraphs[0]


def test_where_no_hearing_is_required_a_refusal_says_nothing_of_it():
    with_hearing, without = letters.refusal("kk"), letters.refusal("kk", heard=None)
    assert with_hearing.parts[0].heading == "Тыңдау"
    assert "Тыңдау" not in [part.heading for part in without.parts]


def test_a_preliminary_decision_says_until_when_to_answer_and_before_which_day_nobody_refuses():
    text = said(letters.preliminary_decision("kk"))
    assert "Жауап берудің соңғы күні – 2026 жылғы 25 қараша." in text
    assert "Бас тарту туралы шешім 2026 жылғы 27 қарашадан ерте қабылданбайды." in text
    assert "Тыңдау Бағдарламаны қарау мерзімін тоқтатпайды." in text
    assert "ауызша тыңдауды сұрауға болады" in text
    russian = said(letters.preliminary_decision("ru"))
    assert "решение об отказе ещё не принято" in russian
    assert "не будет принято ранее 27 ноября 2026 года" in russian


def test_the_last_body_tells_of_the_adoption_and_the_regulator_of_the_authorized_body():
    last, regulator = letters.notification("kk"), letters.notification("kk", is_last_body=False)
    assert "2026 жылғы 1 желтоқсанға дейін бекітеді" in said(last)
    assert "соңғы күні – 2026 жылғы 30 қараша" in said(last)
    assert "уәкілетті органға келісуге жіберілді" in said(regulator)
    assert "бекітеді" not in said(regulator)
    assert "Программу до 1 декабря 2026 года" in said(letters.notification("ru"))


def test_a_reworked_program_is_considered_by_point_15():
    first = said(letters.notification("ru"))
    again = said(notification(REWORKED, first_year=2027, is_last_body=True, language="ru"))
    assert "пунктами 12 и 13 Правил" in first
    assert "Доработанная программа" in again
    assert "пунктами 12 и 15 Правил" in again


def test_a_filing_after_hours_says_why_it_is_registered_the_next_day():
    facts = facts_of(letters.confirmation("ru", filed="2026-11-23", clock="18:31"))
    assert facts["Время поступления"] == "23.11.2026, 18:31"
    assert facts["День регистрации"].startswith("24.11.2026. Программа поступила после окончания рабочего дня (18:30)")
    assert "часть 3 статьи 64" in facts["День регистрации"]


def test_a_filing_on_a_day_off_says_so():
    facts = facts_of(letters.confirmation("kk", filed="2026-11-21", clock="12:00"))
    assert facts["Тіркеу күні"].startswith("23.11.2026. Бағдарлама жұмыс күні емес күні келіп түсті")


@pytest.mark.parametrize("clock", ["00:05", "08:59", "18:30"])
def test_a_filing_within_the_working_day_needs_no_explanation(clock: str):
    assert facts_of(letters.confirmation("ru", filed="2026-11-23", clock=clock))["День регистрации"] == "23.11.2026"


def test_the_term_has_its_length_its_point_and_its_last_day():
    facts = facts_of(letters.confirmation("kk", filed="2026-11-23", clock="10:00"))
    assert facts["Қарау мерзімі"] == "20 жұмыс күні (Қағидалардың 13-тармағы)"
    assert facts["Мерзімнің соңғы күні"] == "22.12.2026"
    again = letters.registration("2026-11-23", "10:00", kind=TermKind.RECONSIDERATION)
    letter = confirmation(replace(REWORKED, signatory=None), again, "ru")
    assert facts_of(letter)["Срок рассмотрения"] == "10 рабочих дней (пункт 15 Правил)"
    assert "доработанная программа" in letter.opening[0]


def test_every_day_of_the_term_is_there_with_its_reason():
    letter = letters.confirmation("ru", filed="2026-12-14", clock="10:00")
    assert [(days.days, days.number, days.reason) for days in letter.counting.days] == [
        ("14.12.2026", "", "День регистрации; срок начинается на следующий день"),
        ("15.12.2026", "1", "Рабочий день"),
        ("16.12.2026", "", "День Независимости. Закон «О праздниках в Республике Казахстан»"),
        ("17.12.2026 – 18.12.2026", "2 – 3", "Рабочие дни"),
        ("19.12.2026 – 20.12.2026", "", "Выходные дни"),
        ("21.12.2026 – 25.12.2026", "4 – 8", "Рабочие дни"),
        ("26.12.2026 – 27.12.2026", "", "Выходные дни"),
        ("28.12.2026 – 31.12.2026", "9 – 12", "Рабочие дни"),
        ("01.01.2027", "", "Новый год. Закон «О праздниках в Республике Казахстан»"),
        ("02.01.2027 – 03.01.2027", "", "Выходные дни"),
        (
            "04.01.2027",
            "",
            "Новый год: праздник совпал с выходным днём (ст. 5). Закон «О праздниках в Республике Казахстан»",
        ),
        ("05.01.2027 – 06.01.2027", "13 – 14", "Рабочие дни"),
        ("07.01.2027", "", "Православное Рождество. Трудовой кодекс, ст. 84, п. 5"),
        ("08.01.2027", "", "Перенесённый выходной день. Трудовой кодекс, ст. 85, п. 3"),
        (
            "09.01.2027",
            "15",
            "Рабочий день в связи с переносом выходного дня. Трудовой кодекс, ст. 85, п. 3",
        ),
        ("10.01.2027", "", "Выходной день"),
        ("11.01.2027 – 14.01.2027", "16 – 19", "Рабочие дни"),
        ("15.01.2027", "20", "Последний день срока, до 24:00"),
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_without_a_calendar_the_confirmation_says_so_instead_of_a_date(language: str):
    known = letters.registration("2026-11-23", "10:00")
    unknown = replace(known, due_on=None, missing_year=2029, proof=[])
    letter = confirmation(replace(letters.FACTS, signatory=None), unknown, language)
    last_day = {"kk": "Мерзімнің соңғы күні", "ru": "Последний день срока"}[language]
    missing = {"kk": "2029 жылдың күнтізбесі жоқ", "ru": "нет календаря на 2029 год"}[language]
    assert missing in facts_of(letter)[last_day]
    assert letter.counting is None
    unregistered = confirmation(letters.FACTS, replace(unknown, registered_on=None), language)
    assert missing in facts_of(unregistered)[{"kk": "Тіркеу күні", "ru": "День регистрации"}[language]]


def test_a_term_that_ends_agrees_nothing():
    russian, kazakh = said(letters.confirmation("ru")), said(letters.confirmation("kk"))
    assert "Истечение срока не означает согласования Программы" in russian
    assert "часть 2 статьи 91" in russian
    assert "Мерзімнің өтуі Бағдарламаның келісілгенін білдірмейді" in kazakh
    assert "91-бабының 2-бөлігі" in kazakh


def test_a_moment_is_told_in_the_time_of_kazakhstan():
    facts = replace(letters.FACTS, sent_at=moment("2026-11-23", "00:10"))
    letter = notification(facts, first_year=2027, is_last_body=True, language="ru")
    assert letter.signature.record.endswith("23.11.2026, 00:10")

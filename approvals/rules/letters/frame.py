"""What every letter has: head, addressee, the version it is about, how to appeal, the place of the signature."""

from approvals.rules.letters.facts import LetterFacts, Party
from approvals.rules.letters.text import Fact, Head, LetterText, Part, SignaturePlace
from approvals.rules.letters.wording import Words, moment

CUSTOMER = Words(kk="Ірі тапсырыс беруші", ru="Крупный заказчик")
NAME_AND_BIN = Words(kk="{name}, БСН {bin}", ru="{name}, БИН {bin}")
BIN = Words(kk="БСН {bin}", ru="БИН {bin}")
VERSION = Words(kk="Редакция", ru="Редакция")
NUMBER_AND_MOMENT = Words(kk="№ {number} ({at} ұсынылған)", ru="№ {number} (представлена {at})")
DIGEST = Words(kk="SHA-256 мәні", ru="SHA-256")
RECORD = Words(
    kk="Қол қою тәсілі: порталда тіркелген әрекет, {at}",
    ru="Способ подписания: действие, зафиксированное в портале, {at}",
)
BY_THE_PORTAL = Words(
    kk="Растау порталда автоматты түрде қалыптастырылды, {at}",
    ru="Подтверждение сформировано порталом автоматически, {at}",
)
APPEAL = Words(kk="Шағым жасау тәртібі", ru="Порядок обжалования")
TO_APPEAL = Words(
    kk="Осы шешімге Қазақстан Республикасының Әкімшілік рәсімдік-процестік кодексіне сәйкес шағым жасауға болады. "
    "Шағым шешімді қабылдаған органға беріледі, оны жоғары тұрған орган қарайды (кодекстің 91-бабы). Шағым үш ай "
    "ішінде беріледі (кодекстің 92-бабы). Шешімді қабылдаған орган: {body}.",
    ru="Настоящее решение может быть обжаловано в соответствии с Административным процедурно-процессуальным кодексом "
    "Республики Казахстан. Жалоба подаётся в орган, принявший решение, и рассматривается вышестоящим органом (статья "
    "91 кодекса). Жалоба подаётся в течение трёх месяцев (статья 92 кодекса). Орган, принявший решение: {body}.",
)
CONSIDERED = Words(
    kk="{customer} ұсынған {period} жылдарға арналған елішілік құндылықты дамыту бағдарламасы (бұдан әрі – "
    "Бағдарлама) Қазақстан Республикасы Үкіметінің 2025 жылғы 11 қарашадағы № 958 қаулысымен бекітілген Қағидалардың "
    "(бұдан әрі – Қағидалар) 12 және 13-тармақтарына сәйкес {considered}.",
    ru="Программа развития внутристрановой ценности на {period} годы (далее – Программа), представленная крупным "
    "заказчиком {customer}, {considered} в соответствии с пунктами 12 и 13 Правил, утверждённых постановлением "
    "Правительства Республики Казахстан от 11 ноября 2025 года № 958 (далее – Правила).",
)
RECONSIDERED = Words(
    kk="{customer} қайта ұсынған {period} жылдарға арналған пысықталған елішілік құндылықты дамыту бағдарламасы "
    "(бұдан әрі – Бағдарлама) Қазақстан Республикасы Үкіметінің 2025 жылғы 11 қарашадағы № 958 қаулысымен бекітілген "
    "Қағидалардың (бұдан әрі – Қағидалар) 12 және 15-тармақтарына сәйкес {considered}.",
    ru="Доработанная программа развития внутристрановой ценности на {period} годы (далее – Программа), повторно "
    "представленная крупным заказчиком {customer}, {considered} в соответствии с пунктами 12 и 15 Правил, "
    "утверждённых постановлением Правительства Республики Казахстан от 11 ноября 2025 года № 958 (далее – Правила).",
)
WAS_CONSIDERED = Words(kk="қаралды", ru="рассмотрена")
IS_BEING_CONSIDERED = Words(kk="қаралуда", ru="рассматривается")


def considered(facts: LetterFacts, language: str, how: Words = WAS_CONSIDERED) -> str:
    """How a decision begins: what was considered, whose it is, by which points."""
    opening = RECONSIDERED if facts.is_reworked else CONSIDERED
    return opening.say(language, customer=facts.customer.name, period=facts.period, considered=how.say(language))


def head(facts: LetterFacts, language: str) -> Head:
    body = facts.body
    day = Words(kk="{day}", ru="{day}").say(language, day=facts.day)
    return Head(body.name.kk, body.name.ru, body.address, facts.number, day)


def addressee(customer: Party, language: str) -> tuple[str, ...]:
    return customer.name.in_language(language), BIN.say(language, bin=customer.bin), customer.address


def about_the_version(facts: LetterFacts, language: str) -> tuple[Fact, ...]:
    """Whose program, and which of its versions."""
    customer, version = facts.customer, facts.version
    frozen = NUMBER_AND_MOMENT.say(language, number=version.number, at=moment(version.frozen_at))
    return (
        Fact(CUSTOMER.say(language), NAME_AND_BIN.say(language, name=customer.name, bin=customer.bin)),
        Fact(VERSION.say(language), frozen),
        Fact(DIGEST.say(language), version.sha256),
    )


def appeal(facts: LetterFacts, language: str) -> Part:
    """To whom and until when (APPC art. 80, 91, 92): the same for an agreement and a refusal."""
    return Part(APPEAL.say(language), (TO_APPEAL.say(language, body=facts.body.name),))


def signature(facts: LetterFacts, language: str) -> SignaturePlace:
    at = moment(facts.sent_at)
    if facts.signatory is None:
        return SignaturePlace("", "", BY_THE_PORTAL.say(language, at=at))
    signatory = facts.signatory
    return SignaturePlace(
        signatory.position.in_language(language), signatory.surname_and_initials, RECORD.say(language, at=at)
    )


def compose(
    facts: LetterFacts, language: str, *, title: Words, opening: tuple[str, ...], parts: tuple[Part, ...]
) -> LetterText:
    """A letter without grounds and counting; its title names the years of the program."""
    return LetterText(
        language=language,
        head=head(facts, language),
        addressee=addressee(facts.customer, language),
        title=title.say(language, period=facts.period),
        opening=opening,
        facts=about_the_version(facts, language),
        grounds=None,
        counting=None,
        parts=parts,
        signature=signature(facts, language),
    )

"""A subsoil user names its contracts and licences: targets are set for each of them (p. 7(1))."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content

MESSAGE = Label(
    kk="Жер қойнауын пайдалануға арналған бірде-бір келісімшарт немесе лицензия енгізілмеген. Оларды «Келісімшарттар "
    "мен лицензиялар» бетінде қосыңыз: нысаналы индикаторлар әрқайсысы бойынша бөлек белгіленеді.",
    ru="Не введено ни одного контракта и ни одной лицензии на недропользование. Добавьте их на странице «Контракты и "
    "лицензии»: целевые индикаторы устанавливаются отдельно по каждому.",
    en="No contract or licence for subsoil use is entered. Add them on the page “Contracts and licences”: targets are "
    "set separately for each.",
)


def missing_rights(content: Content) -> Iterator[Finding]:
    if content.customer.is_subsoil_user and not content.rights:
        yield Finding(code="missing_rights", severity=Severity.ERROR, point="7(1)", message=MESSAGE, section="table_2")

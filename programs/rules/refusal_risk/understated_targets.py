"""Ground 1: understated targets of the ICV share."""

from collections.abc import Sequence

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding
from programs.rules.content import Content, number
from programs.rules.evidence import last_actual_share
from programs.rules.names import joined, where
from programs.rules.numbers import number_label
from programs.rules.refusal_risk.verdict import Risk, Verdict, has_note
from programs.rules.standard_form import cell_key

ALL_BELOW = Label(
    kk="{rows}: барлық жылдардың нысаналы көрсеткіштері {year} жылғы нақты үлестен ({actual} %) төмен, ал ескертпеде "
    "оның себебі жазылмаған. Көрсеткіштерді арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="{rows}: целевые показатели всех лет ниже фактической доли за {year} год ({actual} %), а в примечании причина "
    "не указана. Повысьте показатели или обоснуйте их в примечании.",
    en="{rows}: the targets of all years are below the actual share of {year} ({actual} %), and the note does not say "
    "why. Raise the targets or justify them in the note.",
)
SOME_LOW = Label(
    kk="Кейбір нысаналы көрсеткіш нақты үлестен төмен немесе жылдан жылға төмендейді. Мемлекеттік орган негіздемені "
    "ескертпеден іздейді.",
    ru="Отдельные целевые показатели ниже фактической доли или снижаются из года в год. Государственный орган будет "
    "искать обоснование в примечании.",
    en="A target is below the actual share or falls from year to year. A reviewer will look for a justification in the "
    "note.",
)
NO_SHARES = Label(
    kk="Тауарлардағы нақты үлес (1-кесте) немесе нысаналы көрсеткіштер (2-кесте) толық енгізілмеген.",
    ru="Фактическая доля в товарах (таблица 1) или целевые показатели (таблица 2) введены не полностью.",
    en="The actual share of goods (Table 1) or the targets (Table 2) are not complete.",
)
NONE_LOW = Label(
    kk="Бірде-бір нысаналы көрсеткіш {year} жылғы нақты үлестен ({actual} %) төмен емес және жылдан жылға "
    "төмендемейді.",
    ru="Ни один целевой показатель не ниже фактической доли за {year} год ({actual} %) и не снижается из года в год.",
    en="No target is below the actual share of {year} ({actual} %), and none falls from year to year.",
)


def understated_targets(content: Content, signs: Sequence[Finding]) -> Verdict:
    """Lower in every year and without a word of why: there is no other way to read it."""
    last, rows = last_actual_share(content), content.rows_of("table_2", "icv_share")
    if last is not None:
        year, actual = last
        figures = {"year": year, "actual": number_label(actual)}
        targets = {row.id: [number(row, cell_key("target", one)) for one in content.years] for row in rows}
        low = [row for row in rows if all(one is not None and one < actual for one in targets[row.id])]
        unexplained = [row for row in low if not has_note(content, row)]
        if unexplained:
            return Risk.CERTAIN, ALL_BELOW.format(rows=joined(where(content, row) for row in unexplained), **figures)
        if not signs and rows and all(one is not None for row in rows for one in targets[row.id]):
            return Risk.NO_SIGN, NONE_LOW.format(**figures)
    return (Risk.POSSIBLE, SOME_LOW) if signs else (Risk.UNKNOWN, NO_SHARES)

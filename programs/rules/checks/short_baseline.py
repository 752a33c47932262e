"""Fewer baseline years than three need the date on which the customer's activity began (p. 6(1))."""

from collections.abc import Iterator
from datetime import date

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content

BASELINE_YEARS = 3
MESSAGE = Label(
    kk="1-кестеде көрсеткіштері бар жылдар саны: {years}, ал қажеті — соңғы үш жыл. Ұйым кейінірек құрылған болса, "
    "портал әкімшісінен оның деректеріне қызметі басталған күнді енгізуді сұраңыз.",
    ru="Число лет с показателями в таблице 1: {years}, а нужны последние три года. Если организация существует меньше, "
    "попросите администратора портала внести в её данные дату начала деятельности.",
    en="Table 1 covers {years} year(s), but the last three years are needed. If the organisation has existed for less, "
    "ask the portal's administrator to enter the date on which its activity began.",
)


def short_baseline(content: Content) -> Iterator[Finding]:
    years = len(content.baseline_years)
    if years < BASELINE_YEARS and not _is_whole_life(content):
        yield Finding(
            code="short_baseline",
            severity=Severity.ERROR,
            point="6(1)",
            message=MESSAGE.format(years=years),
            section="table_1",
        )


def _is_whole_life(content: Content) -> bool:
    """Whether the activity began so late that the years given are all there are."""
    began_on = content.customer.activity_began_on
    if began_on is None:
        return False
    return not content.baseline_years or date.fromisoformat(began_on).year >= content.baseline_years[0]

"""Told to those who keep the calendar: years are missing without which no term can be computed."""

from approvals.rules.notices.event import Event, Notice
from icv_portal.accounts.rules.labels import Label

OF_CALENDAR: dict[Event, Notice] = {
    Event.CALENDAR_MISSING: Notice(
        title=Label(
            kk="Күнтізбе жүктелмеген: {years}",
            ru="Не загружен календарь: {years}",
            en="The calendar is not loaded: {years}",
        ),
        text=Label(
            kk="Мына жылдардың жұмыс күнтізбесі жүктелмеген: {years}. "
            "Соның салдарынан есептелмеген мерзімдер: {terms}.",
            ru="Не загружен рабочий календарь за годы: {years}. Сроков, не вычисленных из-за этого: {terms}.",
            en="The working calendar of these years is not loaded: {years}. "
            "Terms not computed for want of it: {terms}.",
        ),
        advice=Label(
            kk="Жылды күнтізбе бетінде жүктеңіз: алдымен қандай күндер енгізілетінін және қай мерзімдер есептелетінін "
            "көресіз. Ұсыну мен шешімдерге бұл кедергі емес.",
            ru="Загрузите год на странице календаря: сначала вы увидите, какие дни будут внесены и какие сроки будут "
            "вычислены. Подаче и решениям это не мешает.",
            en="Load the year on the page of the calendar: first you see which days come in and which terms are then "
            "computed. Filings and decisions go on meanwhile.",
        ),
    ),
}

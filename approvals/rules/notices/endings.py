"""What ends on a last day, as people's calendars call it."""

from icv_portal.accounts.rules.labels import Label

LAST_DAY = Label(
    kk="Соңғы күн: {what}, {customer}, {period}",
    ru="Последний день: {what}, {customer}, {period}",
    en="Last day: {what}, {customer}, {period}",
)
ADOPTION = Label(kk="Тапсырыс берушінің бекітуі", ru="Утверждение заказчиком", en="Adoption by the customer")

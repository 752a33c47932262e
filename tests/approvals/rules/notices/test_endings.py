"""What a calendar calls a last day."""

from approvals.rules.notices.endings import ADOPTION, LAST_DAY
from icv_portal.accounts.rules.labels import Label


def test_it_says_what_ends_and_whose_program_it_is_in_each_language():
    customer = Label(kk="«Үлгі» АҚ", ru="АО «Образец»", en="Sample JSC")
    named = LAST_DAY.format(what=ADOPTION, customer=customer, period="2027–2029")
    assert named.kk == "Соңғы күн: Тапсырыс берушінің бекітуі, «Үлгі» АҚ, 2027–2029"
    assert named.ru == "Последний день: Утверждение заказчиком, АО «Образец», 2027–2029"
    assert named.en == "Last day: Adoption by the customer, Sample JSC, 2027–2029"

"""Applications of manufacturers, as a version holds them."""

from dataclasses import replace
from decimal import Decimal

from programs.rules.applications import APPLIED_FOR
from programs.rules.content_json import as_submitted, from_json, to_json
from tests.factories.registers import received
from tests.programs.rules.contents import ordinary_content


def test_there_are_none_for_contract_purchases():
    assert [kind.value for kind in APPLIED_FOR] == ["guaranteed_purchase", "offtake"]


def test_a_content_without_applications_is_frozen_as_it_ever_was():
    assert "applications" not in to_json(ordinary_content())
    assert from_json(to_json(ordinary_content())).applications == ()


def test_applications_are_part_of_what_is_submitted():
    content = replace(ordinary_content(), applications=(received(volume=Decimal("12.5")), received("other")))
    assert [one["volume"] for one in to_json(content)["applications"]] == ["12.5000", None]
    assert as_submitted(content).applications == content.applications


def test_an_application_is_described_in_the_readers_language():
    described = received(volume=Decimal("1200.5"), outcome="declined", answer="Қуаттылық жеткіліксіз").described
    assert described.ru.splitlines() == [
        "Офтейк-контракт: «Болат Құбыр» ЖШС, Болат құбырлар, поступила 02.03.2026 (990140999995)",
        "242013.900.000001, 1\u00a0200,5 тонна, № 17",
        "Отказано",
        "Қуаттылық жеткіліксіз",
    ]
    assert "Бас тартылды" in described.kk

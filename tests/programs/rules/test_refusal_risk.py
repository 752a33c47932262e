"""How each ground of p. 14 would be read, and why: never a risk without figures, never silence without a comparison."""

from dataclasses import replace

import pytest

from approvals.rules.refusal_grounds import RefusalGround
from programs.rules import checks
from programs.rules.checks import Finding, Ground
from programs.rules.content import Content
from programs.rules.refusal_risk import Reading, Risk, readings
from programs.rules.refusal_risk.mismatched_contract_indicators import mismatched_contract_indicators
from programs.rules.refusal_risk.no_sme_activities import no_sme_activities
from programs.rules.refusal_risk.understated_targets import understated_targets
from programs.rules.refusal_risk.verdict import has_note
from tests.factories.registers import in_force, received
from tests.programs.rules.contents import emptied, ordinary_content, subsoil_user_content, with_cells

TARGETS = ("target.2027", "target.2028", "target.2029")
NOTE = {"note.ru": "Поставщик закрывается"}


def reading(content: Content, ground: Ground) -> Reading:
    return next(one for one in readings(content, checks.run(content)) if one.ground is ground)


def signs(content: Content, ground: Ground) -> list[Finding]:
    return [finding for finding in checks.run(content) if finding.ground is ground]


def with_shares(*values: str, **cells: str) -> Content:
    """The actual share of each year before is 18.5 %."""
    return with_cells(ordinary_content(), {**dict(zip(TARGETS, values, strict=True)), **cells}, "table_2", "icv_share")


def with_contracts(planned: str, applications: str, **cells: str) -> Content:
    numbers = {f"quantity.{year}": planned for year in (2027, 2028, 2029)}
    content = with_cells(ordinary_content(), {"applications": applications}, "demand_analysis", group="offtake")
    return with_cells(content, {**numbers, **cells}, "table_3", "target", group="offtake")


def test_every_ground_is_read_once_in_the_order_of_the_rules():
    assert [one.ground.value for one in readings(ordinary_content(), [])] == [one.value for one in RefusalGround]


@pytest.mark.parametrize("content", [ordinary_content(), subsoil_user_content()])
def test_a_sound_program_shows_no_sign_and_says_by_which_figures(content):
    read = readings(content, checks.run(content))
    assert {one.risk for one in read} == {Risk.NO_SIGN}
    assert "18,5 %" in read[0].because.ru
    assert read[2].because.en == "Activities in Table 4: 1."


@pytest.mark.parametrize(
    ("content", "risk"),
    [
        (with_shares("18.5", "18.5", "18.5"), Risk.NO_SIGN),
        (with_shares("18.4", "19", "20"), Risk.POSSIBLE),
        (with_shares("30", "29", "31"), Risk.POSSIBLE),
        (with_shares("17", "17", "18"), Risk.CERTAIN),
        (with_shares("17", "17", "18", **NOTE), Risk.POSSIBLE),
        (with_shares("", "", ""), Risk.UNKNOWN),
        (with_shares("30", "", "31"), Risk.UNKNOWN),
        (emptied(ordinary_content(), "table_1"), Risk.UNKNOWN),
        (with_shares("17", "", "30"), Risk.POSSIBLE),
    ],
)
def test_understated_targets(content, risk):
    assert understated_targets(content, signs(content, Ground.UNDERSTATED_TARGETS))[0] is risk


def test_a_certain_reason_names_the_row_and_both_figures():
    because = reading(with_shares("17", "17", "18"), Ground.UNDERSTATED_TARGETS).because
    assert "18,5 %" in because.ru
    assert "2025" in because.kk
    assert "Table 2" in because.en


@pytest.mark.parametrize(
    ("content", "risk"),
    [
        (with_contracts("2", "6"), Risk.NO_SIGN),
        (with_contracts("0", "0"), Risk.NO_SIGN),
        (with_contracts("1", "6"), Risk.POSSIBLE),
        (with_contracts("0", "6"), Risk.CERTAIN),
        (with_contracts("", "6"), Risk.CERTAIN),
        (with_contracts("0", "6", **NOTE), Risk.POSSIBLE),
        (with_contracts("2", ""), Risk.UNKNOWN),
    ],
)
def test_indicators_that_do_not_match_the_applications(content, risk):
    ground = Ground.MISMATCHED_CONTRACT_INDICATORS
    assert mismatched_contract_indicators(content, signs(content, ground))[0] is risk


def test_a_number_that_is_not_that_of_the_register_may_be_asked_about():
    content = replace(with_contracts("2", "6"), applications=(received(),))
    content = with_cells(content, {"applications": "0"}, "demand_analysis", group="guaranteed_purchase")
    read = reading(content, Ground.MISMATCHED_CONTRACT_INDICATORS)
    assert read.risk is Risk.POSSIBLE
    assert read.because.en.startswith("Offtake contracts: the number of applications")


@pytest.mark.parametrize(("typed", "risk"), [("", Risk.CERTAIN), ("0", Risk.CERTAIN)])
def test_applications_of_the_register_count_where_fewer_are_typed(typed, risk):
    content = replace(with_contracts("0", typed), applications=(received(),))
    assert reading(content, Ground.MISMATCHED_CONTRACT_INDICATORS).risk is risk


def test_contracts_in_force_beyond_the_targets_may_be_asked_about():
    content = replace(with_contracts("1", "3"), contracts=tuple(in_force(f"{one}") for one in range(4)))
    read = reading(content, Ground.MISMATCHED_CONTRACT_INDICATORS)
    assert read.risk is Risk.POSSIBLE
    assert "Contracts in force exceed the targets" in read.because.en
    assert [finding.code for finding in read.findings] == ["target_below_contracts"]


def test_outside_art_46_there_are_no_applications_to_match():
    content = with_contracts("2", "")
    content = replace(content, customer=replace(content.customer, art_46_excluded=True))
    read = reading(content, Ground.MISMATCHED_CONTRACT_INDICATORS)
    assert read.risk is Risk.NO_SIGN
    assert "Art. 46" in read.because.en


def test_without_sme_activities_the_ground_is_certain():
    read = reading(emptied(ordinary_content(), "table_4"), Ground.NO_SME_ACTIVITIES)
    assert read.risk is Risk.CERTAIN
    assert [finding.code for finding in read.findings] == ["missing_sme_activities"]


@pytest.mark.parametrize(
    ("term", "risk", "said"),
    [("", Risk.POSSIBLE, "No activity of Table 4 has a term"), ("I тоқсан", Risk.NO_SIGN, "Activities in Table 4: 1.")],
)
def test_activities_that_are_only_named_may_be_doubted(term, risk, said):
    terms = {f"term.{year}.{language}": "" for year in (2027, 2028, 2029) for language in ("kk", "ru")}
    content = with_cells(ordinary_content(), {**terms, "term.2028.kk": term}, "table_4")
    found, because = no_sme_activities(content, signs(content, Ground.NO_SME_ACTIVITIES))
    assert (found, said in because.en) == (risk, True)


def test_a_note_in_any_official_language_explains():
    content = with_shares("17", "17", "18")
    row = content.rows_of("table_2", "icv_share")[0]
    assert not has_note(content, row)
    assert has_note(content, replace(row, cells={**row.cells, **NOTE}))
    assert not has_note(content, replace(row, cells={**row.cells, "note.en": "closed", "note.kk": " "}))


def test_findings_stand_under_their_ground_alone():
    content = emptied(with_shares("17", "17", "18"), "table_4")
    found = checks.run(content)
    read = readings(content, found)
    assert sorted(one.code for reading in read for one in reading.findings) == sorted(
        finding.code for finding in found if finding.ground
    )
    assert all(finding.ground is reading.ground for reading in read for finding in reading.findings)


@pytest.mark.parametrize("risk", Risk)
def test_every_risk_has_its_words(risk):
    assert len({risk.label.kk, risk.label.ru, risk.label.en}) == 3

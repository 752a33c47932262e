"""What holds for every check."""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programs.rules.checks as checks
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.rules.labels import Label
from programs.rules.checks import ALL_CHECKS, ERRORS, WARNINGS, Ground, Severity, run
from programs.rules.content import Content
from programs.rules.numbers import canonical_number
from programs.rules.standard_form import section
from tests.programs.rules.contents import emptied, ordinary_content, subsoil_user_content, with_cells

SENTENCE_END = re.compile(r"[.:;](?=\s|$)")
POINT = re.compile(r'"(\d+(?:\(\d\))?)"')


@pytest.mark.parametrize(
    "content",
    [
        subsoil_user_content(),
        subsoil_user_content(last_year=2031),
        ordinary_content(),
        ordinary_content(last_year=2036),
        ordinary_content(languages=("ru",)),
    ],
)
def test_a_complete_program_has_no_findings(content):
    assert run(content) == []


def test_a_program_just_opened_has_errors_and_no_check_fails_on_it():
    content = ordinary_content()
    for code in {row.section for row in content.rows}:
        content = emptied(content, code)
    assert [finding.code for finding in run(content) if finding.severity is Severity.ERROR] == [
        "missing_sections",
        "missing_sections",
        "missing_sections",
        "missing_sections",
        "empty_contract_group",
        "empty_contract_group",
        "empty_contract_group",
        "missing_sme_activities",
    ]


def test_a_program_without_rows_can_be_judged():
    findings = run(replace(subsoil_user_content(), rows=(), rights=()))
    assert {"missing_sections", "missing_rights"} <= {finding.code for finding in findings}


def test_what_would_not_be_submitted_is_not_judged():
    content = with_cells(ordinary_content(), {"term.2030.kk": "IV тоқсан"}, "table_4")
    assert run(content) == []
    only_out_of_period = with_cells(emptied(content, "table_4"), {"term.2030.kk": "IV тоқсан"}, "table_4")
    assert [finding.code for finding in run(only_out_of_period)] == ["missing_sme_activities"]


def test_every_check_has_a_module_and_a_test_of_its_name():
    names = {check.__name__ for check in ALL_CHECKS}
    modules = {path.stem for path in Path(checks.__file__).parent.glob("*.py")} - {"__init__", "finding"}
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")} - {"checks"}
    assert names == modules == tests
    assert len(names) == len(ALL_CHECKS)


def test_the_table_of_all_checks_says_what_the_code_says():
    """A check that was added or reworded: copy the row the assertion shows into programs/rules/README.md."""
    assert checks_in_readme() == [row_of(check) for check in ALL_CHECKS]


def checks_in_readme() -> list[str]:
    readme = (Path(checks.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    return readme.partition("<!-- checks:begin -->")[2].partition("<!-- checks:end -->")[0].strip().splitlines()[2:]


def row_of(check) -> str:
    """The check's name, severity, points as its module names them, and the first sentence of the module."""
    source = Path(checks.__file__).with_name(f"{check.__name__}.py").read_text(encoding="utf-8")
    points = list(dict.fromkeys(POINT.findall(source.partition("def ")[2]))) or ["of the section"]
    held = " ".join(source.split('"""')[1].partition("\n\n")[0].split())
    severity = "error" if check in ERRORS else "warning"
    return f"| `{check.__name__}` | {severity} | {', '.join(points)} | {held} |"


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.__name__)
def test_every_message_says_what_is_wrong_and_then_what_to_do(check):
    """Two sentences at least: a message that only names the mistake teaches nobody how to mend it."""
    module = import_module(f"{checks.__name__}.{check.__name__}")
    messages = [value for value in vars(module).values() if isinstance(value, Label)]
    assert messages
    for text in (text for message in messages for text in (message.kk, message.ru, message.en)):
        assert len(SENTENCE_END.findall(text)) >= 2, text


def test_grounds_are_those_of_point_14():
    assert {ground.value for ground in Ground} == {ground.value for ground in RefusalGround}


@st.composite
def spoiled_contents(draw) -> Content:
    content = draw(st.sampled_from([subsoil_user_content(), ordinary_content()]))
    text = st.sampled_from(["", " ", "0", "-1", "101", "5,00001", "1e5", "{0}", "сөз", "999999999999999"])
    rows = []
    for row in content.rows:
        if draw(st.integers(0, 9)) == 0:
            continue
        specs = draw(st.lists(st.sampled_from(content.cell_specs(row)), max_size=3))
        rows.append(replace(row, cells={**row.cells, **{spec.key: canonical_number(draw(text)) for spec in specs}}))
    return replace(content, rows=tuple(rows))


@given(spoiled_contents())
def test_findings_point_at_what_exists_and_speak_three_languages(content):
    rows = {row.id: row for row in content.rows}
    for check in ALL_CHECKS:
        for finding in check(content):
            assert finding.code == check.__name__
            assert finding.severity is (Severity.ERROR if check in ERRORS else Severity.WARNING)
            assert section(finding.section).code == finding.section
            assert len({finding.message.kk, finding.message.ru, finding.message.en}) == 3
            if finding.row_id:
                assert rows[finding.row_id].section == finding.section
            if finding.cell:
                assert finding.cell in {spec.key for spec in content.cell_specs(rows[finding.row_id])}


def test_errors_come_first():
    assert ALL_CHECKS == ERRORS + WARNINGS

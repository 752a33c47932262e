from dataclasses import replace

from programs.rules.checks.missing_rights import missing_rights
from tests.programs.rules.contents import ordinary_content, subsoil_user_content


def test_a_subsoil_user_without_any_right_is_an_error():
    content = subsoil_user_content()
    [finding] = missing_rights(replace(content, rights=(), rows=()))
    assert (finding.section, finding.point) == ("table_2", "7(1)")


def test_one_right_is_enough():
    content = subsoil_user_content()
    assert list(missing_rights(replace(content, rights=content.rights[:1]))) == []


def test_other_customers_need_no_rights():
    assert list(missing_rights(ordinary_content())) == []

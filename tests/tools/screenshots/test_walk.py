"""Which addresses count as the same kind of page, and what their pictures are called."""

import pytest

from tools.screenshots.walk import kind_of, name_of

ONE, ANOTHER = "0b6f5c1e-6d3a-4f0e-9d0c-2f1a7b9c3d4e", "7c1d2e3f-4a5b-4c6d-8e9f-0a1b2c3d4e5f"


@pytest.mark.parametrize(
    ("path", "same", "name"),
    [
        (f"/procedures/{ONE}/", f"/procedures/{ANOTHER}/", "procedures"),
        (f"/versions/{ONE}/changes/{ANOTHER}/", f"/versions/{ANOTHER}/changes/{ONE}/", "versions-changes"),
        ("/programs/?after=abc", "/programs/?after=xyz", "programs-after="),
        ("/mail/20270131-090000-1-0a1b.eml/", "/mail/20270131-090001-2-3c4d.eml/", "mail"),
        (
            f"/programs/{ONE}/form/table_1/rows/{ONE}/?cell=amount.2025",
            f"/programs/{ONE}/form/table_2/rows/{ANOTHER}/?cell=target.2027",
            "programs-form-rows-cell=",
        ),
        ("/", "/", "home"),
    ],
)
def test_identifiers_and_the_place_in_a_list_make_no_other_kind(path: str, same: str, name: str) -> None:
    assert kind_of(path) == kind_of(same)
    assert name_of(kind_of(path), 1) == name
    assert name_of(kind_of(path), 2) == f"{name}-2"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (f"/programs/{ONE}/form/table_1/", f"/programs/{ONE}/form/table_2/"),
        (f"/versions/{ONE}/", f"/versions/{ONE}/?language=ru"),
        ("/programs/?turn=mine", "/programs/"),
    ],
)
def test_sections_languages_and_filters_do(path: str, other: str) -> None:
    assert kind_of(path) != kind_of(other)

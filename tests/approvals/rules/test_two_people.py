"""Who may sign where two people submit."""

from uuid import UUID

import pytest

from approvals.rules.two_people import NOBODY_SAID_READY, SAID_BY_THE_SAME, signing_problem
from icv_portal.accounts.rules.labels import Label

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("two_people", "said_ready_by", "problem"),
    [
        (False, None, None),
        (False, ONE, None),
        (True, None, NOBODY_SAID_READY),
        (True, ONE, SAID_BY_THE_SAME),
        (True, OTHER, None),
    ],
)
def test_another_person_must_have_said_that_the_text_is_ready(
    two_people: bool, said_ready_by: UUID | None, problem: Label | None
):
    assert signing_problem(two_people=two_people, said_ready_by=said_ready_by, signer=ONE) is problem

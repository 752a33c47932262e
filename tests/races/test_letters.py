"""Letters of one body sent at the same moment: each has a number of its own, and none is left out."""

import pytest

from approvals.models import Letter, Procedure
from icv_portal.accounts.models import Organization
from icv_portal.documents.models import Rendering
from tests.factories import cases
from tests.factories.moments import moment
from tests.races.threads import at_once

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")


def test_filings_at_the_same_moment_get_numbers_in_turn():
    several = [cases.of_backbone_enterprise() for _ in range(3)]
    body = Organization.objects.get(kind="authorized_body")
    filed = at_once(
        *(lambda case=case: case.submit(AT) for case in several),
        holding=lambda: Letter.objects.next_sequence(body, AT.year),
    )
    assert all(isinstance(procedure, Procedure) for procedure in filed)
    sent = Letter.objects.filter(body=body, year=AT.year)
    assert sorted(sent.values_list("sequence", flat=True)) == [1, 2, 3]
    assert {letter.content["kk"]["head"]["number"] for letter in sent} == {"1/2026", "2/2026", "3/2026"}
    assert Rendering.objects.filter(source_kind="letter").count() == 6


def test_a_filing_that_is_rolled_back_gives_its_number_to_the_next():
    failing, next_one = cases.of_backbone_enterprise(), cases.of_backbone_enterprise()
    body = Organization.objects.get(kind="authorized_body")

    def fail() -> None:
        raise RuntimeError("after the number was taken")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("approvals.actions.submission.notifications.filed", lambda *_args: fail())
        [failed] = at_once(lambda: failing.submit(AT), holding=lambda: Letter.objects.next_sequence(body, AT.year))
    assert isinstance(failed, RuntimeError)
    next_one.submit(AT)
    assert [letter.number for letter in Letter.objects.filter(body=body)] == ["1/2026"]

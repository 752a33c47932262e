"""What the description of the API shows has the members it describes."""

import pytest
from rest_framework.serializers import Serializer

from approvals.api import examples
from approvals.api.serializers import calendar, considerations, letters, previews, procedures, steps, terms, timeline

SHOWN = [
    (procedures.ProcedureRow, examples.PROCEDURE_ROW),
    (procedures.ProcedureOfCustomer, examples.PROCEDURE_OF_CUSTOMER),
    (procedures.ProcedureOfStaff, examples.PROCEDURE_OF_STAFF),
    (previews.PreviewSerializer, examples.PREVIEW),
    (considerations.RowOfCustomer, examples.ROW_OF_CUSTOMER),
    (considerations.RowOfStaff, examples.ROW_OF_STAFF),
    (considerations.ConsiderationOfCustomer, examples.CONSIDERATION_OF_CUSTOMER),
    (considerations.ConsiderationOfStaff, examples.CONSIDERATION_OF_STAFF),
    (terms.TermRow, examples.TERM_ROW),
    (terms.TermWhole, examples.TERM),
    (letters.LetterRow, examples.LETTER_ROW),
    (letters.LetterWhole, examples.LETTER),
    (timeline.TimelineEntrySerializer, examples.TIMELINE_ENTRY),
    (calendar.YearRow, examples.YEAR_ROW),
    (calendar.YearWhole, examples.YEAR),
    (calendar.EndOfTerm, examples.END_OF_TERM),
]
SENT = [
    (steps.Adoption, examples.ORDER),
    (steps.Withdrawal, examples.WITHDRAWAL),
    (steps.ProposalBody, examples.PREPARED),
    (steps.Answer, examples.ANSWER),
    (steps.Minutes, examples.MINUTES),
]


@pytest.mark.parametrize(("shape", "shown"), [*SHOWN, *SENT], ids=lambda one: getattr(one, "__name__", ""))
def test_an_example_has_the_members_of_its_shape(shape: type[Serializer], shown: dict[str, object]):
    assert set(shown) == set(shape().fields)


@pytest.mark.parametrize(("shape", "sent"), SENT, ids=lambda one: getattr(one, "__name__", ""))
def test_an_example_of_what_is_sent_can_be_sent(shape: type[Serializer], sent: dict[str, object]):
    body = shape(data=sent)
    assert body.is_valid(), body.errors

"""Words for steps and tasks: what a button says, what a page tells."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class StepWords:
    """`verb` names the button, `what` tells what will happen, `done` is said afterwards."""

    verb: Text
    title: Text
    what: Text
    done: Text


STEPS = {
    "declare_ready": StepWords(
        _("Ready for signature"),
        _("Ready for signature"),
        _(
            "Nobody types any more until the signatory submits the program or returns it. Until then it may be taken "
            "back."
        ),
        _("The program is ready for signature. The text is locked."),
    ),
    "take_ready_back": StepWords(
        _("Take back from signature"),
        _("Take the program back from signature"),
        _("The text can be written again. Say anew that it is ready when it is."),
        _("The program has been taken back. The text can be written again."),
    ),
    "return_draft": StepWords(
        _("Return to the drafters"),
        _("Return the program to the drafters"),
        _(
            "The text can be written again. Your note is shown on every page of the form until the drafters say anew "
            "that it is ready."
        ),
        _("The program has been returned to the drafters."),
    ),
    "submit": StepWords(
        _("Submit for agreement"),
        _("Submit the program for agreement"),
        _("The text is frozen as a version and cannot be changed while the state bodies consider it."),
        _("The program has been submitted for agreement."),
    ),
    "resubmit": StepWords(
        _("Resubmit"),
        _("Resubmit the reworked program"),
        _("The reworked text is frozen as a new version and goes to the state body for another consideration."),
        _("The reworked program has been resubmitted."),
    ),
    "adopt": StepWords(
        _("Adopt the program"),
        _("Adopt the program"),
        _("The program comes into force in exactly the version the state bodies agreed."),
        _("The program has been adopted."),
    ),
    "withdraw": StepWords(
        _("Withdraw the program"),
        _("Withdraw the program"),
        _("The consideration ends. The text returns to you as a new draft, which you may change and submit anew."),
        _("The program has been withdrawn. This is its new draft."),
    ),
    "agree": StepWords(
        _("Agree the program"),
        _("Agree the program"),
        _("No ground for refusal was found. The customer receives the notification of agreement."),
        _("The program has been agreed."),
    ),
    "refuse": StepWords(
        _("Refuse to agree"),
        _("Refuse to agree the program"),
        _("The customer receives the refusal with its grounds and reworks the program."),
        _("The refusal has been sent to the customer."),
    ),
    "decide_preliminarily": StepWords(
        _("Send the preliminary decision"),
        _("Send a preliminary decision"),
        _("The customer is told on which grounds you mean to refuse, and may object or ask for an oral hearing."),
        _("The preliminary decision has been sent to the customer."),
    ),
    "prepare": StepWords(
        _("Propose to the head"),
        _("Propose a decision"),
        _("The head of your organisation sees your proposal and decides. The customer is not told."),
        _("Your proposal is with the head."),
    ),
}


@dataclass(frozen=True)
class Task:
    """What whoever's turn it is must do in a state, and the point of the Rules that says so."""

    text: Text
    point: str


TASKS = {
    "draft": Task(_("Fill in the standard form and submit the program for agreement."), "8"),
    "with_regulator": Task(_("Consider the program: agree it, or refuse on the grounds of point 14."), "13"),
    "with_authorized_body": Task(_("Consider the program: agree it, or refuse on the grounds of point 14."), "13"),
    "rework": Task(_("Rework the program after the refusal and resubmit it."), "15"),
    "agreed": Task(_("Adopt the agreed program by an order before 1 December."), "17"),
}
TO_SIGN = {
    "draft": Task(_("Ready for signature: read the text, then submit the program or return it with a note."), "10, 11"),
    "rework": Task(_("Ready for signature: read the text, then resubmit the program or return it with a note."), "15"),
}
WITH_THE_SIGNATORY = {
    "draft": Task(_("Ready for signature: the signatory of your organisation decides."), "10, 11"),
    "rework": Task(_("Ready for signature: the signatory of your organisation decides."), "15"),
}
RETURNED = {
    "draft": Task(_("Returned by the signatory: correct the text by the note, then say that it is ready."), "8"),
    "rework": Task(_("Returned by the signatory: correct the text by the note, then say that it is ready."), "15"),
}

"""Addresses of chapter 3: lists, the procedure's pages, and each step on a page of its own."""

from django.urls import path

from approvals.views import (
    calendar,
    considerations,
    customer_steps,
    decisions,
    hearings,
    home,
    letters,
    lists,
    period,
    procedures,
    terms,
    timeline,
    verification,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("programs/", lists.procedure_list, name="procedure_list"),
    path("programs/new/", procedures.open_program, name="open_program"),
    path("programs/<uuid:pk>/period/", period.period, name="period"),
    path("procedures/<uuid:pk>/", procedures.procedure, name="procedure"),
    path("procedures/<uuid:pk>/history/", timeline.history, name="procedure_history"),
    path("procedures/<uuid:pk>/history/<uuid:entry_pk>/", timeline.history_entry, name="history_entry"),
    path("procedures/<uuid:pk>/history/rows/<int:history_id>/", timeline.history_save, name="history_save"),
    path("procedures/<uuid:pk>/terms/<uuid:term_pk>/", terms.term, name="term"),
    path("procedures/<uuid:pk>/submit/", customer_steps.submit, name="submit"),
    path("procedures/<uuid:pk>/resubmit/", customer_steps.resubmit, name="resubmit"),
    path("procedures/<uuid:pk>/adopt/", customer_steps.adopt, name="adopt"),
    path("procedures/<uuid:pk>/withdraw/", customer_steps.withdraw, name="withdraw"),
    path("considerations/<uuid:pk>/", considerations.consideration, name="consideration"),
    path("considerations/<uuid:pk>/prepare/", decisions.prepare, name="prepare"),
    path("considerations/<uuid:pk>/agree/", decisions.agree, name="agree"),
    path("considerations/<uuid:pk>/refuse/", decisions.refuse, name="refuse"),
    path("considerations/<uuid:pk>/preliminary-decision/", decisions.decide_preliminarily, name="decide_preliminarily"),
    path("preliminary-decisions/<uuid:pk>/answer/", hearings.object_to, name="object_to"),
    path("preliminary-decisions/<uuid:pk>/minutes/", hearings.keep_minutes, name="keep_minutes"),
    path("letters/<uuid:pk>/", letters.letter, name="letter"),
    path("letters/<uuid:pk>/<str:language>.pdf", letters.letter_pdf, name="letter_pdf"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:sha256>/", verification.verify_sha256, name="verify_sha256"),
    path("calendar/", calendar.calendar, name="calendar"),
]

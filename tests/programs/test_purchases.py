"""Lists of purchases on their way in: taken as a whole or not at all, and replaced by later ones."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.journal.models import JournalEntry
from programs.actions.purchase_imports import MOST_ATTEMPTS, PAUSE, import_due, remove_expired
from programs.actions.purchases import MOST_WAITING, send_purchases, withdraw_purchases
from programs.content import content_of
from programs.models import Program, PurchaseImport, PurchaseLine, PurchaseList, Version
from programs.permissions import ProgramLocked
from programs.purchase_files.reading import read_purchases
from programs.purchase_files.refusals import refusal_label
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.targets import planned_amount, planned_from_producers, planned_share
from tests.factories import organizations, purchases
from tests.factories.moments import OPENED_AT, moment
from tests.factories.purchases import CODES, PLANNED, THREE_PLANNED, csv_bytes, imported, read, waiting

AT = OPENED_AT


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_list_is_taken_with_its_lines_and_totals(empty: Program, drafter: Membership, media: Path):
    taken = read(waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter))
    assert (taken.state, taken.lines_read, taken.percent, taken.next_attempt_at) == ("taken", 3, 100, None)
    purchase_list = PurchaseList.objects.get()
    assert taken.purchase_list == purchase_list
    assert (purchase_list.count, purchase_list.sha256, purchase_list.imported_by_id) == (3, taken.sha256, drafter.pk)
    line = PurchaseLine.objects.get(number=4)
    assert (line.code, line.name, line.value, line.year) == (CODES[2], "Салфетки", Decimal(100_000_000), 2028)
    assert (line.icv_share, line.producer_bin, line.kind, line.right) == (
        Decimal("80.5"),
        purchases.BINS[1],
        "goods",
        None,
    )
    assert [(one["year"], one["lines"], one["value"], one["icv_value"]) for one in purchase_list.totals] == [
        (2027, 2, "900000000.5", "300000000"),
        (2028, 1, "100000000", "80500000"),
    ]
    assert purchase_list.notes == {"without_share": [1, 3]}
    assert files_in(media) == []


def test_targets_follow_from_the_list_in_force(complete: Program, drafter: Membership):
    imported(complete, by=drafter)
    content = content_of(complete, on=AT.date())
    assert planned_amount(content, 2027) == Decimal("900.0000005")
    assert planned_from_producers(content, 2027) == Decimal(600)
    assert round(planned_share(content, 2027) or 0, 10) == Decimal("33.3333333148")
    assert planned_share(content, 2028) == Decimal("80.5")
    assert planned_share(content, 2029) is None


def test_the_import_is_journaled_by_ids_alone(empty: Program, drafter: Membership):
    purchase_list = imported(empty, by=drafter)
    entry = JournalEntry.objects.filter(chain_id=empty.pk).latest("number")
    assert (entry.event, entry.subject_kind, entry.subject_id) == (
        "purchases_imported",
        "purchase_list",
        purchase_list.pk,
    )
    assert entry.payload == {"purpose": "planned", "lines": 3, "sha256": purchase_list.sha256}


def test_a_list_with_a_bad_line_is_not_taken(empty: Program, drafter: Membership, media: Path):
    earlier = imported(empty, by=drafter)
    rows = [*THREE_PLANNED, ("1392", "", "много", "2031", "", "123456789012", "140")]
    refused = read(waiting(empty, csv_bytes(PLANNED, rows), by=drafter))
    assert (refused.state, refused.faulty, refused.purchase_list) == ("faulty", 6, None)
    assert [(fault.line, fault.column, fault.code) for fault in refused.first_faults] == [
        (5, "value", "not_a_number"),
        (5, "code", "not_a_code"),
        (5, "name", "empty"),
        (5, "year", "year_outside"),
        (5, "producer_bin", "not_a_bin"),
        (5, "icv_share", "share_out_of_range"),
    ]
    assert list(empty.purchase_lists.in_force()) == [earlier]
    assert PurchaseLine.objects.count() == 3
    assert [path.suffix for path in files_in(media)] == [".faults"]


def test_a_later_list_replaces_the_one_in_force(empty: Program, drafter: Membership):
    first, actual = imported(empty, by=drafter), imported(empty, by=drafter, purpose=PurchasePurpose.ACTUAL)
    second = imported(empty, by=drafter, rows=THREE_PLANNED[:1], at=AT + timedelta(hours=1))
    assert set(empty.purchase_lists.in_force()) == {actual, second}
    assert first.end.replaced_by == second
    assert first.lines.count() == 3


def test_a_withdrawn_list_leaves_the_rows_typed_by_hand(complete: Program, drafter: Membership):
    before = planned_amount(content_of(complete, on=AT.date()), 2027)
    purchase_list = imported(complete, by=drafter)
    for _time in range(2):
        withdraw_purchases(complete.pk, purchase_list.pk, by=drafter, at=AT)
    assert planned_amount(content_of(complete, on=AT.date()), 2027) == before
    assert JournalEntry.objects.filter(chain_id=complete.pk, event="purchases_withdrawn").count() == 1
    assert purchase_list.end.replaced_by is None


def test_purchases_of_past_years_are_told_apart_by_kind(empty: Program, drafter: Membership):
    actual = imported(empty, by=drafter, purpose=PurchasePurpose.ACTUAL)
    assert [(one["kind"], one["year"], one["value"]) for one in actual.totals] == [
        ("goods", 2023, "2000000"),
        ("works", 2023, "1000500"),
        ("services", 2024, "500000"),
    ]
    assert actual.lines.get(number=3).contract == "2-Р"


def test_a_version_names_the_lists_in_force_and_keeps_their_totals(
    complete: Program, drafter: Membership, team: dict[Role, Membership]
):
    organizations.authorized_body()
    imported(complete, by=drafter)
    kept = imported(complete, by=drafter, rows=THREE_PLANNED[:2], at=AT + timedelta(hours=1))
    procedure = complete.procedures.get()
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    [named] = Version.objects.get().as_content.purchase_lists
    assert named == kept.as_named
    assert (named.count, named.name) == (2, "Закупки.csv")


def code_of(wanted: PurchaseImport) -> str:
    assert wanted.refusal is not None
    code: str = wanted.refusal["code"]
    return code


def test_a_program_that_was_submitted_meanwhile_takes_no_list(empty: Program, drafter: Membership):
    wanted = waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)
    empty.locked_at = AT
    empty.save_by(drafter, reason="test")
    read(wanted)
    assert (wanted.state, code_of(wanted)) == ("refused", "out_of_hands")
    assert not PurchaseLine.objects.exists()
    with pytest.raises(ProgramLocked):
        waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)


def test_a_file_sent_earlier_and_read_later_replaces_nothing(empty: Program, drafter: Membership):
    """As when the worker that read it ended, and it was tried again."""
    earlier = waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)
    PurchaseImport.objects.update(next_attempt_at=AT + PAUSE)
    actual = imported(empty, by=drafter, purpose=PurchasePurpose.ACTUAL, at=AT + timedelta(minutes=1))
    later = imported(empty, rows=THREE_PLANNED[:1], by=drafter, at=AT + timedelta(minutes=2))
    read(earlier, now=lambda: AT + PAUSE)
    assert (earlier.state, code_of(earlier)) == ("refused", "replaced")
    assert set(empty.purchase_lists.in_force()) == {actual, later}
    assert PurchaseLine.objects.filter(purchase_list=later).count() == 1


@pytest.mark.parametrize("rows", [THREE_PLANNED, [("x", *THREE_PLANNED[0][1:])], []], ids=["good", "faulty", "refused"])
def test_a_list_read_twice_at_once_counts_as_it_was_read_first(
    rows: list[tuple[str, ...]], empty: Program, drafter: Membership, monkeypatch: Any
):
    """Another worker ends the import while this one still reads."""
    wanted, real = waiting(empty, csv_bytes(PLANNED, rows), by=drafter), read_purchases

    def slowly(*args: Any, **named: Any) -> Any:
        PurchaseImport.objects.update(finished_at=AT, next_attempt_at=None, sheet="of the other")
        return real(*args, **named)

    monkeypatch.setattr("programs.actions.purchase_imports.read_purchases", slowly)
    read(wanted)
    assert (wanted.sheet, wanted.faulty, wanted.refusal) == ("of the other", 0, None)
    assert not PurchaseList.objects.exists()


def test_nothing_is_tried_again_while_a_worker_may_still_read_it(settings: Any):
    assert timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT) < PAUSE


def test_only_writers_of_the_company_send_and_withdraw(
    empty: Program, drafter: Membership, team: dict[Role, Membership], strangers: dict[str, Membership]
):
    purchase_list = imported(empty, by=drafter)
    for who in (team[Role.COMPANY_ADMINISTRATOR], *strangers.values()):
        with pytest.raises(PermissionDenied):
            waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=who)
        with pytest.raises(PermissionDenied):
            withdraw_purchases(empty.pk, purchase_list.pk, by=who, at=AT)
    assert list(empty.purchase_lists.in_force()) == [purchase_list]


REFUSED: list[tuple[bytes, str, str]] = [
    (b"", "list.csv", "empty"),
    (b"x", "list.docx", "extension"),
    (b"x" * 2000, "list.csv", "too_large"),
]


@pytest.mark.parametrize(("content", "name", "code"), REFUSED)
def test_what_need_not_be_read_is_refused_at_once(
    content: bytes, name: str, code: str, empty: Program, drafter: Membership, settings: Any, media: Path
):
    settings.PURCHASES_LARGEST = 1000
    with pytest.raises(UnacceptableFile) as refused:
        waiting(empty, content, by=drafter, name=name)
    assert refused.value.code == code
    assert files_in(media) == []


def test_no_more_than_a_few_files_wait_at_once(empty: Program, drafter: Membership):
    for number in range(MOST_WAITING):
        waiting(empty, csv_bytes(PLANNED, THREE_PLANNED[:number]), by=drafter)
    with pytest.raises(UnacceptableFile) as refused:
        waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)
    assert refused.value.code == "too_many_waiting"


WHOLE_FILES: list[tuple[bytes, str]] = [
    (b"%PDF-1.4 and so on", "format"),
    (b"\0\1\2\3", "format"),
    (b"PK\x03\x04 no archive", "unsafe"),
    (csv_bytes(PLANNED, []), "no_lines"),
    (csv_bytes(["A", "B", "C"], [["1", "2", "3"]]), "no_headings"),
    (csv_bytes(PLANNED[1:], [row[1:] for row in THREE_PLANNED]), "missing_columns"),
    (csv_bytes([*PLANNED, "Год закупки"], [[*row, "2027"] for row in THREE_PLANNED]), "repeated_columns"),
    (csv_bytes([one.replace(", тенге", "") for one in PLANNED], THREE_PLANNED), "no_unit"),
    (csv_bytes(PLANNED, THREE_PLANNED) + b'"open;quote', "not_csv"),
]


@pytest.mark.parametrize(("content", "code"), WHOLE_FILES, ids=[code for _content, code in WHOLE_FILES])
def test_a_file_that_is_no_list_is_refused_as_a_whole(content: bytes, code: str, empty: Program, drafter: Membership):
    refused = read(waiting(empty, content, by=drafter))
    assert (refused.state, code_of(refused)) == ("refused", code)
    assert refused.refusal is not None
    assert all(refusal_label(refused.refusal).in_language(language) for language in ("kk", "ru", "en"))
    assert not PurchaseList.objects.exists()


def test_a_file_that_is_gone_is_asked_for_again(empty: Program, drafter: Membership, media: Path):
    wanted = waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)
    files_in(media)[0].unlink()
    assert code_of(read(wanted)) == "lost"


def test_what_fails_is_tried_again_and_given_up_in_the_end(empty: Program, drafter: Membership, monkeypatch: Any):
    def broken(*_args: Any, **_named: Any) -> Iterator[Any]:
        raise RuntimeError("memory")

    monkeypatch.setattr("programs.actions.purchase_imports.read_purchases", broken)
    wanted = waiting(empty, csv_bytes(PLANNED, THREE_PLANNED), by=drafter)
    for attempt in range(MOST_ATTEMPTS):
        assert [import_due(partial(max, AT, AT + attempt * PAUSE)) for _time in range(2)] == [True, False]
        wanted.refresh_from_db()
        assert wanted.state == "reading"
    assert not import_due(partial(max, AT, AT + MOST_ATTEMPTS * PAUSE))
    wanted.refresh_from_db()
    assert (wanted.state, wanted.attempts) == ("given_up", MOST_ATTEMPTS)


def test_imports_are_forgotten_after_a_week_and_lists_stay(empty: Program, drafter: Membership, media: Path):
    imported(empty, by=drafter)
    read(waiting(empty, csv_bytes(PLANNED, [("", "", "", "", "", "", "x")]), by=drafter))
    assert remove_expired(AT + timedelta(days=6)) == 0
    assert remove_expired(AT + timedelta(days=7)) == 2
    assert (PurchaseImport.objects.count(), PurchaseList.objects.count(), files_in(media)) == (0, 1, [])


def test_a_long_list_is_read_with_progress(empty: Program, drafter: Membership, settings: Any, monkeypatch: Any):
    told: list[tuple[int, int]] = []
    real = PurchaseImport.save

    def save(self: PurchaseImport, **named: Any) -> None:
        told.append((self.lines_read, self.percent))
        real(self, **named)

    wanted = waiting(empty, csv_bytes(PLANNED, purchases.planned_lines(5000)), by=drafter)
    monkeypatch.setattr(PurchaseImport, "save", save)
    read(wanted)
    assert [lines for lines, _percent in told] == [0, 2000, 4000, 5000]
    assert told[1][1] < told[2][1] < told[3][1] == 100


def test_the_same_file_sent_in_another_form_says_the_same(empty: Program, drafter: Membership):
    workbook = purchases.xlsx_bytes([PLANNED, *THREE_PLANNED])
    from_text = imported(empty, by=drafter)
    taken = read(waiting(empty, workbook, by=drafter, name="Закупки.xlsx", at=AT))
    assert taken.purchase_list is not None
    assert taken.purchase_list.totals == from_text.totals
    assert taken.sheet == "Закупки"


def test_send_keeps_a_name_without_folders(empty: Program, drafter: Membership):
    content = csv_bytes(PLANNED, THREE_PLANNED)
    named = purchases.sent(content, "../../Жоспар  2027.CSV")
    wanted = send_purchases(empty.pk, named, purpose=PurchasePurpose.PLANNED, by=drafter, at=AT)
    assert wanted.name == "Жоспар 2027.csv"

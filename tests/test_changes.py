"""What changes rows leaves a trace: no way past the history in product code, and no model without one by oversight."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from tests.test_repository import APPS, ROOT, files, short

BULK = {"update", "aupdate", "bulk_update", "abulk_update", "_raw_delete"}
SAVING = {"save", "asave", "save_base"}
Site = tuple[str, str]
"""A file, and what is called there."""

UPDATES: Mapping[Site, str] = {
    ("icv_portal/accounts/addressing.py", "InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update"): (
        "addressed_at is a mark of the sweep; the notice itself is kept by triggers"
    ),
    ("icv_portal/outbox/models.py", "unopened.update"): "the first opening, which the journal tells of",
    ("icv_portal/outbox/models.py", "again.update"): "e-mails are rows of a queue",
    ("icv_portal/machinery/backlogs.py", "given_up().update"): "rows of queues",
    ("icv_portal/outbox/sending.py", "InboxEntry.objects.filter(pk=email.entry.pk).update"): "addressed_at, as above",
    ("approvals/actions/digests.py", "DailyNotice.objects.untold().filter(user=user).update"): "marks of the digest",
    (
        "icv_portal/audit_trail/exports.py",
        "HistoryExport.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update",
    ): "rows of a queue",
    ("icv_portal/sweeps/models.py", "self.filter(task=task).update"): "the trace of a sweep",
    ("icv_portal/documents/rendering.py", "Rendering.objects.filter(pk__in=waiting).update"): "rows of a queue",
    ("icv_portal/documents/rendering.py", "Rendering.objects.filter(pk=rendering.pk).update"): "rows of a queue",
    ("icv_portal/documents/storage.py", "digest.update"): "a hash, no rows",
    ("icv_portal/documents/uploads.py", "self.digest.update"): "a hash, no rows",
    ("icv_portal/journal/verification.py", "digest.update"): "a hash, no rows",
    ("icv_portal/demo/loading.py", "old.update"): "addressed_at, as above",
    (
        "programs/actions/programs.py",
        "Access.objects.open().filter(program=program).update",
    ): "ended by the withdrawal",
    (
        "programs/actions/spells.py",
        "Row.objects.bulk_update",
    ): "the mark of typing, whose history row is written beside it",
    (
        "programs/actions/purchase_imports.py",
        "PurchaseImport.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update",
    ): "rows of a queue",
    (
        "programs/actions/spreadsheets/reading.py",
        "SpreadsheetUpload.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update",
    ): "rows of a queue",
    ("programs/actions/typing.py", "Row.objects.bulk_update"): "while somebody types: the history row ends their spell",
    ("approvals/actions/reminders.py", "Term.objects.filter(pk=pk).update"): "remind_on is no fact of the term",
    ("approvals/actions/reminders.py", "Procedure.objects.filter(pk=pk).update"): "remind_on, as above",
    ("approvals/actions/reminders.py", "Procedure.objects.filter(pk=procedure.pk).update"): "remind_on, as above",
    ("approvals/actions/terms.py", "Term.objects.filter(pk=term.pk).update"): "remind_on, as above",
}
"""Every `.update()` and the like, whatever it is called on: nobody guesses what a queryset is. With the reason."""

SAVES: Mapping[Site, str] = {
    ("icv_portal/accounts/admin.py", "formset.save"): "a page of Django admin, which tells person, role and page",
    ("icv_portal/accounts/admin.py", "instance.save"): "a page of Django admin",
    ("icv_portal/accounts/admin.py", "obj.save"): "insert-only, and journaled",
    ("icv_portal/accounts/admin.py", "super().save"): "a form of Django admin",
    ("icv_portal/accounts/forms.py", "super().save"): "a form of allauth, on its page",
    ("icv_portal/accounts/models/audited.py", "self.save"): "save_by itself",
    ("icv_portal/accounts/models/feeds.py", "self.save"): "the last use, which the history leaves out",
    ("icv_portal/accounts/models/tokens.py", "self.save"): "the last use, which the history leaves out",
    ("icv_portal/accounts/models/users.py", "super().save"): "the model's own save",
    ("icv_portal/accounts/models/users.py", "user.save"): "create_user: in tests and the demo",
    ("icv_portal/accounts/absences.py", "user.save"): "on its page: the person's own choice",
    ("icv_portal/accounts/second_factor.py", "person.save"): "on a page of Django admin",
    ("icv_portal/accounts/sign_in_admin.py", "form.save"): "a page of Django admin",
    ("icv_portal/accounts/sign_in_locks.py", "lock.save"): "a lock is gone after some days, and tells of itself",
    ("icv_portal/accounts/views.py", "user.save"): "on its page: the person's own language",
    ("icv_portal/audit_trail/exports.py", "default_storage.save"): "a file",
    ("icv_portal/audit_trail/exports.py", "export.save"): "rows of a queue",
    ("icv_portal/demo/workbooks.py", "book.save"): "a file",
    ("icv_portal/documents/rendering.py", "rendering.save"): "rows of a queue",
    ("icv_portal/documents/storage.py", "default_storage.save"): "a file",
    ("icv_portal/journal/models.py", "entry.save"): "the journal itself",
    ("icv_portal/journal/sealing.py", "made.save"): "the seals of the journal",
    ("approvals/actions/digests.py", "_email(user, day, at).save"): "rows of a queue",
    ("icv_portal/outbox/sending.py", "email.save"): "rows of a queue",
    ("icv_portal/static_files.py", "self.save"): "a file",
    ("programs/actions/spreadsheets/applying.py", "kept.save"): "rows of a queue",
    ("programs/actions/spreadsheets/reading.py", "default_storage.save"): "a file",
    ("programs/actions/spreadsheets/reading.py", "upload.save"): "rows of a queue",
    ("programs/actions/spreadsheets/uploads.py", "kept.save"): "rows of a queue",
    ("programs/actions/spreadsheets/uploads.py", "upload.save"): "rows of a queue",
    ("programs/spreadsheets/annotating.py", "opened.workbook.save"): "a file",
    ("programs/actions/attachments.py", "attachment.save"): "only ever inserted, by an action that journals it",
    ("programs/actions/purchase_imports.py", "default_storage.save"): "a file",
    ("programs/actions/purchase_imports.py", "self.wanted.save"): "rows of a queue",
    ("programs/actions/purchase_imports.py", "wanted.save"): "rows of a queue",
    ("programs/actions/purchases.py", "wanted.save"): "rows of a queue",
    ("programs/models/rows.py", "self.save"): "the version number of a section; its rows have their history",
}
"""Every `.save()` that is not `save_by`, with its reason."""

UNAUDITED: Mapping[str, str] = {
    "accounts.DailyNotice": "a queue of what is told once a day",
    "accounts.KeptForm": "what was typed into a session that ended, for some days",
    "accounts.SignInLock": "an account locked for a quarter of an hour",
    "approvals.CalendarYear": "only ever inserted, by an action that journals it",
    "audit_trail.HistoryExport": "a queue of files that expire",
    "documents.Rendering": "a queue",
    "outbox.Email": "a queue",
    "outbox.InboxEntry": "kept as delivered by triggers, its first opening is journaled",
    "programs.Access": "written by actions that journal what they do",
    "programs.Presence": "who has a draft open right now",
    "programs.PurchaseImport": "a queue of files that expire; the lists they become are only ever inserted",
    "programs.SpreadsheetUpload": "a queue of files that expire; what they change is rows, with their history",
    "programs.SectionState": "a version number; the rows have their history",
    "sweeps.Sweep": "when each sweep ran last",
}
"""Models that are neither audited nor insert-only, with the reason."""

NAMED_BY_THE_DESIGN = {
    "accounts.Organization",
    "accounts.OrganizationFact",
    "accounts.Membership",
    "accounts.User",
    "programs.Program",
    "programs.Row",
    "programs.SubsoilRight",
    "approvals.Procedure",
    "approvals.Consideration",
    "approvals.Term",
    "approvals.CalendarDay",
}


def product() -> list[Path]:
    return [
        path
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in APPS and "migrations" not in path.relative_to(ROOT).parts
    ]


def calls(source: str, names: set[str]) -> Iterator[str]:
    """What is called by one of these names on anything, and bulk functions called by their own name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield ast.unparse(node)
        elif isinstance(node, ast.Name) and node.id in names - {"update", "save"}:
            yield node.id


def sites(names: set[str]) -> set[Site]:
    return {(short(path), call) for path in product() for call in calls(path.read_text(encoding="utf-8"), names)}


@pytest.mark.parametrize(
    "source",
    [
        "Term.objects.filter(pk=1).update(due_on=None)",
        "rows = Row.objects.all()\nrows.update(cells={})",
        "change = Row.objects.update\nchange(cells={})",
        "Row.objects.bulk_update(rows, ['cells'])",
        "await Row.objects.aupdate(cells={})",
        "getattr(Row.objects, 'all')().update(cells={})",
    ],
)
def test_a_way_past_the_history_would_be_found(source: str):
    assert len(list(calls(source, BULK))) == 1


def test_the_helpers_with_history_are_another_word():
    assert list(calls("bulk_update_with_history(rows, Row, ['cells'])", BULK)) == []


def test_no_rows_are_changed_past_their_history():
    assert sites(BULK) == set(UPDATES)


def test_every_save_says_by_whom_or_has_its_reason():
    assert sites(SAVING) == set(SAVES)


def test_no_statement_written_by_hand_changes_rows():
    changing = ("UPDATE ", "DELETE FROM", "INSERT INTO", "TRUNCATE")
    found = [
        f"{short(path)}: {node.value.strip()[:60]}"
        for path in product()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lstrip().startswith(changing)
    ]
    assert found == []


def test_triggers_are_never_ignored():
    for path in product():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ignored = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.ImportFrom)]
        assert [name for name in ignored if "pgtrigger" in name and "ignore" in name] == [], short(path)


# Models


def portal_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(APPS)]


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_type")


def is_insert_only(model: type[models.Model]) -> bool:
    return {"no_update", "no_delete", "no_truncate"} <= {
        trigger.name for trigger in getattr(model._meta, "triggers", [])
    }


def test_every_model_is_audited_or_insert_only_or_has_its_reason():
    found: Counter[str] = Counter()
    for model in portal_models():
        if is_history(model):
            assert is_insert_only(model), f"{model._meta.label} is a history that can be changed"
            assert "history_membership_id" in {field.name for field in model._meta.fields}
        elif issubclass(model, AuditedModel):
            assert hasattr(model, "history"), f"{model._meta.label} has no history"
            found["audited"] += 1
        elif not is_insert_only(model):
            assert model._meta.label in UNAUDITED, f"{model._meta.label} leaves no trace of its changes"
            found[model._meta.label] += 1
    assert found["audited"] >= len(NAMED_BY_THE_DESIGN)
    assert {name for name in UNAUDITED if name not in found} == set()


def test_what_the_design_calls_audited_is():
    for label in NAMED_BY_THE_DESIGN:
        model = apps.get_model(label)
        assert issubclass(model, AuditedModel)
        assert {"history_user", "history_change_reason", "history_membership_id"} <= {
            field.name
            for field in model.history.model._meta.fields  # type: ignore[attr-defined]
        }
    assert AuditedRecords.__mro__[1].__name__ == "HistoricalRecords"

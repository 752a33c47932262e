"""Every migration since the first release that is upgraded without downtime: the release before it lives with it."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tools.devkit.places import ROOT
from tools.migration_rule import dangers, is_marked

BASELINE = {
    "accounts": "0007_signing_in",
    "approvals": "0005_words_of_reasonings",
    "audit_trail": "0001_initial",
    "documents": "0003_rendering_waited_for",
    "journal": "0002_seals_and_lists",
    "outbox": "0007_unread_with_roles",
    "programs": "0004_history_of_memberships",
    "sweeps": "0001_initial",
}
"""The last ones made before anything was installed: no code ran that had to live with them."""


def own() -> list[Migration]:
    """Those of the portal's own apps that were made afterwards."""
    found = MigrationLoader(None).disk_migrations.items()
    folders = {name.parent.parent.name for name in ROOT.glob("*/**/migrations/0001_*.py") if ".venv" not in name.parts}
    assert folders == set(BASELINE), "an app of one's own has no baseline: its first migration needs none, name it"
    return [migration for (app, name), migration in found if app in folders and name > BASELINE[app]]


def test_no_migration_breaks_the_release_before_it():
    loader = MigrationLoader(None)
    broken = {
        f"{migration.app_label}.{migration.name}": found
        for migration in own()
        if not is_marked(migration)
        and (found := dangers(migration, loader.project_state([(migration.app_label, migration.name)], at_end=False)))
    }
    assert broken == {}


def test_every_baseline_exists():
    assert set(BASELINE.items()) <= set(MigrationLoader(None).disk_migrations)


# The rule itself


def state() -> ProjectState:
    fields: list[tuple[str, models.Field]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=100)),
        ("due_on", models.DateField(null=True)),
    ]
    found = ProjectState()
    found.add_model(ModelState("programs", "Plan", fields))
    return found


def judged(*steps: operations.base.Operation, **attributes: Any) -> tuple[list[str], bool]:
    migration = type("Migration", (Migration,), {"operations": list(steps), **attributes})("0099_next", "programs")
    return dangers(migration, state()), is_marked(migration)


def add(field: models.Field) -> operations.AddField:
    return operations.AddField("plan", "added", field)


def alter(name: str, field: models.Field) -> operations.AlterField:
    return operations.AlterField("plan", name, field)


UNIQUE = models.UniqueConstraint(fields=["title"], name="one_title")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (operations.RemoveField("plan", "title"), "still uses it"),
        (operations.DeleteModel("Plan"), "still uses it"),
        (operations.RenameField("plan", "title", "heading"), "still uses it"),
        (operations.RenameModel("Plan", "Scheme"), "still uses it"),
        (operations.AlterModelTable("plan", "schemes"), "still uses it"),
        (add(models.CharField(max_length=5, default="")), "adds rows without it"),
        (alter("due_on", models.DateField()), "rows without a value"),
        (alter("title", models.CharField(max_length=99)), "values of the type before"),
        (alter("title", models.IntegerField()), "values of the type before"),
        (operations.AddConstraint("plan", UNIQUE), "may write what it forbids"),
        (operations.RunSQL("DROP TABLE programs_plan"), "nobody can tell"),
        (operations.SeparateDatabaseAndState([operations.RemoveField("plan", "title")]), "still uses it"),
    ],
)
def test_what_the_running_code_cannot_live_with_is_found(step: operations.base.Operation, told: str):
    (found,), marked = judged(step)
    assert told in found
    assert not marked


@pytest.mark.parametrize(
    "step",
    [
        add(models.CharField(max_length=5, null=True)),
        add(models.CharField(max_length=5, db_default="")),
        add(models.ManyToManyField("programs.plan")),
        alter("due_on", models.DateField(null=True, verbose_name="last day")),
        alter("title", models.CharField(max_length=200)),
        alter("title", models.TextField()),
        operations.AddIndex("plan", models.Index(fields=["title"], name="plan_by_title")),
        operations.SeparateDatabaseAndState([], [operations.RemoveField("plan", "title")]),
    ],
)
def test_what_it_does_not_notice_is_free(step: operations.base.Operation):
    assert judged(step) == ([], False)


def test_a_table_it_does_not_know_is_free():
    made = operations.CreateModel("Scheme", [("id", models.BigAutoField(primary_key=True))])
    codes = operations.AddField("scheme", "codes", ArrayField(models.CharField(max_length=5)))
    assert judged(made, codes, operations.AddConstraint("scheme", UNIQUE)) == ([], False)


@pytest.mark.parametrize(
    ("said", "is_enough"), [("since release 1.4 nothing reads it", True), ("nothing reads it", False), ("", False)]
)
def test_who_takes_away_says_since_when_nobody_uses_it(said: str, is_enough: bool):
    assert judged(operations.DeleteModel("Plan"), contracts=said)[1] is is_enough

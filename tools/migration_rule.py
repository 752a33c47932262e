"""What a migration may do while the release before it still runs (docs/decisions/0012-migrations-without-downtime.md).

A migration that takes something away says since which release the code does without it:

    class Migration(migrations.Migration):
        contracts = "since release 1.4 nothing reads the column"
"""

import re
from collections.abc import Iterator

from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

MARKER = "contracts"
SAYS_SINCE_WHEN = re.compile(r"\bsince release \d+(\.\d+)*\b")
TAKES_AWAY = (
    operations.DeleteModel,
    operations.RemoveField,
    operations.RenameModel,
    operations.RenameField,
    operations.AlterModelTable,
)
FORBIDS = (operations.AddConstraint, operations.AlterUniqueTogether)


def is_marked(migration: Migration) -> bool:
    return bool(SAYS_SINCE_WHEN.search(getattr(migration, MARKER, "")))


def dangers(migration: Migration, before: ProjectState) -> list[str]:
    """What the running code could not live with, one line each; `before` is the state the migration starts from."""
    state = before.clone()
    created: set[str] = set()
    found: list[str] = []
    for operation in migration.operations:
        for part in _of_the_database(operation):
            if isinstance(part, operations.CreateModel):
                created.add(part.name_lower)
            elif getattr(part, "model_name_lower", "") not in created:
                found += _dangers(part, migration.app_label, state)
        operation.state_forwards(migration.app_label, state)
    return found


def _of_the_database(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        yield from operation.database_operations
    else:
        yield operation


def _dangers(operation: Operation, app: str, state: ProjectState) -> Iterator[str]:
    what = operation.describe()
    if isinstance(operation, TAKES_AWAY):
        yield f"{what}: the running code still uses it"
    elif isinstance(operation, FORBIDS):
        yield f"{what}: the running code may write what it forbids"
    elif isinstance(operation, operations.RunSQL):
        yield f"{what}: nobody can tell what it does"
    elif isinstance(operation, operations.AddField) and not _may_be_left_out(operation.field):
        yield f"{what}: the running code adds rows without it (give it null=True or db_default)"
    elif isinstance(operation, operations.AlterField):
        yield from _narrowing(operation, state.models[app, operation.model_name_lower].fields[operation.name], what)


def _may_be_left_out(field: models.Field) -> bool:
    return field.many_to_many or field.null or field.db_default is not models.NOT_PROVIDED


def _narrowing(operation: operations.AlterField, earlier: models.Field, what: str) -> Iterator[str]:
    later = operation.field
    if earlier.null and not later.null and later.db_default is models.NOT_PROVIDED:
        yield f"{what}: the running code still writes rows without a value"
    if not _holds_as_much(earlier.db_type(connection), later.db_type(connection)):
        yield f"{what}: the running code writes values of the type before"


def _holds_as_much(earlier: str | None, later: str | None) -> bool:
    lengths = [re.fullmatch(r"varchar\((\d+)\)", kind or "") for kind in (earlier, later)]
    if lengths[0] and later == "text":
        return True
    if lengths[0] and lengths[1]:
        return int(lengths[1][1]) >= int(lengths[0][1])
    return earlier == later

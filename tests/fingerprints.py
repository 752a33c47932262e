"""What the whole database holds, as one value: a test of what must not happen says that nothing changed."""

from django.apps import apps
from django.db import connection


def fingerprint() -> dict[str, tuple[int, int]]:
    """Of each table of the portal: how many rows it has, and a sum over the hashes of their text."""
    tables = sorted(model._meta.db_table for model in apps.get_models())
    counts = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(row::text, 0)::numeric), 0) FROM {table} AS row"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return {table: (count, int(total)) for table, count, total in cursor.fetchall()}


def changed_tables(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> set[str]:
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}

"""The floor app with its own database and server."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tools.bench import databases
from tools.bench.servers import FLOOR_SETTINGS, environment, serving
from tools.devkit import commands
from tools.devkit.places import PYTHON

ENTRIES = """
INSERT INTO floor_entry (id, name, first_year, last_year, state, responsible, due_on, filed_at)
SELECT lpad(n::text, 32, '0')::uuid, 'Company ' || n, 2027, 2029, 'with the authorized body', 'Authorized body',
    current_date + n % 3000, now() - n * INTERVAL '1 minute'
FROM generate_series(1, 100000) n
"""


@contextmanager
def served() -> Iterator[int]:
    """The port of the floor app, its list as long as the longest of the portal."""
    with databases.scratch("floor") as name:
        commands.run([PYTHON, "-m", "django", "migrate", "--run-syncdb", "-v0"], env=environment(FLOOR_SETTINGS, name))
        with psycopg.connect(databases.url_of(name), autocommit=True) as connection:
            connection.execute(ENTRIES.encode())
            connection.execute("VACUUM (ANALYZE)")
        with serving(FLOOR_SETTINGS, name) as port:
            yield port

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import timezone


class SweepsConfig(AppConfig):
    name = "icv_portal.sweeps"
    label = "sweeps"

    def ready(self) -> None:
        from icv_portal.sweeps import recording

        recording.connect()
        post_migrate.connect(self.expect_all, sender=self)

    def expect_all(self, **_facts: Any) -> None:
        """From now on each sweep of the timetable is awaited: one that never runs is late, too."""
        from icv_portal.sweeps.models import Sweep
        from icv_portal.sweeps.timetable import periods

        if Sweep._meta.db_table not in connection.introspection.table_names():
            return  # only other apps were migrated yet
        Sweep.objects.expect(periods(), at=timezone.now())

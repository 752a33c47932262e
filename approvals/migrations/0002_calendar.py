from django.db import migrations
from django.utils import timezone

from approvals.reference_data import load_calendar


def load(apps, schema_editor):
    load_calendar(
        apps.get_model("approvals", "CalendarYear"), apps.get_model("approvals", "CalendarDay"), at=timezone.now()
    )


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

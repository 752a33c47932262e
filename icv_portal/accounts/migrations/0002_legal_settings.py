from django.db import migrations
from django.utils import timezone

from icv_portal.accounts.reference_data import load_legal_settings


def load(apps, schema_editor):
    load_legal_settings(apps.get_model("accounts", "LegalSetting"), at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

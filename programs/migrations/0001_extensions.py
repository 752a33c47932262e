from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """btree_gist lets one exclusion constraint compare a customer for equality and years for overlap."""

    dependencies = []
    operations = [BtreeGistExtension()]

import uuid

import django.db.models.deletion
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def create_cache(apps, schema_editor):
    """The table of settings.CACHES, which no model describes."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_history_of_memberships")]

    operations = [
        migrations.CreateModel(
            name="SignInLock",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("address", models.GenericIPAddressField(verbose_name="network address")),
                ("locked_at", models.DateTimeField(verbose_name="locked at")),
                ("until", models.DateTimeField(verbose_name="locked until")),
                ("is_handled", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField(null=True, verbose_name="person written to at")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                ("lifted_by", models.UUIDField(null=True)),
            ],
            options={
                "verbose_name": "locked sign-in",
                "verbose_name_plural": "locked sign-ins",
                "ordering": ["-locked_at"],
                "indexes": [
                    models.Index(fields=["email", "-locked_at"], name="locks_of_email"),
                    models.Index(
                        condition=models.Q(("is_handled", False)), fields=["locked_at"], name="locks_unhandled"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("membership_id", models.UUIDField(null=True)),
                ("path", models.CharField(max_length=500)),
                ("fields", models.TextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "kept form",
                "verbose_name_plural": "kept forms",
                "indexes": [models.Index(fields=["user", "-kept_at"], name="kept_forms_of_person")],
            },
        ),
        migrations.RunPython(create_cache, migrations.RunPython.noop, elidable=False),
    ]

from django.db import migrations, models

AUDITED = ("apitoken", "membership", "organization", "organizationfact", "user")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_api_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name=f"historical{name}",
            name="history_membership_id",
            field=models.UUIDField(editable=False, null=True),
        )
        for name in AUDITED
    ]

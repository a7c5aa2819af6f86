"""Which report a decision on a claim is about. SQLite makes the table anew, so its guards are put on again."""

from importlib import import_module

from django.db import migrations, models

guard = import_module("reportedly.ledger.migrations.0002_guards").guard


class Migration(migrations.Migration):
    dependencies = (("ledger", "0002_guards"),)
    operations = (
        migrations.AddField(
            model_name="reviewrow",
            name="report_ref",
            field=models.CharField(db_index=True, default="", max_length=40),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    )

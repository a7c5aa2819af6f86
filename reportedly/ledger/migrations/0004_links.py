"""What linking remembers of each account. It is filled when accounts are next linked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("ledger", "0003_reviews_of_claims"),)
    operations = (
        migrations.CreateModel(
            name="LinkRow",
            fields=[
                ("ref", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("body", models.TextField()),
            ],
            options={"db_table": "reportedly_link"},
        ),
    )

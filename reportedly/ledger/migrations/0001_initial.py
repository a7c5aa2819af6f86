"""The tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AccountRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("ref", models.CharField(db_index=True, max_length=40)),
                ("role", models.CharField(max_length=10)),
                ("sub_event", models.CharField(default="", max_length=300)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "reportedly_account",
            },
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=40)),
                ("actor", models.CharField(max_length=300)),
                ("action", models.CharField(db_index=True, max_length=20)),
                ("objects_touched", models.TextField(db_column="objects")),
                ("details", models.TextField()),
                ("payload_sha256", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "reportedly_audit",
            },
        ),
        migrations.CreateModel(
            name="ClaimRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("ref", models.CharField(db_index=True, max_length=40)),
                ("said_by", models.CharField(db_index=True, default="", max_length=300)),
                ("factuality", models.CharField(max_length=3)),
                ("stage", models.CharField(max_length=12)),
                ("sub_event", models.CharField(default="", max_length=300)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "reportedly_claim",
            },
        ),
        migrations.CreateModel(
            name="HeadRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
                ("readings", models.BigIntegerField(default=0)),
                ("reviews", models.BigIntegerField(default=0)),
                ("linker", models.CharField(default="", max_length=300)),
            ],
            options={
                "db_table": "reportedly_head",
            },
        ),
        migrations.CreateModel(
            name="IncidentRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("title", models.TextField()),
                ("start", models.CharField(db_index=True, default="", max_length=10)),
                ("end", models.CharField(db_index=True, default="", max_length=10)),
                ("event_type", models.CharField(db_index=True, default="", max_length=300)),
                ("sub_event", models.CharField(db_index=True, default="", max_length=300)),
                ("country", models.CharField(db_index=True, default="", max_length=2)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("place_precision", models.PositiveSmallIntegerField(null=True)),
                ("grading", models.CharField(db_index=True, max_length=12)),
                (
                    "review",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("changed", "Changed"),
                            ("rejected", "Rejected"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=10,
                    ),
                ),
                ("killed_low", models.BigIntegerField(null=True)),
                ("killed_best", models.BigIntegerField(db_index=True, null=True)),
                ("killed_high", models.BigIntegerField(null=True)),
                ("reports", models.PositiveIntegerField(default=0)),
                ("independent_sources", models.PositiveIntegerField(default=0)),
                ("places", models.TextField(default="")),
                ("actors", models.TextField(default="")),
                ("words", models.TextField(default="")),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "reportedly_incident",
            },
        ),
        migrations.CreateModel(
            name="ReadingRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report_ref", models.CharField(db_index=True, max_length=40)),
                ("reader", models.CharField(default="", max_length=300)),
                ("sha256", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "reportedly_reading",
            },
        ),
        migrations.CreateModel(
            name="ReportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_index=True, max_length=40)),
                ("version", models.CharField(max_length=64, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("uri", models.TextField(default="")),
                ("publisher", models.CharField(db_index=True, default="", max_length=300)),
                ("headline", models.TextField(default="")),
                ("published", models.CharField(db_index=True, default="", max_length=10)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "reportedly_report",
            },
        ),
        migrations.CreateModel(
            name="ReviewRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("action", models.CharField(max_length=10)),
                ("author", models.CharField(db_index=True, max_length=300)),
                ("at", models.CharField(max_length=40)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "reportedly_review",
            },
        ),
        migrations.CreateModel(
            name="IncidentClaimRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="incident_links", to="ledger.claimrow"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claim_links", to="ledger.incidentrow"
                    ),
                ),
            ],
            options={
                "db_table": "reportedly_incident_claim",
            },
        ),
        migrations.CreateModel(
            name="IncidentAccountRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_links",
                        to="ledger.accountrow",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_links",
                        to="ledger.incidentrow",
                    ),
                ),
            ],
            options={
                "db_table": "reportedly_incident_account",
            },
        ),
        migrations.AddField(
            model_name="claimrow",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="ledger.readingrow"
            ),
        ),
        migrations.AddField(
            model_name="accountrow",
            name="reading",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="ledger.readingrow"
            ),
        ),
        migrations.AddField(
            model_name="readingrow",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="ledger.reportrow"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrow",
            constraint=models.UniqueConstraint(fields=("reading", "position"), name="claim_position"),
        ),
        migrations.AddConstraint(
            model_name="accountrow",
            constraint=models.UniqueConstraint(fields=("reading", "position"), name="account_position"),
        ),
    ]

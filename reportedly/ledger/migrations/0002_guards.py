"""Triggers that refuse every change to what may only be added to, and the one row that says where the ledger stands.

A later migration that alters one of these tables on SQLite makes the table anew and so loses its triggers: it must run
``guard`` again at its end.
"""

from django.db import migrations

TABLES = (
    "reportedly_report",
    "reportedly_reading",
    "reportedly_claim",
    "reportedly_account",
    "reportedly_review",
    "reportedly_audit",
)

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION reportedly_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL_TRIGGERS = (
    "CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION reportedly_refuse()",
    "CREATE OR REPLACE TRIGGER {table}_guard_all BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION reportedly_refuse()",
)
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {{table}}_{event.lower()}_guard BEFORE {event} ON {{table}} "
    "BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
    for event in ("UPDATE", "DELETE")
)


def guard(apps, schema_editor):
    """Put the triggers on the tables."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        for trigger in POSTGRESQL_TRIGGERS if on_postgresql else SQLITE_TRIGGERS:
            schema_editor.execute(trigger.format(table=table), params=None)


def first_head(apps, schema_editor):
    """Make the one head row."""
    apps.get_model("ledger", "HeadRow").objects.using(schema_editor.connection.alias).get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)
    operations = (
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.RunPython(first_head, migrations.RunPython.noop),
    )

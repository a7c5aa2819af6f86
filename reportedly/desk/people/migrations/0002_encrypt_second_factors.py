from django.db import migrations


def encrypt(apps, schema_editor):
    """Secrets of second factors that were kept in the clear are encrypted."""
    _each_secret(apps, schema_editor, "encrypt")


def decrypt(apps, schema_editor):
    _each_secret(apps, schema_editor, "decrypt")


def _each_secret(apps, schema_editor, way):
    from reportedly.desk.people.second_factor import MARK, SECRETS, Adapter

    adapter = Adapter()
    for one in apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias).all():
        for name in SECRETS:
            value = one.data.get(name)
            if value is not None and value.startswith(MARK) == (way == "decrypt"):
                one.data[name] = getattr(adapter, way)(value)
                one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, decrypt, elidable=False)]

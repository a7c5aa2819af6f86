"""The desk as a Django app: templates, static files, and tables of the pages' own (never of what the ledger holds)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages."""

    name = "reportedly.desk"
    label = "desk"
    verbose_name = "Desk"
    default_auto_field = "django.db.models.BigAutoField"

"""The people of the desk as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Accounts, roles and one-time links."""

    name = "reportedly.desk.people"
    label = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the roles in step with the code whenever the tables are brought up to date."""
        from reportedly.desk.people.roles import make_roles

        post_migrate.connect(make_roles, sender=self, dispatch_uid="reportedly.roles")

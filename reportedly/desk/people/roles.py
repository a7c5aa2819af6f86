"""Roles as Django groups, made to match ``access.ROLES``."""

from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, transaction

from reportedly.desk.access import APP, PERMISSIONS, ROLES
from reportedly.desk.people.models import User
from reportedly.ledger.canonical import digest
from reportedly.ledger.chain import writing


class LastAdministratorError(ValueError):
    """Nobody would be left who can let people in."""


def make_roles(using: str = DEFAULT_DB_ALIAS, apps: Apps = apps, **_: Any) -> None:
    """Make the groups and give each exactly the permissions of its role. Runs after every migration.

    ``apps`` are those whose tables are there: a ledger that was brought up to date alone has no people.
    """
    try:
        apps.get_model(APP, "User")
    except LookupError:
        return
    kind = ContentType.objects.db_manager(using).get_for_model(User)
    permissions = {
        name: Permission.objects.using(using).get_or_create(codename=name, content_type=kind, defaults={"name": words})[
            0
        ]
        for name, words in PERMISSIONS.items()
    }
    for role, names in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([permissions[name] for name in names])


def give_role(user: User, role: str | None, *, by: str) -> None:
    """Make ``role`` the person's only one, or with ``None`` take all access away; the audit log says who did.

    Raises ``LastAdministratorError`` where that would leave no administrator who can sign in.
    """
    if role is not None and role not in ROLES:
        raise ValueError(f"{role!r} is not a role: {', '.join(ROLES)}")
    with transaction.atomic():
        if role != "administrator" and list(administrators().values_list("pk", flat=True)) == [user.pk]:
            raise LastAdministratorError(f"{user.username} is the only administrator: make somebody else one first")
        user.groups.set(Group.objects.filter(name=role))
        user.is_active = role is not None
        user.save(update_fields=["is_active"])
        with writing(DEFAULT_DB_ALIAS) as chain:
            said = {"person": user.username, "role": role}
            chain.add("people", by, [], digest(said), said)


def administrators() -> Any:
    """The people who can let others in."""
    return User.objects.filter(is_active=True, groups__name="administrator")

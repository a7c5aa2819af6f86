"""Links that sign a person in once: the first administrator's, and those that an administrator hands out."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from reportedly.desk.people.models import SignInLink, User
from reportedly.desk.people.roles import administrators, give_role

LIVES = timedelta(hours=24)
FIRST = "administrator"
"""The first administrator's name until they choose their own."""


def make_link(user: User, *, made_by: str) -> str:
    """The token of a new link for ``user``; links made for them before no longer work."""
    user.links.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    user.links.create(token_sha256=_hash(token), made_by=made_by, expires_at=timezone.now() + LIVES)
    return token


def whose(token: str) -> User | None:
    """The person whom the link would sign in; ``None`` for one that was used, has expired or never was."""
    link = _valid(token).select_related("user").first()
    return link.user if link else None


def redeem(token: str) -> User | None:
    """The person whom the link signs in, this once. Of two who try at the same time one succeeds."""
    user = whose(token)
    if user is None or not _valid(token).update(used_at=timezone.now()):
        return None
    return user


def first_administrator() -> str | None:
    """A token for the first administrator, who is made where there is none; ``None`` once one can sign in."""
    if any(person.has_usable_password() for person in administrators()):
        return None
    person = administrators().first()
    if person is None:
        person, made = User.objects.get_or_create(username=FIRST)
        if made:
            person.set_unusable_password()
            person.save()
        give_role(person, "administrator", by="reportedly serve")
    return make_link(person, made_by="reportedly serve")


def _valid(token: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_sha256=_hash(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

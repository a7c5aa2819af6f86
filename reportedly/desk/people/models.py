"""Tables of people. What people decide is in the ledger, under their names."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from reportedly.desk.access import PERMISSIONS


class User(AbstractUser):
    """One person. ``username`` is the name that stands under decisions: it is never given to somebody else."""

    class Meta(AbstractUser.Meta):
        permissions: ClassVar = list(PERMISSIONS.items())

    @property
    def role(self) -> str | None:
        """The name of the person's role, ``None`` for one who has none and so may do nothing."""
        group = self.groups.first()
        return group.name if group else None


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the hash of its token is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

"""Keys to the API: made for one person, with scopes, kept as hashes."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from reportedly.desk.models import ApiToken

PREFIX = "reportedly_"
SCOPES = {
    "read": "Read incidents, reports, claims and decisions",
    "review": "Decide, as far as your role may",
    "export": "Ask for exports and fetch them",
}
LIVES = (30, 90, 365)
"""Days that a token may live."""
USED_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a token was last used: not every request need write."""


def make_token(user: Any, name: str, scopes: list[str], days: int) -> str:
    """A new token for ``user``, in clear: it is not kept and cannot be shown again."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        user=user,
        name=name,
        token_sha256=_hash(token),
        scopes=" ".join(scope for scope in SCOPES if scope in scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token


def token_row(token: str) -> ApiToken | None:
    """The row of a token that is valid now; ``None`` for any other text."""
    now = timezone.now()
    rows = ApiToken.objects.filter(token_sha256=_hash(token), revoked_at=None, expires_at__gt=now, user__is_active=True)
    row = rows.select_related("user").first()
    if row is not None and (row.used_at is None or now - row.used_at > USED_EVERY):
        ApiToken.objects.filter(pk=row.pk).update(used_at=now)
    return row


class ByToken(HttpBearer):
    """``Authorization: Bearer reportedly_…``. The request is then that person's, within the token's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The person, or ``None``."""
        row = token_row(token)
        if row is None:
            return None
        request.user = row.user
        request.scopes = frozenset(row.scopes.split())  # type: ignore[attr-defined]
        return row.user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

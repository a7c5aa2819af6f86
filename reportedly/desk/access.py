"""Who may do what: permissions, the roles that hold them, and how a view asks for one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

APP = "people"

PERMISSIONS = {
    "read_ledger": "Read reports, claims, incidents and their history",
    "decide_claims": "Accept, correct, reject and add claims",
    "add_reports": "Upload reports to be read",
    "export": "Take incidents out in files and through the API",
    "decide_incidents": "Accept, correct, reject, merge and split incidents",
    "manage_people": "Add people, give roles, take access away",
}
"""Every permission by name, in words. Views declare the one they need with ``needs``."""

_VIEWER = ("read_ledger",)
_ANALYST = (*_VIEWER, "decide_claims", "add_reports", "export")
_EDITOR = (*_ANALYST, "decide_incidents")

ROLES = {
    "viewer": _VIEWER,
    "analyst": _ANALYST,
    "editor": _EDITOR,
    "administrator": (*_EDITOR, "manage_people"),
}
"""Django groups and the permissions each holds, from least to most."""

View = Callable[..., HttpResponseBase]


def needs(permission: str) -> Callable[[View], View]:
    """Let only those see the view who hold ``permission`` (a key of ``PERMISSIONS``); the others get a 403 page."""
    if permission not in PERMISSIONS:
        raise KeyError(f"{permission!r} is not a permission: {', '.join(PERMISSIONS)}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user, permission):
                raise PermissionDenied(PERMISSIONS[permission])
            return view(request, *args, **kwargs)

        checked = login_required(guarded)
        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return guard


def may(user: Any, permission: str) -> bool:
    """Whether ``user`` holds ``permission``; templates have it as ``perms.people.<permission>``."""
    return bool(user.has_perm(f"{APP}.{permission}"))

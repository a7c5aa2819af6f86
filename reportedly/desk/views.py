"""Pages that belong to no group: the start, and what Django shows when something is not right."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reportedly.desk.access import needs


@require_safe
@needs("read_ledger")
def home(request: HttpRequest) -> HttpResponseBase:
    """Where one lands after signing in."""
    return redirect("incidents:list")


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often a page left open over night."""
    return render(request, "desk/form_expired.html", status=403)

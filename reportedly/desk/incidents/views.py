"""The list of incidents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger


@require_safe
@needs("read_ledger")
def listed(request: HttpRequest) -> HttpResponse:
    """All incidents, newest first."""
    ledger = the_ledger()
    ledger.place()
    return render(request, "incidents/list.html", {"incidents": ledger.rows()[:200]})

"""Views of one incident."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger


@require_safe
@needs("read_ledger")
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """One incident."""
    return render(request, "incident/page.html", {"row": the_ledger().incident_row(ref)})

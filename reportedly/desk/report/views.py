"""Views of reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reportedly.desk.access import needs
from reportedly.ledger.models import ReportRow


@require_safe
@needs("read_ledger")
def listed(request: HttpRequest) -> HttpResponse:
    """All reports, newest first."""
    return render(request, "report/list.html", {"reports": ReportRow.objects.order_by("-published", "ref")[:500]})


@require_safe
@needs("read_ledger")
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """One report."""
    return render(request, "report/page.html", {"ref": ref})

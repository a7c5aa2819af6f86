"""What the API offers, and one's own tokens to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from reportedly.desk.access import needs
from reportedly.desk.api.service import api
from reportedly.desk.api.tokens import LIVES, SCOPES, make_token
from reportedly.desk.models import ApiToken

ROOT = "/api/v1/"


class TokenForm(forms.Form):
    """A new token: what it is for, what it may, how long it lives."""

    name = forms.CharField(label="What it is for", max_length=100)
    scopes = forms.MultipleChoiceField(
        label="What it may", choices=list(SCOPES.items()), initial=["read"], widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="How long it lives", choices=[(days, f"{days} days") for days in LIVES], coerce=int, initial=LIVES[1]
    )


@require_safe
@needs("read_ledger")
def page(request: HttpRequest) -> HttpResponse:
    """The API in short, and one's own tokens."""
    return _page(request, TokenForm())


@require_safe
@needs("read_ledger")
def description(request: HttpRequest) -> JsonResponse:
    """The API as OpenAPI."""
    return JsonResponse(_schema())


@require_POST
@never_cache
@needs("read_ledger")
@sensitive_variables("token")
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    chosen = form.cleaned_data
    token = make_token(request.user, chosen["name"], chosen["scopes"], chosen["days"])
    return render(request, "api/token.html", {"token": token, "name": chosen["name"]})


@require_POST
@needs("read_ledger")
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user, revoked_at=None)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    messages.success(request, f"The token “{token.name}” opens nothing any more.")
    return redirect("api:page")


def _page(request: HttpRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    tokens = ApiToken.objects.filter(user=request.user, revoked_at=None, expires_at__gt=timezone.now())
    offered = [
        (method.upper(), address, about.get("description") or about.get("summary", ""))
        for address, methods in _schema()["paths"].items()
        for method, about in methods.items()
    ]
    context = {"form": form, "tokens": tokens, "offered": offered, "scopes": SCOPES}
    return render(request, "api/page.html", context, status=status)


def _schema() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=ROOT))

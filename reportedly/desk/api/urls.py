"""Addresses of the JSON API, its description, and the tokens that open it."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.urls.resolvers import URLPattern

from reportedly.desk.api import views
from reportedly.desk.api.service import api

app_name = "api"


def _opened_by_token(patterns: list[URLPattern]) -> list[URLPattern]:
    """The same patterns; the API itself asks who it is, since a program has no page to sign in on."""
    for pattern in patterns:
        login_not_required(pattern.callback)
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("", views.page, name="page"),
    path("openapi.json", views.description, name="openapi"),
    path("tokens/", views.new_token, name="new_token"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("v1/", (_opened_by_token(_patterns), _app, _namespace)),
]

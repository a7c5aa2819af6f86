"""Addresses of this group of pages."""

from django.urls import URLPattern

app_name = "sources"
urlpatterns: list[URLPattern] = []

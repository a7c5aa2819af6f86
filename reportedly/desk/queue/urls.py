"""Addresses of this group of pages."""

from django.urls import URLPattern

app_name = "queue"
urlpatterns: list[URLPattern] = []

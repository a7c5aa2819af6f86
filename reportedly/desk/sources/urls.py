"""Addresses of sources and actors."""

from django.urls import path

from reportedly.desk.sources import views

app_name = "sources"
urlpatterns = [
    path("", views.sources, name="list"),
    path("actors/", views.actors, name="actors"),
    path("said/", views.source, name="source"),
    path("did/", views.actor, name="actor"),
]

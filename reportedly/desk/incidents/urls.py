"""Addresses of the list of incidents and its three views."""

from django.urls import path

from reportedly.desk.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.listed, name="list"),
    path("map.json", views.map_data, name="map_data"),
    path("outlines.json", views.base_map, name="outlines"),
    path("decide/", views.decide, name="decide"),
    path("searches/", views.save_search, name="save_search"),
    path("searches/<int:pk>/forget/", views.forget_search, name="forget_search"),
]

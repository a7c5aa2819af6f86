"""Addresses of the list of incidents."""

from django.urls import path

from reportedly.desk.incidents import views

app_name = "incidents"
urlpatterns = [path("", views.listed, name="list")]

"""Addresses of the page of one report."""

from django.urls import path

from reportedly.desk.report import views

app_name = "report"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<str:ref>/", views.page, name="page"),
]

"""Addresses of the pages of reports."""

from django.urls import path

from reportedly.desk.report import views

app_name = "report"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<str:ref>/", views.page, name="page"),
    path("<str:ref>/add/", views.add, name="add"),
    path("<str:ref>/claims/<str:claim>/", views.decide, name="decide"),
]

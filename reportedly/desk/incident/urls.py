"""Addresses of the page of one incident."""

from django.urls import path

from reportedly.desk.incident import views

app_name = "incident"
urlpatterns = [
    path("<str:ref>/", views.page, name="page"),
]

"""Addresses of the page that asks whether two incidents are one."""

from django.urls import path

from reportedly.desk.same import views

app_name = "same"
urlpatterns = [
    path("", views.page, name="page"),
    path("decide/", views.decide, name="decide"),
]

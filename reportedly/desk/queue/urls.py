"""Addresses of the queue."""

from django.urls import path

from reportedly.desk.queue import views

app_name = "queue"
urlpatterns = [
    path("", views.page, name="page"),
    path("undo/", views.undo, name="undo"),
]

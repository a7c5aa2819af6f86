"""Addresses of the page of one incident and of the decisions on it."""

from django.urls import path

from reportedly.desk.incident import views

app_name = "incident"
urlpatterns = [
    path("<str:ref>/", views.page, name="page"),
    path("<str:ref>/judge/", views.judge, name="judge"),
    path("<str:ref>/toll/", views.toll, name="toll"),
    path("<str:ref>/correct/", views.correct, name="correct"),
    path("<str:ref>/merge/", views.merge, name="merge"),
    path("<str:ref>/split/", views.split, name="split"),
    path("<str:ref>/undo/", views.undo, name="undo"),
]

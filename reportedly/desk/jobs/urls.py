"""Addresses of uploads, exports and how far they are."""

from django.urls import path

from reportedly.desk.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.listed, name="list"),
    path("read/", views.upload, name="upload"),
    path("export/", views.export, name="export"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/files/<int:file>/", views.download, name="download"),
]

"""Every address of the desk. Each group of pages keeps its own in ``<group>/urls.py``."""

from django.urls import include, path

from reportedly.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("reportedly.desk.people.urls")),
    path("reports/", include("reportedly.desk.report.urls")),
    path("incident/", include("reportedly.desk.incident.urls")),
    path("incidents/", include("reportedly.desk.incidents.urls")),
    path("same/", include("reportedly.desk.same.urls")),
    path("queue/", include("reportedly.desk.queue.urls")),
    path("sources/", include("reportedly.desk.sources.urls")),
    path("jobs/", include("reportedly.desk.jobs.urls")),
    path("api/", include("reportedly.desk.api.urls")),
]

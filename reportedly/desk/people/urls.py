"""Addresses of signing in and of people. Of allauth's pages those that send mail or let strangers in are left out."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.urls import include, path

from reportedly.desk.people import views


@login_not_required
def no_such_page(request: HttpRequest, **_: object) -> None:
    """What allauth's own code may name but the desk does not have."""
    raise Http404("the desk has no such page")


people = [
    path("sign-in/<str:token>/", views.by_link, name="by_link"),
    path("welcome/", views.welcome, name="welcome"),
    path("account/", views.account, name="account"),
    path("account/direction/", views.direction, name="direction"),
    path("people/", views.listed, name="list"),
    path("people/<int:pk>/role/", views.role, name="role"),
    path("people/<int:pk>/link/", views.link, name="link"),
    path("people/<int:pk>/second-factor/", views.take_second_factor, name="take_second_factor"),
]
signing_in = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", no_such_page, name="account_set_password"),
    path("signup/", no_such_page, name="account_signup"),
    path("email/", no_such_page, name="account_email"),
    path("confirm-email/", no_such_page, name="account_email_verification_sent"),
    path("password/reset/", views.forgotten, name="account_reset_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
urlpatterns = [
    path("", include((people, "people"))),
    path("account/", include(signing_in)),
]

"""Signing in by link, one's own account, and the list of people."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reportedly.desk.access import needs
from reportedly.desk.navigation import DIRECTION_COOKIE
from reportedly.desk.people import second_factor, signin
from reportedly.desk.people.forms import ROLE_WORDS, NewPersonForm, RoleForm, WelcomeForm
from reportedly.desk.people.models import User
from reportedly.desk.people.roles import LastAdministratorError, give_role

A_YEAR = 365 * 24 * 60 * 60
MAY_SET_PASSWORD = "signed_in_by_link"  # noqa: S105  (the name of a mark in the session)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign in with a one-time link. It takes a click on a button, so that no preview of the link uses it up."""
    if request.method == "POST":
        user = signin.redeem(token)
        if user is None:
            return render(request, "people/link_spent.html", status=410)
        # Whoever has a second factor is asked for it here too.
        response = perform_login(request, Login(user=user, redirect_url=reverse("people:welcome")))
        request.session[MAY_SET_PASSWORD] = user.pk
        return response
    user = signin.whose(token)
    if user is None:
        return render(request, "people/link_spent.html", status=410)
    return render(request, "people/by_link.html", {"person": user})


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponseBase:
    """Choose a name and a password, right after signing in by link."""
    if request.session.get(MAY_SET_PASSWORD) != request.user.pk:
        return redirect("home")
    form = WelcomeForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        user = form.save()
        del request.session[MAY_SET_PASSWORD]
        update_session_auth_hash(request, user)
        messages.success(request, f"Welcome, {user.username}. Sign in with this name and your password from now on.")
        return redirect("people:account")
    return render(request, "people/welcome.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Whom to ask for a new password: no mail is sent."""
    return render(request, "people/forgotten.html")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return render(request, "people/account.html", {"role": ROLE_WORDS.get(request.user.role or "")})


@login_not_required
@require_POST
def direction(request: HttpRequest) -> HttpResponse:
    """From which side the pages run."""
    response = redirect("people:account" if request.user.is_authenticated else "account_login")
    chosen = "rtl" if request.POST.get("direction") == "rtl" else "ltr"
    response.set_cookie(DIRECTION_COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax")
    return response


@require_http_methods(["GET", "POST"])
@needs("manage_people")
def listed(request: HttpRequest) -> HttpResponseBase:
    """Everybody who has or had access; a form to add one."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        person.set_unusable_password()
        person.save()
        give_role(person, form.cleaned_data["role"], by=request.user.username)
        return _with_link(request, person)
    people = User.objects.prefetch_related("groups", "authenticator_set").order_by("-is_active", "username")
    context = {"people": people, "form": form, "roles": ROLE_WORDS}
    return render(request, "people/list.html", context, status=422 if form.errors else 200)


@require_POST
@needs("manage_people")
def role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give somebody another role."""
    person, form = get_object_or_404(User, pk=pk), RoleForm(request.POST)
    if not form.is_valid():
        raise Http404("no such role")
    try:
        give_role(person, form.cleaned_data["role"] or None, by=request.user.username)
    except LastAdministratorError as error:
        messages.error(request, f"{error}.")
    else:
        messages.success(request, f"{person.username}: {form.cleaned_data['role'] or 'no access any more'}.")
    return redirect("people:list")


@require_POST
@needs("manage_people")
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time link for somebody who is new or forgot the password."""
    return _with_link(request, get_object_or_404(User, pk=pk, is_active=True))


@require_POST
@needs("manage_people")
def take_second_factor(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the second factor of somebody away who lost it: a password or link alone lets them in again."""
    person = get_object_or_404(User, pk=pk)
    if second_factor.take_away(person, by=request.user.username):
        messages.success(request, f"{person.username} has no second factor any more, and adds a new one by themselves.")
    return redirect("people:list")


def _with_link(request: HttpRequest, person: User) -> HttpResponse:
    token = signin.make_link(person, made_by=request.user.username)
    address = request.build_absolute_uri(reverse("people:by_link", args=[token]))
    return render(request, "people/link.html", {"person": person, "address": address, "hours": signin.LIVES.days * 24})

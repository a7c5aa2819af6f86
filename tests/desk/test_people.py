"""Who gets in, by which door, and what each role may see and do."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from desk_samples import FIRST, PASSWORD
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from reportedly.desk.access import PERMISSIONS, ROLES
from reportedly.desk.people import signin
from reportedly.desk.people.models import SignInLink, User
from reportedly.desk.people.roles import LastAdministratorError, administrators, give_role

OPEN_TO_ALL_SIGNED_IN = {"people:welcome", "people:account"}
OPEN_TO_EVERYBODY = {"people:by_link", "people:direction"}


def views(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from views(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", pattern.callback


def test_every_page_of_the_desk_declares_the_permission_that_it_needs():
    groups = ("people:", "report:", "incident:", "incidents:", "same:", "queue:", "sources:", "jobs:")
    own = {name: view for name, view in views(get_resolver().url_patterns) if name == "home" or name.startswith(groups)}
    assert len(own) > 10
    undeclared = {name for name, view in own.items() if getattr(view, "permission", None) not in PERMISSIONS}
    assert undeclared == OPEN_TO_ALL_SIGNED_IN | OPEN_TO_EVERYBODY


def test_whoever_is_not_signed_in_is_asked_to(visitor):
    for address in ("/", "/reports/", f"/reports/{FIRST.report.id}/", "/incidents/", "/people/", "/account/"):
        response = visitor.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/login/"), address


def test_whoever_forgot_the_password_is_told_whom_to_ask(visitor):
    assert "Ask an administrator" in visitor.get("/account/password/reset/").content.decode()


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/account/confirm-email/"])
def test_nobody_can_sign_themselves_up_or_ask_for_mail(visitor, address):
    assert (visitor.get(address).status_code, visitor.post(address).status_code) == (404, 404)


def test_each_role_may_do_what_the_one_before_may_and_more():
    held = [set(permissions) for permissions in ROLES.values()]
    assert all(less < more for less, more in pairwise(held))
    assert held[-1] == set(PERMISSIONS)


@pytest.mark.parametrize("role", ROLES)
def test_a_person_holds_just_the_permissions_of_their_role(desk, role):
    held = {name.removeprefix("people.") for name in User.objects.get(username=role).get_all_permissions()}
    assert held == set(ROLES[role])


def test_a_person_without_a_role_sees_nothing(signed_in):
    person = User.objects.get(username="viewer")
    client = signed_in("viewer")
    person.groups.clear()
    assert client.get("/reports/").status_code == 403


def test_what_a_role_may_not_do_is_refused_and_not_offered(signed_in, ledger):
    viewer = signed_in("viewer")
    claim = FIRST.claims[0].id
    address = reverse("report:decide", args=[FIRST.report.id, claim])
    assert viewer.post(address, {"decision": "accept", "seen": ""}).status_code == 403
    assert viewer.get("/people/").status_code == 403
    page = viewer.get(f"/reports/{FIRST.report.id}/").content.decode()
    assert 'value="accept"' not in page
    assert ledger.reviews() == ()


def test_an_analyst_decides_on_claims_but_not_on_incidents(signed_in, ledger):
    analyst = signed_in("analyst")
    ref = ledger.holding(FIRST.accounts[0].id)
    assert analyst.post(f"/incident/{ref}/judge/", {"decision": "accept"}).status_code == 403
    assert "Merge and correct" not in analyst.get(f"/incident/{ref}/").content.decode()
    address = reverse("report:decide", args=[FIRST.report.id, FIRST.claims[0].id])
    assert analyst.post(address, {"decision": "accept", "seen": ""}).status_code == 302


def test_the_first_administrator_gets_a_link_that_works_once_and_then_chooses_a_name_and_a_password(desk, visitor):
    User.objects.all().delete()
    token = signin.first_administrator()
    address = f"/sign-in/{token}/"
    assert "Sign in as" in visitor.get(address).content.decode()
    assert visitor.get(address).status_code == 200, "looking at the link does not use it up"
    assert visitor.post(address)["Location"] == "/welcome/"
    chosen = {"username": "amal", "password": PASSWORD, "again": PASSWORD}
    assert visitor.post("/welcome/", chosen)["Location"] == "/account/"
    assert [person.username for person in administrators()] == ["amal"]
    assert visitor.post(address).status_code == 410
    assert signin.first_administrator() is None


def test_passwords_are_kept_as_argon2_hashes(desk):
    assert User.objects.get(username="viewer").password.startswith("argon2$argon2id$")


def test_a_link_that_is_a_day_old_no_longer_works(desk, visitor):
    token = signin.make_link(User.objects.get(username="viewer"), made_by="administrator")
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert visitor.post(f"/sign-in/{token}/").status_code == 410


def test_a_newer_link_ends_the_one_before(desk):
    person = User.objects.get(username="viewer")
    older, newer = (signin.make_link(person, made_by="administrator") for _ in range(2))
    assert (signin.whose(older), signin.whose(newer)) == (None, person)


def test_the_token_of_a_link_is_not_in_the_database(desk):
    token = signin.make_link(User.objects.get(username="viewer"), made_by="administrator")
    assert token not in str(list(SignInLink.objects.values()))


def test_a_weak_password_is_refused_and_the_page_says_why(desk, visitor):
    User.objects.all().delete()
    visitor.post(f"/sign-in/{signin.first_administrator()}/")
    answer = visitor.post("/welcome/", {"username": "amal", "password": "password", "again": "password"})
    assert answer.status_code == 422
    assert "too short" in answer.content.decode()


def test_a_wrong_password_five_times_shuts_the_right_one_out_too_for_a_while(visitor):
    wrong = {"login": "analyst", "password": "not the one"}
    answers = [visitor.post("/account/login/", wrong) for _ in range(5)]
    assert (answers[-1].status_code, "Too many tries" in answers[-1].content.decode()) == (429, True)
    visitor.post("/account/login/", {"login": "analyst", "password": PASSWORD})
    assert visitor.get("/reports/").status_code == 302


def test_signing_in_with_a_password_opens_the_desk_and_signing_out_closes_it(visitor):
    answer = visitor.post("/account/login/", {"login": "viewer", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert visitor.get("/reports/").status_code == 200
    visitor.post("/account/logout/")
    assert visitor.get("/reports/").status_code == 302


def test_with_a_second_factor_neither_a_password_nor_a_link_opens_the_desk_alone(desk, visitor):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = User.objects.get(username="editor")
    TOTP.activate(person, generate_totp_secret())
    answer = visitor.post("/account/login/", {"login": "editor", "password": PASSWORD})
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert visitor.get("/reports/").status_code == 302
    visitor.cookies.clear()
    answer = visitor.post(f"/sign-in/{signin.make_link(person, made_by='administrator')}/")
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert visitor.get("/reports/").status_code == 302


def test_an_administrator_lets_somebody_in_and_takes_the_role_away_again(signed_in, ledger):
    administrator = signed_in("administrator")
    answer = administrator.post("/people/", {"username": "basil", "role": "analyst"})
    assert re.search(r"http://127.0.0.1/sign-in/[\w-]{40,}/", answer.content.decode())
    basil = User.objects.get(username="basil")
    assert basil.role == "analyst"
    administrator.post(f"/people/{basil.pk}/role/", {"role": ""})
    basil.refresh_from_db()
    assert (basil.role, basil.is_active) == (None, False)
    people = [(entry.actor, entry.details) for entry in ledger.audit() if entry.action == "people"][-2:]
    assert people == [
        ("administrator", '{"person":"basil","role":"analyst"}'),
        ("administrator", '{"person":"basil","role":null}'),
    ]
    assert ledger.verify().ok


def test_somebody_whose_access_was_taken_is_out_at_once(signed_in):
    analyst = signed_in("analyst")
    assert analyst.get("/reports/").status_code == 200
    give_role(User.objects.get(username="analyst"), None, by="administrator")
    assert analyst.get("/reports/").status_code == 302


def test_the_last_administrator_stays_one(desk):
    with pytest.raises(LastAdministratorError, match="only administrator"):
        give_role(User.objects.get(username="administrator"), "viewer", by="administrator")


def test_a_form_without_its_token_is_refused(signed_in):
    client = signed_in("analyst", enforce_csrf_checks=True)
    address = reverse("report:decide", args=[FIRST.report.id, FIRST.claims[0].id])
    assert client.post(address, {"decision": "accept", "seen": ""}).status_code == 403


def test_every_page_forbids_scripts_and_styles_that_stand_in_it(signed_in):
    administrator = signed_in("administrator")
    pages = ["/incidents/", "/reports/", f"/reports/{FIRST.report.id}/", "/people/", "/account/", "/nowhere/"]
    for address in pages:
        response = administrator.get(address, follow=True)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy, address
        page = response.content.decode()
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page) == [], address


def test_cookies_are_out_of_reach_of_scripts(visitor):
    visitor.post("/account/login/", {"login": "viewer", "password": PASSWORD})
    visitor.get("/account/")
    assert {name: bool(cookie["httponly"]) for name, cookie in visitor.cookies.items()} == {
        "reportedly_session": True,
        "reportedly_csrf": True,
    }


def test_only_names_that_were_allowed_are_answered_to(visitor):
    assert visitor.get("/account/login/", headers={"host": "elsewhere.example"}).status_code == 400

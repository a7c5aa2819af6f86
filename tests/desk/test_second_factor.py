"""Second factors: kept encrypted, refused without the key, and taken away where they were lost."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from desk_samples import PASSWORD, code_of
from django.core.exceptions import ValidationError
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.people.models import User
from reportedly.desk.people.second_factor import Adapter, holders_of_lost

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (nobody's)
SEED = "5eed" * 20
ASKED = "/account/second-factor/authenticate/"


def kept(name: str) -> dict[str, dict]:
    return {one.type: one.data for one in Authenticator.objects.filter(user__username=name)}


def enrolled(name: str) -> User:
    person = User.objects.get(username=name)
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def with_password(browser, name: str):
    return browser.post("/account/login/", {"login": name, "password": PASSWORD})["Location"]


@given(st.text())
def test_what_is_encrypted_comes_back_and_is_not_to_be_seen(secret):
    hidden = Adapter().encrypt(secret)
    assert hidden.startswith("fernet:")
    assert len(secret) < 4 or secret not in hidden
    assert Adapter().decrypt(hidden) == secret


def test_neither_a_secret_nor_the_seed_of_recovery_codes_is_in_the_database(desk):
    codes = RecoveryCodes(Authenticator.objects.get(user=enrolled("editor"), type="recovery_codes")).generate_codes()
    data = kept("editor")
    assert data["totp"]["secret"].startswith("fernet:")
    assert data["recovery_codes"]["seed"].startswith("fernet:")
    assert [each for each in (SECRET, *codes) if each in str(data)] == []


def test_a_code_lets_in_and_a_wrong_one_does_not(desk, visitor):
    enrolled("editor")
    assert with_password(visitor, "editor") == ASKED
    assert "Incorrect code" in visitor.post(ASKED, {"code": "not one"}).content.decode()
    assert visitor.get("/reports/").status_code == 302
    assert visitor.post(ASKED, {"code": code_of(SECRET)}).status_code == 302
    assert visitor.get("/reports/").status_code == 200


def test_secrets_from_before_they_were_encrypted_are_encrypted_when_the_tables_are_brought_up_to_date(desk, visitor):
    call_command("migrate", "people", "0001", verbosity=0)
    person = User.objects.get(username="editor")
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": SEED, "used_mask": 1})
    call_command("migrate", verbosity=0)
    data = kept("editor")
    assert (SECRET in str(data), SEED in str(data), data["recovery_codes"]["used_mask"]) == (False, False, 1)
    assert Adapter().decrypt(data["recovery_codes"]["seed"]) == SEED
    with_password(visitor, "editor")
    visitor.post(ASKED, {"code": code_of(SECRET)})
    assert visitor.get("/reports/").status_code == 200


def test_going_back_a_version_gives_the_secrets_back_in_the_clear(desk):
    enrolled("editor")
    call_command("migrate", "people", "0001", verbosity=0)
    assert kept("editor")["totp"] == {"secret": SECRET}


def test_a_secret_that_is_still_plain_works(desk, visitor):
    Authenticator.objects.create(user=User.objects.get(username="editor"), type="totp", data={"secret": SECRET})
    with_password(visitor, "editor")
    visitor.post(ASKED, {"code": code_of(SECRET)})
    assert visitor.get("/reports/").status_code == 200


def test_with_another_key_nobody_gets_past_their_second_factor_and_the_page_says_why(desk, visitor, settings_key):
    person = enrolled("editor")
    assert holders_of_lost() == []
    settings_key("another")
    assert holders_of_lost() == ["editor"]
    with pytest.raises(ValidationError):
        TOTP(Authenticator.objects.get(user=person, type="totp")).validate_code(code_of(SECRET))
    with_password(visitor, "editor")
    answer = visitor.post(ASKED, {"code": code_of(SECRET)})
    assert "no longer has the key" in answer.content.decode()
    assert visitor.get("/reports/").status_code == 302


def test_an_administrator_takes_away_a_second_factor_that_was_lost_and_the_log_says_so(signed_in, visitor, ledger):
    editor = enrolled("editor")
    administrator = signed_in("administrator")
    assert "Take away the second factor of editor" in administrator.get("/people/").content.decode()
    administrator.post(f"/people/{editor.pk}/second-factor/")
    assert kept("editor") == {}
    assert with_password(visitor, "editor") == "/"
    people = [(entry.actor, entry.details) for entry in ledger.audit() if entry.action == "people"]
    assert people[-1] == ("administrator", '{"person":"editor","second_factor":null}')
    assert ledger.verify().ok


@pytest.mark.parametrize("role", ["viewer", "analyst", "editor"])
def test_nobody_else_takes_a_second_factor_away(signed_in, role):
    editor = enrolled("editor")
    assert signed_in(role).post(f"/people/{editor.pk}/second-factor/").status_code == 403
    assert len(kept("editor")) == 2


@pytest.fixture
def settings_key():
    """Gives the desk another key for the rest of the test."""
    from contextlib import ExitStack

    from django.test import override_settings

    with ExitStack() as until_the_end:
        yield lambda key: until_the_end.enter_context(override_settings(SECRET_KEY=key))

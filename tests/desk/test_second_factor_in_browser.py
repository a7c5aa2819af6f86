"""A second factor from enrolling to signing in with it, in a real browser."""

import re

import pytest
from desk_samples import PASSWORD, code_of
from test_in_the_browser import CHROMIUM, SERIOUS, axe, chromium, served, window

__all__ = ["chromium", "served", "window"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def enrol(one, look=lambda page: None) -> tuple[str, list[str]]:
    """Add a second factor as a person would, looking at each page; gives the secret and the codes that they showed."""
    page = one.go("/account/")
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Activate").click()
    page.get_by_label("Password").fill(PASSWORD)
    look(page)
    page.get_by_role("button", name="Confirm").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    look(page)
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    codes = page.get_by_label("Unused codes").input_value().split()
    return secret, codes


def sign_out(one) -> None:
    one.page.get_by_role("button", name="Sign out").click()
    one.page.wait_for_url("**/account/login/**")


def give_password(one, name: str):
    page = one.go("/account/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account/second-factor/authenticate/")
    return page


def give_code(page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_second_factor_is_added_and_then_asked_for_at_each_sign_in(window):
    one = window("editor")
    secret, codes = enrol(one)
    assert len(set(codes)) == 10
    sign_out(one)

    page = give_password(one, "editor")
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    give_code(page, wrong)
    page.get_by_text("Incorrect code.").wait_for()
    assert one.go("/incidents/").url.endswith("/account/second-factor/authenticate/")

    give_code(page, code_of(secret))
    page.wait_for_url("**/incidents/**")
    assert one.complaints == []


def test_a_recovery_code_lets_in_once(window):
    one = window("editor")
    _secret, codes = enrol(one)
    sign_out(one)
    give_code(give_password(one, "editor"), codes[0])
    one.page.wait_for_url("**/incidents/**")
    sign_out(one)
    give_code(give_password(one, "editor"), codes[0])
    one.page.get_by_text("Incorrect code.").wait_for()
    give_code(one.page, codes[1])
    one.page.wait_for_url("**/incidents/**")
    one.go("/account/second-factor/")
    one.page.get_by_text(re.compile("8 out of 10")).wait_for()
    assert one.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_its_pages_fit_and_have_no_serious_fault_of_access(window, width):
    one = window("editor", width)
    faults = []

    def look(page) -> None:
        violations = axe.Axe().run(page).response["violations"]
        faults.extend((page.url, v["id"], v["nodes"][0]["html"]) for v in violations if v["impact"] in SERIOUS)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((page.url, "wider than the window"))

    look(one.go("/account/second-factor/"))
    enrol(one, look)
    look(one.page)
    look(one.go("/account/second-factor/"))
    look(one.go("/account/second-factor/totp/deactivate/"))
    sign_out(one)
    look(give_password(one, "editor"))
    assert (faults, one.complaints) == ([], [])

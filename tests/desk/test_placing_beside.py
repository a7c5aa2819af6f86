"""On a large ledger no page waits until everything is linked: that is done beside the pages."""

import threading
import time

import pytest
from desk_samples import FIRST, OTHER
from django.db import connections
from django.http import HttpResponse

from reportedly.desk import book
from reportedly.desk.placer import Placer
from reportedly.ledger.deciding import splitting

LAGS = "still being linked"


@pytest.fixture
def large(ledger, monkeypatch):
    """The desk's ledger, which counts as a large one and is linked beside the pages."""
    monkeypatch.setattr(book, "LARGE", 2)
    with ledger.placing_beside():
        until(lambda: not ledger.lags)
        yield ledger


def until(true) -> None:
    while not true():
        time.sleep(0.02)


def market_and_bakery(ledger) -> list:
    return [ledger.rows().get(ref=ledger.holding(one.accounts[0].id)) for one in (FIRST, OTHER)]


def merge(browser, ledger):
    marks = [f"{row.ref}:{row.sha256[:16]}" for row in market_and_bakery(ledger)]
    return browser.post("/incidents/decide/", {"chosen": marks, "action": "merge"}, follow=True)


def merged(ledger) -> bool:
    one, other = (ledger.holding(reading.accounts[0].id) for reading in (FIRST, OTHER))
    return one == other


def test_a_decision_is_carried_through_at_once_where_that_is_quick(large, signed_in, monkeypatch):
    monkeypatch.setattr(book, "PATIENCE", 60)
    page = merge(signed_in("editor"), large).content.decode()
    assert merged(large)
    assert LAGS not in page
    assert large.verify().ok


def test_while_linking_takes_long_pages_are_shown_as_they_were_and_say_so(large, signed_in, monkeypatch):
    monkeypatch.setattr(book, "PATIENCE", 0.05)
    browser = signed_in("editor")
    with large._linking.turn:
        assert LAGS in merge(browser, large).content.decode()
        assert not merged(large)
        assert LAGS in browser.get("/queue/").content.decode()
    until(lambda: not large.lags)
    assert merged(large)
    assert LAGS not in browser.get("/incidents/").content.decode()


def test_a_decision_waits_for_the_one_before_it(large, signed_in, monkeypatch):
    monkeypatch.setattr(book, "PATIENCE", 0.05)
    monkeypatch.setattr(book, "DECIDING_PATIENCE", 60)
    browser = signed_in("editor")
    market, bakery = market_and_bakery(large)

    def accept() -> None:
        said = {"decision": "accept", "seen": bakery.sha256[:16]}
        answers.append(browser.post(f"/incident/{bakery.ref}/judge/", said))
        connections.close_all()

    answers: list[HttpResponse] = []
    decided = threading.Thread(target=accept)
    with large._linking.turn:
        large.review(splitting(market.noun, [FIRST.report.id], author="editor", reason=""))
        decided.start()
        decided.join(timeout=0.2)
        assert answers == []
    decided.join()
    until(lambda: not large.lags)
    assert [review.action for review in large.reviews()] == ["split", "accept"]
    assert sorted(row.review for row in large.rows()) == ["accepted", "open", "open"]


def test_nobody_decides_on_incidents_that_take_long_to_be_linked(large, signed_in, monkeypatch):
    monkeypatch.setattr(book, "PATIENCE", 0.05)
    monkeypatch.setattr(book, "DECIDING_PATIENCE", 0.05)
    browser = signed_in("editor")
    row = market_and_bakery(large)[0]
    with large._linking.turn:
        merge(browser, large)
        answer = browser.post(f"/incident/{row.ref}/judge/", {"decision": "accept", "seen": row.sha256[:16]})
        assert (answer.status_code, "Try again in a minute" in answer.content.decode()) == (409, True)
    assert [review.action for review in large.reviews()] == ["merge"]


def test_a_ledger_that_is_not_large_is_linked_by_the_page_itself(ledger, signed_in):
    with ledger.placing_beside():
        page = merge(signed_in("editor"), ledger).content.decode()
        assert merged(ledger)
        assert LAGS not in page


def test_what_is_asked_for_while_it_is_done_is_done_once_more_and_never_twice_at_a_time():
    begun: list[float] = []
    ended: list[float] = []

    def place() -> None:
        begun.append(time.monotonic())
        time.sleep(0.2)
        ended.append(time.monotonic())

    placer = Placer(place)
    placer.ask()
    until(lambda: begun)
    for _ in range(5):
        placer.ask()
    assert placer.ask(patience=60)
    placer.end()
    assert len(begun) == 2
    assert begun[1] >= ended[0]

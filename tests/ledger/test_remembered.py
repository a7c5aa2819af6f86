"""What a ledger remembers of linking: a new process goes on from it, and from nothing that was tampered with."""

import json
import random
import shutil
import subprocess

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import link_apart, make_reading
from test_concurrency import finish, start

from reportedly.ledger import open_ledger
from reportedly.ledger.models import IncidentRow, LinkRow
from reportedly.linking import link
from reportedly.linking.links import Links, decided, grown, restored
from reportedly.model import Review
from tests.linking.making import ledgers

TOWNS = ("Saraqib", "Atmeh", "Aleppo")


def war(first, last):
    """Reports of three towns on three days: most attacks are told more than once."""
    return [make_reading(n, town=TOWNS[n % 3], day=f"2016-08-0{1 + n % 9 // 3 * 3}") for n in range(first, last)]


def by_id(incidents):
    return {incident.id: incident for incident in incidents}


def links_in(ledger):
    return {row.ref: json.loads(row.body) for row in LinkRow.objects.using(ledger.alias).all()}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=ledgers(), chance=st.randoms(use_true_random=False), again=st.booleans())
def test_new_processes_come_to_what_linking_everything_at_once_comes_to(
    empty_sqlite, tmp_path_factory, made, chance, again
):
    made_readings, decided_on, _, _ = made
    # What was read before changes nothing unless it is to count again, so that of equal readings the first counts.
    readings = made_readings if again else list(dict.fromkeys(made_readings))
    last = {reading.report.id: reading for reading in readings}
    claims = {None, *(claim.id for reading in last.values() for claim in reading.claims)}
    # The ledger refuses a decision on a claim that the report, read again, no longer makes.
    reviews = [review for review in decided_on if review.claim in claims]
    address = str(shutil.copy(empty_sqlite, tmp_path_factory.mktemp("ledger") / "ledger.sqlite3"))
    assert_comes_to_the_same(address, readings, reviews, chance, again=again)


@pytest.mark.parametrize("seed", range(2))
def test_they_do_so_on_either_database(address, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    readings = war(0, 8)
    first, second = readings[0].accounts[0].id, readings[5].accounts[0].id
    merge = Review.of("merge", author="a", at="2026-01-01T00:00:00Z", reason="", accounts=(first, second))
    undo = Review.of("undo", author="a", at="2026-01-02T00:00:00Z", reason="", undoes=merge.id)
    assert_comes_to_the_same(address, readings, [merge, undo][: seed + 1], chance)


def assert_comes_to_the_same(address, readings, reviews, chance, *, again=False):
    """Record all of it a few at a time, now and then in a new process."""
    ledger = open_ledger(address)
    waiting, told = list(readings), set()
    while waiting:
        some = [waiting.pop(0) for _ in range(min(len(waiting), chance.randint(1, 3)))]
        ledger.record(some, author="amal", again=again)
        told |= {one.report.id for one in some}
        if chance.random() < 0.6:
            ledger = open_ledger(address)
    for review in reviews:
        ledger.review(review)
        if chance.random() < 0.6:
            ledger = open_ledger(address)
    assert by_id(ledger.incidents()) == by_id(link(readings, reviews))
    anew = grown(Links(), decided(ledger.readings(), ledger.reviews()), ledger.reviews())
    assert links_in(ledger) == {key: json.loads(json.dumps(anew.plain(key))) for key in anew.records}
    assert ledger.verify().problems == ()
    before = links_in(ledger)
    ledger.rebuild()
    assert (links_in(ledger), ledger.verify().problems) == (before, ())
    ledger.close()


def test_what_is_remembered_of_accounts_is_read_back_as_it_was():
    links = grown(Links(), war(0, 9), ())
    assert restored([json.loads(json.dumps(links.plain(key))) for key in links.records], ()) == links


def test_a_new_process_asks_a_large_ledger_no_more_than_a_small_one(address):
    late = [make_reading(n, town="Manbij", day="2019-05-05") for n in range(900, 902)]

    def queries(reading):
        with open_ledger(address) as ledger:
            connections[ledger.alias].ensure_connection()
            with CaptureQueriesContext(connections[ledger.alias]) as asked:
                ledger.record([reading], author="amal")
        return len(asked)

    with open_ledger(address) as ledger:
        ledger.record([make_reading(899, town="Manbij", day="2019-05-05"), *war(0, 3)], author="amal")
    of_few = queries(late[0])
    with open_ledger(address) as ledger:
        ledger.record(war(3, 90), author="amal")
    assert queries(late[1]) == of_few


def tampered(ledger):
    """One account's row, with the weight of a pair that linked it taken away."""
    row = next(row for row in LinkRow.objects.using(ledger.alias).order_by("ref") if json.loads(row.body)["near"])
    plain = json.loads(row.body)
    body = json.dumps({**plain, "near": dict.fromkeys(plain["near"], -3.0), "first": row.ref})
    return LinkRow.objects.using(ledger.alias).filter(pk=row.pk), row, body


@pytest.fixture
def own(address):
    """A ledger that links as the project does, with a war in it."""
    with open_ledger(address) as opened:
        opened.record(war(0, 9), author="amal")
        yield opened


def test_a_tampered_link_is_named_and_never_gone_on_from(own, address, caplog):
    at, row, body = tampered(own)
    at.update(body=body)
    assert str(own.verify().problems[0]) == f"link of {row.ref}: it does not match its hash; rebuild the incidents"
    with open_ledger(address) as other:
        other.record(war(9, 12), author="basil")
        assert "not what audit entry 19 recorded: it is linked anew" in caplog.text
        assert by_id(other.incidents()) == by_id(link(war(0, 12)))
        assert other.verify().problems == ()


def test_a_tampered_link_whose_hash_was_changed_with_it_is_noticed_as_well(own, address):
    from reportedly.model import sha256_of_text

    at, _, body = tampered(own)
    at.update(body=body, sha256=sha256_of_text(body))
    problem = "links: they are not those that audit entry 19 recorded; rebuild the incidents"
    assert [str(one) for one in own.verify().problems] == [problem]
    with open_ledger(address) as other:
        other.record(war(9, 12), author="basil")
        assert by_id(other.incidents()) == by_id(link(war(0, 12)))


@pytest.mark.parametrize("which", [slice(0, 1), slice(None)])
def test_links_that_were_taken_out_are_noticed_and_made_anew(own, address, which):
    gone = [row.pk for row in LinkRow.objects.using(own.alias).order_by("ref")[which]]
    LinkRow.objects.using(own.alias).filter(pk__in=gone).delete()
    assert own.verify().problems[0].row == "links"
    with open_ledger(address) as other:
        other.record(war(9, 12), author="basil")
        assert by_id(other.incidents()) == by_id(link(war(0, 12)))
        assert len(links_in(other)) == 12


def test_a_row_that_is_no_json_is_made_anew(own, address):
    at, _, _ = tampered(own)
    at.update(body="{")
    with open_ledger(address) as other:
        other.record(war(9, 12), author="basil")
        assert other.verify().problems == ()


def test_a_rebuild_believes_nothing_that_stands(own):
    before = by_id(own.incidents())
    at, _, body = tampered(own)
    at.update(body=body)
    row = IncidentRow.objects.using(own.alias).first()
    IncidentRow.objects.using(own.alias).filter(pk=row.pk).update(body=row.body.replace("Saraqib", "Nowhere"))
    own.rebuild()
    assert own.verify().problems == ()
    assert by_id(own.incidents()) == before


def test_altered_incidents_are_not_vouched_for_by_the_next_linking(own, address, caplog):
    from reportedly.ledger.placing import incidents_digest

    own.record([make_reading(90, town="Manbij", day="2019-05-05")], author="amal")
    before = incidents_digest(own.alias)
    IncidentRow.objects.using(own.alias).filter(start="2019-05-05").update(sha256="0" * 64, killed_best=500)
    assert incidents_digest(own.alias) != before
    with open_ledger(address) as other:
        other.record([make_reading(91, town="Raqqa", day="2021-07-07")], author="basil")
        assert other.verify().problems == ()
    assert "the incidents are not those that were last linked: all accounts are linked anew" in caplog.text


def test_a_rebuild_is_done_again_where_another_process_placed_meanwhile(own, address, monkeypatch):
    row = IncidentRow.objects.using(own.alias).first()
    IncidentRow.objects.using(own.alias).filter(pk=row.pk).update(body=row.body.replace("Saraqib", "Nowhere"))
    waiting, change = [make_reading(90, town="Manbij", day="2019-05-05")], own._linking.change

    def change_while_another_places(*given, **more):
        found = change(*given, **more)
        with open_ledger(address) as other:
            while waiting:
                other.record([waiting.pop()], author="basil")
        return found

    monkeypatch.setattr(own._linking, "change", change_while_another_places)
    own.rebuild()
    assert own.verify().problems == ()
    assert len(list(own.incidents())) == 2


def test_a_rebuild_that_is_overtaken_again_and_again_goes_on_from_what_it_linked(own, address, monkeypatch):
    row = IncidentRow.objects.using(own.alias).first()
    IncidentRow.objects.using(own.alias).filter(pk=row.pk).update(body=row.body.replace("Saraqib", "Nowhere"))
    told, late = war(0, 9), make_reading(90, town="Manbij", day="2019-05-05")
    accounts = (told[0].accounts[0].id, late.accounts[0].id)
    merge = Review.of("merge", author="b", at="2026-01-01T00:00:00Z", reason="", accounts=accounts)
    change, placed_each_time = own._linking.change, []

    def change_while_another_places(*given, **more):
        found = change(*given, **more)
        placed_each_time.append(len(found.placed))
        with open_ledger(address) as other:
            if len(placed_each_time) == 1:
                other.record([late], author="basil")
            elif len(placed_each_time) == 2:
                other.review(merge)
        return found

    monkeypatch.setattr(own._linking, "change", change_while_another_places)
    own.rebuild()
    assert len(placed_each_time) == 3
    assert by_id(own.incidents()) == by_id(link([*told, late], [merge]))
    assert own.verify().problems == ()


def test_links_that_change_while_they_are_read_are_read_again_and_no_cause_for_alarm(own, address, monkeypatch, caplog):
    from reportedly.ledger import remembered

    waiting, rows = [make_reading(90, town="Manbij", day="2019-05-05")], remembered._rows

    def rows_after_another_placed(alias):
        while waiting:
            own.record([waiting.pop()], author="basil")
        return rows(alias)

    monkeypatch.setattr(remembered, "_rows", rows_after_another_placed)
    with open_ledger(address) as other:
        assert len(other._linking.recall(other.alias).links.records) == 10
    assert caplog.text == ""


def test_a_ledger_that_another_linker_filled_is_linked_anew(address):
    with open_ledger(address, linker=link_apart) as other:
        other.record(war(0, 9), author="amal")
        assert links_in(other) == {}
        assert other.verify().ok
    with open_ledger(address) as own:
        assert by_id(own.incidents()) == by_id(link(war(0, 9)))
        assert len(links_in(own)) == 9
        assert own.verify().ok


def test_links_made_under_other_rules_are_no_ground_to_go_on_from(own, address, monkeypatch):
    monkeypatch.setattr("reportedly.linking.links.FLOOR", -5.0)
    with open_ledger(address) as other:
        assert other._linking.recall(other.alias) is None


def test_a_new_process_knows_how_alike_accounts_are(own, address):
    with open_ledger(address) as other:
        assert other.links() == grown(Links(), war(0, 9), ())


def test_what_is_not_remembered_is_linked_anew_when_asked_for(own, address):
    LinkRow.objects.using(own.alias).all().delete()
    with open_ledger(address) as other:
        assert other.links() == grown(Links(), war(0, 9), ())
    assert own.verify().problems == ()


def test_nothing_is_known_of_accounts_where_none_are_or_another_linked_them(address, sqlite_address):
    with open_ledger(address) as empty:
        assert empty.links() is None
        assert list(empty.audit()) == []
    with open_ledger(sqlite_address, linker=link_apart) as other:
        other.record(war(0, 3), author="amal")
        assert other.links() is None


def test_what_another_process_placed_in_the_meantime_stands(own, address):
    own.record(war(9, 10), author="amal", link=False)
    late = own._linking.change(own.alias, (10, 0), again=False)
    with open_ledger(address) as other:
        other.record(war(10, 12), author="basil")
    from reportedly.ledger.chain import writing

    with writing(own.alias) as chain:
        assert not late.fits(chain)
    own.record(war(12, 14), author="amal")
    assert by_id(own.incidents()) == by_id(link(war(0, 14)))
    assert own.verify().problems == ()


def test_two_processes_that_link_at_once_come_to_what_one_comes_to(new_address):
    writers = [start(new_address, 0, 20, "own"), start(new_address, 15, 40, "own")]
    for writer in writers:
        finish(writer)
    with open_ledger(new_address) as ledger:
        assert by_id(ledger.incidents()) == by_id(link(make_reading(n) for n in range(40)))
        assert ledger.verify().problems == ()


def test_a_process_killed_while_it_links_leaves_what_the_next_goes_on_from(new_address):
    writer = start(new_address, 0, 2000, "own")
    with open_ledger(new_address) as ledger:
        while not LinkRow.objects.using(ledger.alias).exists():
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(timeout=0.1)
        writer.kill()
        writer.communicate()
        assert ledger.verify().problems == ()
        readings = list(ledger.readings())
        assert by_id(ledger.incidents()) == by_id(link(readings))
        assert ledger.verify().problems == ()

"""What the commands on the ledger print: incidents, one incident's sheet, its links, and what a check found."""

import sys
from typing import TYPE_CHECKING

from rich.console import RenderableType

from reportedly import books, terminal
from reportedly.ledger import Filters, Verification
from reportedly.ledger.batches import batches

if TYPE_CHECKING:
    from reportedly.ledger.book import Ledger

AT_ONCE = 200
"""Incidents printed as JSON with the reports of one look into the ledger."""


def incidents(ledger: "Ledger", chosen: Filters, as_json: bool) -> None:
    """Print the incidents that meet ``chosen``: a table, or one a line as JSON."""
    if as_json:
        for some in batches(ledger.incidents(chosen), AT_ONCE):
            reports, _ = books.evidence(ledger, some)
            for incident in some:
                sys.stdout.write(books.as_json(incident, reports) + "\n")
        return
    from reportedly.render.incidents import IncidentTable

    found = list(ledger.incidents(chosen))
    decided = dict(ledger.rows(chosen).values_list("ref", "review"))
    if found:
        _print(IncidentTable(found, decided))
    _print(f"{books.counted(len(found), 'incident')} in {ledger.address}")


def sheet(ledger: "Ledger", wanted: str, as_json: bool) -> None:
    """Print one incident as a recorder's sheet, or as JSON."""
    row = ledger.incident_row(wanted)
    incident = row.noun
    reports, claims = books.evidence(ledger, [incident])
    if as_json:
        sys.stdout.write(books.as_json(incident, reports) + "\n")
        return
    from reportedly.render.sheet import Sheet

    accounts = {account.id for account in incident.accounts}
    made = {review.id: review for review in ledger.reviews()}
    told = {claim for account in incident.accounts for claim in account.claims}
    about = {ref for ref, review in made.items() if accounts.intersection(review.accounts) or review.claim in told}
    reviews = [review for review in made.values() if review.id in about or review.undoes in about]
    _print(Sheet(incident, reports, claims, decided=row.review, reviews=reviews))


def links(ledger: "Ledger", wanted: str) -> None:
    """Print why an incident's accounts were put together."""
    from reportedly.linking import explain
    from reportedly.render.why import Links

    incident = ledger.incident(wanted)
    readings = list(ledger.reviewed({account.report for account in incident.accounts}).values())
    reports = {reading.report.id: reading.report for reading in readings}
    _print(Links(incident, explain(incident, readings), reports))


def verification(found: Verification) -> None:
    """Print what a check found: how much was checked, or what is not as it was recorded, the first such row first."""
    if found.ok:
        checked = (
            books.counted(found.reports, "report"),
            books.counted(found.readings, "reading"),
            books.counted(found.reviews, "decision"),
            books.counted(found.incidents, "incident"),
        )
        entries = f"{found.entries:,} audit {'entry' if found.entries == 1 else 'entries'}"
        _print(f"All is as it was recorded: {', '.join(checked)}, {entries}.\nHead: {found.head}")
    for problem in found.problems:
        sys.stderr.write(f"{problem}\n")


def _print(what: RenderableType) -> None:
    terminal.console().print(what)

"""Decisions as people make them, ready to be recorded with ``Ledger.review``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from reportedly.ledger.errors import LedgerError
from reportedly.model import Account, Incident, Review
from reportedly.model.review import Action


def decision(action: Action, *, author: str, reason: str, **parts: Any) -> Review:
    """A review made now. Raises ``LedgerError`` where it lacks a part."""
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    try:
        return Review.of(action, author=author, at=now, reason=reason, **parts)
    except ValidationError as error:
        raise LedgerError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error


def judgement(action: Action, incident: Incident, *, author: str, reason: str, **parts: Any) -> Review:
    """A decision on one incident: ``accept``, ``reject``, or ``correct`` with ``field`` and ``value``."""
    founder = incident.founded_by or incident.accounts[0].id
    return decision(action, author=author, reason=reason, incident=incident.id, accounts=(founder,), **parts)


def merging(incidents: Sequence[Incident], *, author: str, reason: str) -> Review:
    """The decision that ``incidents`` are one. Raises ``LedgerError`` where these are not at least two.

    It names all their accounts: of the founding ones alone, those that contradict another would be left behind.
    """
    if len({incident.id for incident in incidents}) < 2:
        raise LedgerError("name at least two different incidents to merge")
    accounts = tuple(dict.fromkeys(ref for incident in incidents for ref in own_accounts(incident)))
    return decision("merge", author=author, reason=reason, incident=incidents[0].id, accounts=accounts)


def splitting(incident: Incident, named: Sequence[str], *, author: str, reason: str) -> Review:
    """The decision that ``named`` (ids of accounts or reports, or how these begin) tell of another event.

    Raises ``LedgerError`` where one names nothing in the incident, or where they name all of it.
    """
    accounts = _accounts_named(incident, named)
    rest = tuple(account.id for account in incident.accounts if account.id not in accounts)
    if not rest:
        raise LedgerError(f"these are all the accounts of {incident.id}: name those that belong elsewhere")
    return decision("split", author=author, reason=reason, incident=incident.id, accounts=accounts, apart_from=rest)


def own_accounts(incident: Incident) -> tuple[str, ...]:
    """The accounts that are the incident's own and not passing mentions of it."""
    return tuple(account.id for account in incident.accounts if account.id not in incident.mentioned_in)


def _accounts_named(incident: Incident, named: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in named:
        matches = [account.id for account in incident.accounts if _is_named(account, name.strip().lower())]
        if not matches:
            ids = ", ".join(account.id for account in incident.accounts)
            raise LedgerError(f"{name!r} is no account or report of {incident.id}; its accounts are {ids}")
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _is_named(account: Account, name: str) -> bool:
    whole = (account.id, account.id.removeprefix("account-"), account.report, account.report.removeprefix("report-"))
    return bool(name) and any(ref.startswith(name) for ref in whole)

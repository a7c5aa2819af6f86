"""Everything, as JSON Lines: one noun a line, ``{"report": …}``, ``{"claim": …}``, and so on; read back exactly."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import ValidationError

from reportedly.export.files import opened
from reportedly.model import Account, Claim, Incident, Reading, Report, Review
from reportedly.model.base import Noun

Value = TypeVar("Value", bound=Noun)

NOUNS: Mapping[str, type[Noun]] = {
    "report": Report,
    "claim": Claim,
    "account": Account,
    "review": Review,
    "incident": Incident,
}


@dataclass(frozen=True)
class Everything:
    """What a file held. ``accounts`` are those that stand on lines of their own, beside those in the incidents."""

    incidents: tuple[Incident, ...] = ()
    reports: Mapping[str, Report] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    reviews: tuple[Review, ...] = ()

    def readings(self) -> Iterator[Reading]:
        """The reports with their claims and accounts, in the file's order."""
        claims: dict[str, list[Claim]] = {ref: [] for ref in self.reports}
        for claim in self.claims.values():
            claims.setdefault(claim.report, []).append(claim)
        accounts: dict[str, dict[str, Account]] = {ref: {} for ref in self.reports}
        in_incidents = (account for incident in self.incidents for account in incident.accounts)
        for account in (*self.accounts, *in_incidents):
            # An account as it was read comes before what decisions on its claims made of it in an incident.
            accounts.setdefault(account.report, {}).setdefault(account.id, account)
        for ref, report in self.reports.items():
            yield Reading(report=report, claims=tuple(claims[ref]), accounts=tuple(accounts[ref].values()))


class ImportFailure(ValueError):  # noqa: N818 - said of a file, not of a program
    """A file that is not an export; the message names the line."""


def write(
    incidents: Iterable[Incident],
    reports: Mapping[str, Report],
    claims: Mapping[str, Claim],
    out: Path | IO[Any],
    *,
    accounts: Iterable[Account] = (),
    reviews: Iterable[Review] = (),
) -> None:
    """Write it all to ``out``.

    ``accounts`` are all accounts of the reports, in their order, so that whole readings can be read back, and not only
    the accounts that the incidents hold. ``reviews`` is what people decided.
    """
    with opened(out) as stream:
        for name, nouns in (
            ("report", reports.values()),
            ("claim", claims.values()),
            ("account", accounts),
            ("review", reviews),
            ("incident", incidents),
        ):
            for noun in nouns:
                json.dump({name: noun.model_dump(mode="json")}, stream, allow_nan=False)
                stream.write("\n")


def read_jsonl(path: Path) -> Everything:
    """What ``write`` wrote to ``path``. Raises ``ImportFailure`` naming the first line that is no export's."""
    found: dict[str, list[Noun]] = {name: [] for name in NOUNS}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                name, noun = _noun(line, f"{path}, line {number}")
                found[name].append(noun)
    except UnicodeDecodeError as error:
        raise ImportFailure(f"{path} is no export: it is not text in UTF-8") from error
    return Everything(
        incidents=_all(Incident, found["incident"]),
        reports={report.id: report for report in _all(Report, found["report"])},
        claims={claim.id: claim for claim in _all(Claim, found["claim"])},
        accounts=_all(Account, found["account"]),
        reviews=_all(Review, found["review"]),
    )


def _noun(line: str, where: str) -> tuple[str, Noun]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise ImportFailure(f"{where} is not JSON: is the file whole, and an export as jsonl?") from error
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in NOUNS:
        raise ImportFailure(f"{where} is none of {', '.join(NOUNS)}: only an export as jsonl can be imported")
    ((name, body),) = value.items()
    try:
        return name, NOUNS[name].model_validate(body)
    except ValidationError as error:
        raise ImportFailure(f"{where} holds no {name} that this version knows: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _all(kind: type[Value], nouns: Iterable[Noun]) -> tuple[Value, ...]:
    return tuple(noun for noun in nouns if isinstance(noun, kind))

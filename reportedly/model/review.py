"""What a person decided about an incident, or about one claim."""

from typing import Literal, Self

from pydantic import JsonValue, model_validator

from reportedly.model.base import Noun
from reportedly.model.identity import content_id

Action = Literal["accept", "correct", "reject", "merge", "split", "add", "undo"]
CorrectableField = Literal[
    "title", "event", "type_of_violence", "side_a", "side_b", "place", "when", "tolls", "grading"
]


class Review(Noun):
    """One decision by one person. Reviews are only ever added; ``undo`` is itself a review.

    A review speaks of accounts, whose ids are hashes of content, and so holds however incidents are rebuilt:

    - ``accept``, ``reject`` and ``correct`` speak of the incident that holds ``accounts[0]`` (an incident's founding
      account, see ``Incident.founded_by``). A rejected incident is graded ``discounted``.
    - ``correct`` puts ``value`` (the JSON of that field) in place of ``field``. For ``tolls``, ``value`` is a list of
      objects ``{harm, group, subgroup, low, best, high}``; each replaces the toll of the same harm, group and subgroup.
    - ``merge`` says that all of ``accounts`` are of one incident.
    - ``split`` says that none of ``accounts`` is of one incident with any of ``apart_from``.
    - ``undo`` takes back the review whose id is ``undoes``; undoing an undo puts it back.

    With ``claim`` (a claim's id) a review speaks of that claim of ``report`` alone, and of no incident:

    - ``accept`` says that the claim is in the report as it was read, ``reject`` that it is not.
    - ``correct`` puts each of the fields in ``value`` (an object, the JSON of those fields of a claim) in place.
    - ``add`` gives a claim that was not read: ``value`` is its whole JSON, ``accounts`` the account it is part of.

    Where two decisions disagree, the later one (by ``at``, then ``id``) holds. ``incident`` is the id that the person
    saw, for the reader only. ``at`` is an ISO 8601 time in UTC.
    """

    id: str
    action: Action
    author: str
    at: str
    reason: str
    incident: str | None = None
    accounts: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    field: CorrectableField | None = None
    value: JsonValue = None
    undoes: str | None = None
    report: str | None = None
    claim: str | None = None

    @classmethod
    def of(
        cls,
        action: Action,
        *,
        author: str,
        at: str,
        reason: str,
        incident: str | None = None,
        accounts: tuple[str, ...] = (),
        apart_from: tuple[str, ...] = (),
        field: CorrectableField | None = None,
        value: JsonValue = None,
        undoes: str | None = None,
        report: str | None = None,
        claim: str | None = None,
    ) -> Self:
        """A review with the id that its content gives it. Raises ``ValueError`` where the action lacks its part."""
        made_of = (action, author, at, reason, incident, accounts, apart_from, field, value, undoes)
        if report is not None or claim is not None:
            made_of = (*made_of, report, claim)  # type: ignore[assignment]
        return cls(
            id=content_id("review", *made_of),
            action=action,
            author=author,
            at=at,
            reason=reason,
            incident=incident,
            accounts=accounts,
            apart_from=apart_from,
            field=field,
            value=value,
            undoes=undoes,
            report=report,
            claim=claim,
        )

    @model_validator(mode="after")
    def _holds_what_its_action_needs(self) -> Self:
        if not self.author.strip():
            raise ValueError("a review needs an author: say who decided")
        if self.action == "undo":
            if self.undoes is None:
                raise ValueError("an undo needs the id of the review that it takes back (undoes)")
        elif self.claim is not None:
            self._check_of_claim()
        elif self.action == "add":
            raise ValueError("an added claim needs its id and its report (claim, report)")
        elif not self.accounts:
            raise ValueError(f"a review that says {self.action} needs the ids of the accounts that it speaks of")
        if self.action == "merge" and len(set(self.accounts)) < 2:
            raise ValueError("a merge needs at least two different accounts")
        if self.action == "split" and (not self.apart_from or set(self.accounts) & set(self.apart_from)):
            raise ValueError("a split needs two groups of accounts that share none (accounts, apart_from)")
        if self.action == "correct" and self.field is None and self.claim is None:
            raise ValueError("a correction needs the field that it corrects")
        return self

    def _check_of_claim(self) -> None:
        if self.report is None:
            raise ValueError("a decision on a claim needs the id of its report (report)")
        if self.action not in ("accept", "correct", "reject", "add"):
            raise ValueError(f"a claim cannot be decided on with {self.action}")
        if self.action in ("correct", "add") and not isinstance(self.value, dict):
            raise ValueError("a correction to a claim, or a claim that is added, needs its fields (value)")

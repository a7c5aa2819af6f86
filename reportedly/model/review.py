"""What a person decided about an incident."""

from typing import Literal, Self

from pydantic import JsonValue, model_validator

from reportedly.model.base import Noun
from reportedly.model.identity import content_id

Action = Literal["accept", "correct", "reject", "merge", "split", "undo"]
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
    ) -> Self:
        """A review with the id that its content gives it. Raises ``ValueError`` where the action lacks its part."""
        made_of = (action, author, at, reason, incident, accounts, apart_from, field, value, undoes)
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
        )

    @model_validator(mode="after")
    def _holds_what_its_action_needs(self) -> Self:
        if not self.author.strip():
            raise ValueError("a review needs an author: say who decided")
        if self.action == "undo":
            if self.undoes is None:
                raise ValueError("an undo needs the id of the review that it takes back (undoes)")
        elif not self.accounts:
            raise ValueError(f"a review that says {self.action} needs the ids of the accounts that it speaks of")
        if self.action == "merge" and len(set(self.accounts)) < 2:
            raise ValueError("a merge needs at least two different accounts")
        if self.action == "split" and (not self.apart_from or set(self.accounts) & set(self.apart_from)):
            raise ValueError("a split needs two groups of accounts that share none (accounts, apart_from)")
        if self.action == "correct" and self.field is None:
            raise ValueError("a correction needs the field that it corrects")
        return self

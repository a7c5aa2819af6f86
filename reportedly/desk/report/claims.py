"""What the page of a report shows of each claim: how it stands, who decided, and what that was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reportedly.ledger.reviewing import in_force
from reportedly.model import Claim, Reading, Review
from reportedly.render.page import ClaimCard, claim_card

State = Literal["open", "accepted", "corrected", "rejected", "added"]
_STATES: dict[str, State] = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}

DID = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added",
    "undo": "took back",
    "merge": "merged",
    "split": "split",
}
"""What a decision did, as a sentence has it: "amal accepted"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in a history. ``undone`` says that it no longer holds; ``note`` is what was decided, in words."""

    review: Review
    at: datetime
    did: str
    undone: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as the page shows it. ``last`` is the decision that holds and would be undone, ``None`` where none is."""

    card: ClaimCard
    state: State
    last: Review | None
    history: tuple[Entry, ...]

    @property
    def claim(self) -> Claim:
        """The claim, as corrected."""
        return self.card.claim

    @property
    def seen(self) -> str:
        """What a form carries, so that a decision made meanwhile by somebody else is noticed."""
        return self.last.id if self.last else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a report's claims were decided on."""

    done: int
    total: int


def claim_views(reading: Reading, reviews: Sequence[Review]) -> tuple[ClaimView, ...]:
    """The claims of ``reading`` (rejected ones too) with the decisions on them; ``reviews`` are all there were."""
    holding = in_force(reviews)
    return tuple(
        _view(
            claim_card(position, claim, reading.report),
            [review for review in holding if review.claim == claim.id],
            reviews,
            holding,
        )
        for position, claim in enumerate(reading.claims)
    )


def _view(
    card: ClaimCard, holding: Sequence[Review], reviews: Sequence[Review], all_holding: Sequence[Review]
) -> ClaimView:
    last = holding[-1] if holding else None
    own = {review.id for review in reviews if review.claim == card.claim.id}
    about = [review for review in reviews if review.id in own or review.undoes in own]
    return ClaimView(card, _state(holding), last, history(about, all_holding))


def _state(holding: Sequence[Review]) -> State:
    if not holding:
        return "open"
    state = _STATES[holding[-1].action]
    # An acceptance of what was corrected or added before accepts it so; that it was stays to be seen.
    earlier = [review.action for review in holding]
    if state == "accepted" and "correct" in earlier:
        return "corrected"
    return state


def history(reviews: Iterable[Review], holding: Iterable[Review]) -> tuple[Entry, ...]:
    """Decisions, the latest first."""
    standing = {review.id for review in holding}
    ordered = sorted(reviews, key=lambda review: (review.at, review.id), reverse=True)
    return tuple(
        Entry(review, datetime.fromisoformat(review.at), DID[review.action], review.id not in standing, _note(review))
        for review in ordered
    )


def _note(review: Review) -> str:
    if review.claim is not None and review.action == "correct" and isinstance(review.value, dict):
        return ", ".join(name.replace("_", " ") for name in review.value)
    return review.field or ""


def progress(views: Iterable[ClaimView]) -> Progress:
    """How far the review of a report has come."""
    states = [view.state for view in views]
    return Progress(sum(state != "open" for state in states), len(states))

"""Same or not: two incidents side by side, with what speaks for and against their being one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reportedly.desk.access import needs
from reportedly.desk.book import the_ledger
from reportedly.desk.deciding import parting, unchanged
from reportedly.desk.models import CandidatePair, Unsure
from reportedly.desk.queue.last import last_decisions
from reportedly.desk.reckoning import ready
from reportedly.ledger.book import Ledger
from reportedly.ledger.deciding import merging, own_accounts
from reportedly.ledger.models import IncidentRow
from reportedly.linking import Evidence, explain
from reportedly.model import Account, Incident, Report

ANSWERS = ("yes", "no", "unsure")
KEPT_SECONDS = 60 * 60
MARK = 16
"""Characters of an incident's hash that tell what it looked like."""
LOOKED_AT = 50
"""Pairs that are looked at for one that still stands before the page gives up on this list."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two incidents, with the account that is most like one of the other's."""

    row: IncidentRow
    incident: Incident
    account: Account
    reports: tuple[Report, ...]

    @property
    def mark(self) -> str:
        """What it looks like now."""
        return f"{self.row.ref}:{self.row.sha256[:MARK]}"


@require_safe
@needs("read_ledger")
def page(request: HttpRequest) -> HttpResponse:
    """The likeliest pair that nobody has decided on, or the one after the pair that is named as ``after``."""
    ledger = the_ledger()
    ledger.place()
    context: dict[str, Any] = {"current": ready(ledger, "pairs"), "last": last_decisions(ledger, request.user)}
    waiting = _waiting()
    context["left_over"] = waiting.count()
    after = request.GET.get("after", "")
    if after.isdecimal():
        context["pair"], context["sides"] = _standing_pair(ledger, waiting, int(after))
    else:
        context["pair"], context["sides"] = _standing_pair(ledger, waiting, None)
    if context["pair"] is not None:
        left, right = context["sides"]
        context["explanation"] = _explanation(ledger, left, right)
        unsure = Unsure.objects.filter(
            left_account=context["pair"].left_account, right_account=context["pair"].right_account
        ).first()
        context["unsure"] = unsure
    return render(request, "same/page.html", context)


@require_POST
@needs("decide_incidents")
def decide(request: HttpRequest) -> HttpResponseBase:
    """One incident (``yes``), two (``no``), or not to be told (``unsure``); then on to the next pair."""
    ledger = the_ledger()
    ledger.place(to_decide=True)
    answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "").strip()
    if answer not in ANSWERS:
        messages.error(request, "Answer same, not the same, or cannot tell.")
        return redirect("same:page")
    seen = [tuple(request.POST.get(side, "").partition(":")[::2]) for side in ("left", "right")]
    author = request.user.username
    left, right = (row.noun for row in unchanged(ledger, seen))
    pair = CandidatePair.objects.filter(left=min(left.id, right.id), right=max(left.id, right.id)).first()
    if answer == "unsure":
        if pair is not None:
            key = {"left_account": pair.left_account, "right_account": pair.right_account}
            Unsure.objects.update_or_create(**key, defaults={"by": author})
        messages.info(request, "Left open: this pair goes to the end of the line.")
        return redirect("same:page")
    if answer == "yes":
        review = merging([left, right], author=author, reason=reason)
    else:
        review = parting(left, right, author=author, reason=reason)
    ledger.review(review, check=lambda: unchanged(ledger, seen) and None)
    if pair is not None:
        pair.delete()
    what = "Merged into one" if answer == "yes" else "Kept apart"
    messages.success(request, f"{what}: {left.id} and {right.id}.")
    return redirect("same:page")


def _shown(one: Evidence) -> dict[str, Any]:
    return {"about": one.about, "says": one.says, "weight": one.weight, "size": abs(one.weight)}


def _waiting() -> Any:
    unsure = Unsure.objects.filter(left_account=OuterRef("left_account"), right_account=OuterRef("right_account"))
    return CandidatePair.objects.annotate(unsure=Exists(unsure)).order_by("unsure", "-weight", "left", "right")


def _standing_pair(
    ledger: Ledger, waiting: Any, after: int | None
) -> tuple[CandidatePair | None, tuple[Side, Side] | None]:
    """The first pair (after the pair ``after``) whose accounts still are in two incidents."""
    keys = list(waiting.values_list("pk", flat=True))
    begin = keys.index(after) + 1 if after in keys else 0
    line = keys[begin:] + keys[:begin]
    for key in line[:LOOKED_AT]:
        pair = CandidatePair.objects.get(pk=key)
        left, right = ledger.holding(pair.left_account), ledger.holding(pair.right_account)
        if left is None or right is None or left == right:
            pair.delete()
            continue
        return pair, (_side(ledger, left, pair.left_account), _side(ledger, right, pair.right_account))
    return None, None


def _side(ledger: Ledger, ref: str, account: str) -> Side:
    row = IncidentRow.objects.using(ledger.alias).get(ref=ref)
    incident = row.noun
    own = set(own_accounts(incident))
    reports = ledger.reports([one.report for one in incident.accounts if one.id in own])
    chosen = next(one for one in incident.accounts if one.id == account)
    ordered = sorted(reports.values(), key=lambda report: (report.id != chosen.report, report.id))
    return Side(row, incident, chosen, tuple(ordered))


def _explanation(ledger: Ledger, left: Side, right: Side) -> dict[str, Any] | None:
    """What speaks for and against, by the two accounts that are most alike.

    Kept for a while: it takes a second, and the page asks for the next pair's while a person looks at this one.
    """
    key = f"desk-why-{left.account.id}-{right.account.id}"
    kept: dict[str, Any] | None = cache.get(key)
    if kept is not None:
        return kept
    both = left.incident.model_copy(update={"accounts": (left.account, right.account)})
    found = explain(both, list(ledger.readings({left.account.report, right.account.report})))
    if not found:
        return None
    made = {
        "weight": found[0].weight,
        "evidence_for": [_shown(one) for one in found[0].evidence_for],
        "evidence_against": [_shown(one) for one in found[0].evidence_against],
    }
    cache.set(key, made, KEPT_SECONDS)
    return made

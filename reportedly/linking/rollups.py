"""Accounts that sum up several events ("49 killed across Aleppo"), which have parts and are none themselves."""

import re

from reportedly.linking.totals import Total, total_of
from reportedly.linking.whereabouts import day_window, lies_inside, reach_of
from reportedly.model import Account, Reading

FEWEST_PARTS = 2

_SUMS_UP = re.compile(
    r"\b(across|in total|a total of|altogether|overall|separate (air ?)?(strikes|raids|attacks|incidents|bombings)"
    r"|(series|wave|string|spate) of|elsewhere in|in several|in various|several (towns|villages|areas|districts)"
    r"|(past|last) (24|48|72) hours|(past|last) (two|three|four|five|six|several|few) days)\b",
    re.IGNORECASE,
)


def sums_up_several_events(account: Account, reading: Reading) -> bool:
    """Whether an account covers a whole province or country and says, or its report shows, that it is a sum.

    Either its claims say so in words, or the same report gives at least two other current accounts that lie inside
    its place and days with no more dead than it has.
    """
    if account.place is None or reach_of(account.place) == "point":
        return False
    killed = total_of(account.figures, "killed")
    if killed is None:
        return False
    mine = set(account.claims)
    said = " ".join(span.exact for claim in reading.claims if claim.id in mine for span in claim.content)
    if _SUMS_UP.search(said):
        return True
    parts = [other for other in reading.accounts if _may_be_part(account, other, killed, reading)]
    return len(parts) >= FEWEST_PARTS


def _may_be_part(whole: Account, part: Account, killed: Total, reading: Reading) -> bool:
    if part.id == whole.id or part.role == "background" or whole.place is None or part.place is None:
        return False
    theirs = total_of(part.figures, "killed")
    if theirs is None or theirs.minimum is None or killed.minimum is None or theirs.minimum > killed.minimum:
        return False
    first, last = day_window(whole, reading.report)
    start, end = day_window(part, reading.report)
    if first is None or last is None or start is None or end is None or start > last or end < first:
        return False
    return lies_inside(whole.place, part.place)

"""Filters of the desk's templates."""

from collections.abc import Sequence

from django import template

from reportedly.desk.report.claims import ClaimView
from reportedly.render import page

register = template.Library()
register.filter("carried", page.carried)


@register.filter
def claim_at(views: Sequence[ClaimView], position: int) -> str:
    """The id of the claim at a position."""
    return views[position].claim.id

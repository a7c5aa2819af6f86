"""A report with what was read in it."""

from pydantic import Field

from reportedly.model.account import Account
from reportedly.model.attack import Attack
from reportedly.model.base import Noun
from reportedly.model.claim import Claim
from reportedly.model.report import Report


class Reading(Noun):
    """What ``read`` gives back: the report, its claims, and its accounts. Its JSON is the wire format.

    ``attacks`` is what the learned reader takes the report to tell; ``None``, and left out of the JSON, where it
    was not asked.
    """

    report: Report
    claims: tuple[Claim, ...]
    accounts: tuple[Account, ...]
    attacks: tuple[Attack, ...] | None = Field(default=None, exclude_if=lambda attacks: attacks is None)

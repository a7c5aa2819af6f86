"""The filters over incidents, shared by the library, the command line and the desk."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from reportedly.ledger.canonical import searchable
from reportedly.ledger.values import Filters, checked_date


class IncidentQuerySet(models.QuerySet["IncidentRow"]):
    """Incidents, newest first unless ordered otherwise."""

    def matching(self, filters: Filters) -> Self:
        """Those that meet every filter given. Raises ``LedgerError`` for a date that is not one."""
        found = self
        if filters.since:
            found = found.filter(end__gte=checked_date(filters.since))
        if filters.until:
            # "2016-08" stands for its last day: every date of the month sorts before "2016-08~".
            found = found.filter(start__lte=checked_date(filters.until) + "~").exclude(start="")
        if filters.place:
            found = found.filter(places__contains=searchable(filters.place))
        if filters.actor:
            found = found.filter(actors__contains=searchable(filters.actor))
        if filters.event:
            found = found.filter(models.Q(event_type=filters.event) | models.Q(sub_event=filters.event))
        if filters.grading:
            found = found.filter(grading=filters.grading)
        if filters.review:
            found = found.filter(review=filters.review)
        if filters.minimum_killed is not None:
            found = found.annotate(killed=Coalesce("killed_best", "killed_low")).filter(
                killed__gte=filters.minimum_killed
            )
        if filters.text:
            found = found.filter(words__contains=searchable(filters.text))
        return found

    def in_order(self) -> Self:
        """Newest first, those without a date last; the same order on every database."""
        return self.order_by("-start", "-end", "ref")

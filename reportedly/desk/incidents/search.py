"""One set of filters over incidents: from the address, into a query, and back into an address."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import F
from django.http import QueryDict

from reportedly.ledger import Filters, LedgerError
from reportedly.ledger.book import Ledger
from reportedly.ledger.models import IncidentRow
from reportedly.ledger.querying import IncidentQuerySet

GRADINGS = ("confirmed", "fair", "weak", "contested", "discounted")
ORDERS = {
    "newest": ("-start", "-end", "ref"),
    "oldest": ("start", "end", "ref"),
    "deadliest": (F("killed_best").desc(nulls_last=True), "-start", "ref"),
    "told most": ("-independent_sources", "-reports", "-start", "ref"),
}
LONG = ("body", "words", "places", "actors")
"""Columns that no list shows."""

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees. West is greater than east where the box crosses the antimeridian."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, in which order."""

    filters: Filters = field(default_factory=Filters)
    box: Box | None = None
    order: str = "newest"

    def rows(self, ledger: Ledger) -> IncidentQuerySet:
        """The incidents that are looked for, without the columns that no list shows."""
        found = IncidentRow.objects.using(ledger.alias).matching(self.filters)
        if self.box is not None:
            west, south, east, north = self.box
            found = found.filter(latitude__gte=south, latitude__lte=north)
            if west <= east:
                found = found.filter(longitude__gte=west, longitude__lte=east)
            else:
                found = found.exclude(longitude__gt=east, longitude__lt=west).exclude(longitude=None)
        return found.order_by(*ORDERS[self.order]).defer(*LONG)

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the address for it, without what is not asked for."""
        filters = self.filters
        given: dict[str, Any] = {
            "text": filters.text,
            "since": filters.since,
            "until": filters.until,
            "place": filters.place,
            "actor": filters.actor,
            "event": filters.event,
            "grading": filters.grading,
            "review": filters.review,
            "killed": filters.minimum_killed,
            "box": ",".join(f"{edge:.4f}" for edge in self.box) if self.box else None,
            "order": self.order if self.order != "newest" else None,
        }
        return {name: str(value) for name, value in given.items() if value not in (None, "")}

    def address(self, **more: str | None) -> str:
        """``?`` and the parameters; ``more`` adds to them, ``None`` takes one away."""
        merged = {**self.parameters, **more}
        query = urlencode({name: value for name, value in merged.items() if value is not None})
        return f"?{query}"

    def within(self, since: str | None, until: str | None) -> "Search":
        """The same for other days."""
        return replace(self, filters=replace(self.filters, since=since, until=until))


class FilterForm(forms.Form):
    """The filters as a person fills them in. All are optional."""

    text = forms.CharField(label="Words", required=False, max_length=200)
    since = forms.CharField(label="From", required=False, max_length=10)
    until = forms.CharField(label="To", required=False, max_length=10)
    place = forms.CharField(label="Place", required=False, max_length=200)
    actor = forms.CharField(label="Actor", required=False, max_length=200)
    event = forms.CharField(label="Kind of event", required=False, max_length=200)
    grading = forms.ChoiceField(label="Grading", required=False, choices=[("", "any"), *((g, g) for g in GRADINGS)])
    review = forms.ChoiceField(label="Review", required=False, choices=[("", "any"), *IncidentRow.ReviewState.choices])
    killed = forms.IntegerField(label="Killed, at least", required=False, min_value=0, max_value=10**9)
    box = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    order = forms.ChoiceField(label="Order", required=False, choices=[(order, order) for order in ORDERS])

    def clean_since(self) -> str | None:
        """A day, a month or a year."""
        return _date(self.cleaned_data["since"])

    def clean_until(self) -> str | None:
        """A day, a month or a year."""
        return _date(self.cleaned_data["until"])

    def clean_box(self) -> Box | None:
        """Four numbers: west, south, east, north."""
        given = self.cleaned_data["box"]
        if not given:
            return None
        try:
            west, south, east, north = (float(part) for part in given.split(","))
        except ValueError:
            raise forms.ValidationError("a box is west,south,east,north in degrees") from None
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise forms.ValidationError("a box is west,south,east,north in degrees, south below north")
        return (west, south, east, north)

    def search(self) -> Search:
        """What the valid fields ask for; those that are not valid are passed over, and say so beside them."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Search(
            filters=Filters(
                since=given.get("since"),
                until=given.get("until"),
                place=given.get("place"),
                actor=given.get("actor"),
                event=given.get("event"),
                grading=given.get("grading"),
                review=given.get("review"),
                minimum_killed=given.get("killed"),
                text=given.get("text"),
            ),
            box=given.get("box"),
            order=given.get("order", "newest"),
        )


def search_from(query: QueryDict | dict[str, str]) -> Search:
    """The search that the parameters of an address ask for. Raises ``LedgerError`` for one that is not valid."""
    form = FilterForm(query)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise LedgerError(f"{name}: {errors[0]}")
    return form.search()


def _date(given: str) -> str | None:
    if not given:
        return None
    try:
        IncidentRow.objects.all().matching(Filters(since=given))
    except LedgerError:
        raise forms.ValidationError("Write 2016-08-01, 2016-08 or 2016.") from None
    return given

"""Incidents as a table for the terminal, which folds into blocks where the terminal is narrow."""

from collections.abc import Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.linking.doers import told_as
from reportedly.linking.records import actor_key
from reportedly.model import Attributed, Incident
from reportedly.model.event import Responsibility
from reportedly.model.incident import Grading
from reportedly.model.overall import Range, overall
from reportedly.render import words

NARROWEST_TABLE = 100
"""Below this many columns each incident becomes a block of its own."""

GRADE_STYLE: dict[Grading, str] = {
    "confirmed": "green",
    "fair": "green",
    "weak": "yellow",
    "contested": "red",
    "discounted": "dim",
}
MOST_NAMED = 3
"""Parties named in a cell of the table; the sheet names all."""

HOW: tuple[Responsibility, ...] = ("claimed", "fact", "accused", "denied")
"""Ways of being named as the doer, in the order in which they are told."""


class IncidentTable:
    """Incidents, printable with Rich. ``decided`` holds what people decided of each, by its id."""

    def __init__(self, incidents: Sequence[Incident], decided: dict[str, str]) -> None:
        self.incidents = incidents
        self.decided = decided

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < NARROWEST_TABLE:
            yield from (self._block(incident) for incident in self.incidents)
            return
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
        table.add_column("Incident", no_wrap=True, style="bold")
        table.add_column("When", ratio=3)
        table.add_column("Where", ratio=4)
        table.add_column("What", ratio=4)
        table.add_column("Killed", ratio=2)
        table.add_column("Who did it", ratio=5)
        table.add_column("Graded", no_wrap=True)
        for incident in self.incidents:
            table.add_row(
                incident.id,
                words.when(incident.when),
                words.place(incident.place),
                words.event(incident.event),
                people(overall(incident, "killed")),
                blamed(incident.responsibility, MOST_NAMED),
                self._graded(incident),
            )
        yield table

    def _block(self, incident: Incident) -> RenderableType:
        title = Text.assemble((incident.id, "bold"), f"  {words.one_line(incident.title)}")
        return Group(title, Padding(self._graded(incident), (0, 0, 1, 2)))

    def _graded(self, incident: Incident) -> Text:
        shown = Text(incident.grading, style=GRADE_STYLE[incident.grading])
        decided = self.decided.get(incident.id, "open")
        if decided != "open":
            shown.append(f"\n{decided}", style="bold")
        return shown


def people(count: Range) -> str:
    """A toll in words: "5", "5 (3 to 7)", "28 or more", "up to 22"; empty when nothing is known."""
    low, best, high = count.low, count.best, count.high
    told = best if best is not None else low
    if told is None:
        return f"up to {high:,}" if high is not None else ""
    if high is None:
        return f"{told:,} or more" if low in (None, told) else f"{told:,} ({low:,} or more)"
    if low is None:
        return f"up to {high:,}"
    return f"{told:,}" if low == high else f"{told:,} ({low:,} to {high:,})"


def blamed(responsibility: Sequence[Attributed], most: int) -> str:
    """Who is said to have done it, and how: "Russia (accused, denied)"; of more than ``most`` how many are left out."""
    called = told_as(responsibility)
    ways: dict[str, list[Responsibility]] = {}
    for how in HOW:
        for attributed in responsibility:
            name = called[actor_key(attributed.actor)].name
            if attributed.how == how and how not in ways.setdefault(name, []):
                ways[name].append(how)
    told = [f"{name} ({', '.join(words.RESPONSIBILITY[how] for how in hows)})" for name, hows in ways.items()]
    rest = len(told) - most
    return "; ".join([*told[:most], f"{rest} more"] if rest > 0 else told)

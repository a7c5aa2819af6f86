"""One incident as a casualty recorder's sheet: what is told, by whom, who disputes it, and the words it rests on."""

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.model import Account, AccountFigure, Claim, Incident, Report, Review, Toll
from reportedly.model.figure import Harm
from reportedly.model.overall import Range
from reportedly.render import words
from reportedly.render.incidents import GRADE_STYLE, HOW, people

PLACE_PRECISION = {
    1: "the place itself",
    2: "within about 25 km",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "an area or a line",
    6: "somewhere in the country",
    7: "at sea or in the air",
}
GROUPS = {"civilians": "civilians", "side_a": "side A", "side_b": "side B", "unknown": "people", "all": "all"}
VIOLENCE = {"state-based": "state-based", "non-state": "between non-state groups", "one-sided": "one-sided"}

HARMS: tuple[Harm, ...] = ("killed", "casualties", "injured", "missing", "abducted", "detained", "displaced")
"""The order in which tolls are told."""

CONTENT_LENGTH = 160
"""How much of a disputed claim's words is shown, in characters; they stand whole further down."""


class Sheet:
    """An incident, printable with Rich. ``decided`` is what people decided, ``reviews`` the decisions behind it."""

    def __init__(
        self,
        incident: Incident,
        reports: Mapping[str, Report],
        claims: Mapping[str, Claim],
        *,
        decided: str = "open",
        reviews: Sequence[Review] = (),
    ) -> None:
        self.incident, self.reports, self.claims = incident, reports, claims
        self.decided, self.reviews = decided, reviews

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._summary()
        for heading, part in (
            ("How many", list(self._tolls())),
            ("Who did it", list(self._doers())),
            ("In dispute", list(self._disputes())),
            ("Reports", list(self._reports())),
            ("In their words", list(self._evidence())),
            ("Decisions", list(self._decisions())),
        ):
            if part:
                yield Text(f"\n{heading}", style="bold underline")
                yield Padding(Group(*part), (0, 0, 0, 2))

    def _summary(self) -> RenderableType:
        incident = self.incident
        sources = incident.independent_sources
        graded = Text(incident.grading, style=GRADE_STYLE[incident.grading])
        graded.append(f", {sources} independent {'source' if sources == 1 else 'sources'}; review: {self.decided}")
        where = words.place(incident.place)
        if where and incident.place is not None and incident.place.precision is not None:
            where += f", {PLACE_PRECISION.get(incident.place.precision, '')}"
        rows = (
            ("Incident", Text(incident.id)),
            ("Graded", graded),
            ("When", Text(words.when(incident.when) or "not known")),
            ("Where", Text(where or "not known")),
            ("What", Text(words.event(incident.event) or "not known")),
            ("Hit", Text(words.names(one.text for each in incident.accounts for one in each.objects))),
            ("Named", Text(words.names(one.name for each in incident.accounts for one in each.victims))),
            ("Violence", Text(VIOLENCE.get(incident.type_of_violence or "", "not known"))),
            ("Part of", Text(incident.part_of or "")),
        )
        grid = Table.grid(padding=(0, 2))
        for label, value in rows:
            if value.plain:
                grid.add_row(Text(label, style="dim"), value)
        return Group(Text(words.one_line(incident.title), style="bold"), Padding(grid, (1, 0, 0, 2)))

    def _tolls(self) -> Iterator[RenderableType]:
        for toll in sorted(self.incident.tolls, key=_rank):
            count = people(Range(low=toll.low, best=toll.best, high=toll.high)) or "not known"
            yield Text.assemble((f"{_whom(toll)} {toll.harm}: ", "bold"), f"{count}  ", (toll.method, "dim"))
            table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
            for account, figure in self._figures(toll):
                table.add_row(
                    words.number(figure),
                    words.said_by(figure.said_by),
                    self._published(account.report),
                    f"“{words.one_line(figure.verbatim)}”",
                    "used",
                )
            for left_out in toll.left_out:
                claim = self.claims.get(left_out.claim)
                table.add_row(
                    words.one_line(left_out.verbatim or ""),
                    words.said_by(claim.said_by) if claim else "",
                    self._published(claim.report) if claim else "",
                    "",
                    f"left out: {left_out.why}",
                )
            if table.row_count:
                yield table
            yield from (Text(f"  {flag}", style="red") for flag in toll.flags)

    def _figures(self, toll: Toll) -> Iterator[tuple[Account, AccountFigure]]:
        """The figures that a toll used; of a total made of parts, the parts."""
        left_out = {(each.claim, each.verbatim) for each in toll.left_out}
        used = [
            (account, figure)
            for account in self.incident.accounts
            for figure in account.figures
            if figure.claim in toll.used and figure.harm == toll.harm and not figure.cumulative
            if (figure.claim, figure.verbatim) not in left_out
        ]
        exact = [
            (account, figure)
            for account, figure in used
            if (figure.group, figure.subgroup) == (toll.group, toll.subgroup)
        ]
        yield from exact or used

    def _doers(self) -> Iterator[RenderableType]:
        for how in HOW:
            for one in self.incident.responsibility:
                if one.how == how:
                    told = f"{words.RESPONSIBILITY[how]} by {words.said_by(one.said_by)}"
                    if how == "fact":
                        told = f"said as fact by {words.said_by(one.said_by)}"
                    yield Text.assemble((one.actor.name, "bold"), f": {told}")

    def _disputes(self) -> Iterator[RenderableType]:
        for about in dict.fromkeys(dispute.about for dispute in self.incident.disputes):
            yield Text(words.DISPUTED[about].capitalize(), style="yellow")
            refs = (ref for dispute in self.incident.disputes if dispute.about == about for ref in dispute.claims)
            for ref in dict.fromkeys(refs):
                claim = self.claims.get(ref)
                if claim is not None:
                    said = words.shortened(words.content(claim, self.reports.get(claim.report)), CONTENT_LENGTH)
                    origin = f"{words.said_by(claim.said_by)} ({self._published(claim.report)})"
                    yield Padding(Text.assemble((origin, "bold"), f": {said}"), (0, 0, 0, 2))

    def _reports(self) -> Iterator[RenderableType]:
        for ref in dict.fromkeys(account.report for account in self.incident.accounts):
            report = self.reports.get(ref)
            if report is not None:
                origin = [words.one_line(report.publisher or ""), words.published(report.published)]
                lines = [Text(words.title(report)), Text(", ".join(part for part in origin if part), style="dim")]
                lines.append(Text(words.one_line(report.uri or ref), style="dim", overflow="fold"))
                yield Group(*lines)

    def _evidence(self) -> Iterator[RenderableType]:
        for account in self.incident.accounts:
            for ref in account.claims:
                claim = self.claims.get(ref)
                if claim is not None:
                    said = words.said_by(claim.said_by)
                    told = f": {words.content(claim, self.reports.get(claim.report))} "
                    sure = f"({words.sureness(claim)}; {self._published(claim.report)})"
                    yield Text.assemble((said, "bold"), told, (sure, "dim"))

    def _decisions(self) -> Iterator[RenderableType]:
        for review in self.reviews:
            what = f"{review.action} {review.field}" if review.field else review.action
            reason = f": {words.one_line(review.reason)}" if review.reason else ""
            yield Text.assemble(f"{review.at[:10]} {review.author} ", (what, "bold"), reason, (f"  {review.id}", "dim"))

    def _published(self, ref: str) -> str:
        report = self.reports.get(ref)
        if report is None:
            return ref
        day = report.published.date if report.published else "undated"
        return f"{words.one_line(report.publisher or '') or words.shortened(words.title(report), 40)}, {day}"


def _whom(toll: Toll) -> str:
    return toll.subgroup.capitalize() if toll.subgroup else GROUPS[toll.group].capitalize()


def _rank(toll: Toll) -> tuple[int, bool]:
    """The worst harm first, of one harm the whole before its parts."""
    return HARMS.index(toll.harm), toll.subgroup is not None or toll.group not in ("all", "unknown")

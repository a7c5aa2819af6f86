"""What the page of an incident shows: pure functions on the incident, its readings and the decisions on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.desk.incident.chart import Chart, Told, chart
from reportedly.model import AccountFigure, Attributed, Claim, Incident, Reading, Report, Review, Toll
from reportedly.render import words

GRADING = {
    "confirmed": "a party to it accepts responsibility",
    "fair": "two or more independent sources tell of it",
    "weak": "one source alone tells of it",
    "contested": "sources contradict one another on who did it, or on whether it happened",
    "discounted": "rejected by a person",
}
"""What each grading means."""

PRECISION = {
    1: "exact place",
    2: "near this place",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "along a line or in an area",
    6: "somewhere in the country",
    7: "at sea or in the air",
}
"""UCDP's where_prec in words."""


SAID = ("CT+", "PR+", "PS+")
"""What a source commits to, more or less: only such figures have a place in a chart of what was said when."""

HARMS = ("killed", "injured", "missing", "abducted", "detained", "displaced", "casualties")
"""The order of the rows."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim as evidence: whose words, which words, in which report."""

    claim: str
    report: str
    said_by: str
    words: str
    publisher: str
    published: str
    sureness: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure under a toll: ``used``, or left out and ``why``."""

    figure: str
    quote: Quote
    used: bool
    why: str


@dataclass(frozen=True, slots=True)
class TollRow:
    """A row of the toll table with every figure behind it."""

    toll: Toll
    name: str
    figures: tuple[FigureRow, ...]
    chart: Chart | None
    by_person: bool

    @property
    def key(self) -> str:
        """Which row it is, for a form: harm, group and subgroup."""
        return f"{self.toll.harm} {self.toll.group} {self.toll.subgroup or ''}".strip()


@dataclass(frozen=True, slots=True)
class Blamed:
    """One who is said to have done it, and everybody who says so or denies it."""

    actor: str
    said: tuple[tuple[str, str, tuple[Quote, ...]], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One source's words in a dispute."""

    said_by: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """What is in dispute, and each source's words on it."""

    about: str
    sides: tuple[Side, ...]


class Evidence:
    """The claims and reports behind an incident, by id. ``read`` are the readings as people's decisions left them."""

    def __init__(self, read: Mapping[str, Reading]) -> None:
        self.reports: dict[str, Report] = {ref: reading.report for ref, reading in read.items()}
        self.claims: dict[str, Claim] = {claim.id: claim for reading in read.values() for claim in reading.claims}

    def quote(self, claim: Claim) -> Quote:
        """A claim as evidence."""
        report = self.reports[claim.report]
        return Quote(
            claim=claim.id,
            report=report.id,
            said_by=words.said_by(claim.said_by),
            words=words.content(claim, report),
            publisher=report.publisher or words.title(report),
            published=report.published.date if report.published else "",
            sureness=words.sureness(claim),
        )

    def quotes(self, refs: Iterable[str]) -> tuple[Quote, ...]:
        """The claims with these ids as evidence, oldest report first; those that are not there are passed over."""
        found = [self.quote(self.claims[ref]) for ref in dict.fromkeys(refs) if ref in self.claims]
        return tuple(sorted(found, key=lambda quote: (quote.published or "9", quote.report)))


def toll_rows(incident: Incident, evidence: Evidence, rejected: Mapping[str, tuple[Claim, Review]]) -> list[TollRow]:
    """The rows of the toll table. ``rejected`` holds claims that people rejected, by id, and who did it."""
    figures = [figure for account in incident.accounts for figure in account.figures]
    known = {(toll.harm, toll.group, toll.subgroup) for toll in incident.tolls}
    # What people rejected stays in sight, also where nothing else is left of its row.
    lost = {
        (figure.harm, figure.group, figure.subgroup): None for claim, _ in rejected.values() for figure in claim.figures
    }
    empty = [
        Toll(harm=harm, group=group, subgroup=subgroup, low=None, best=None, high=None, method="range/1", used=(),
             left_out=(), independent_sources=0)
        for harm, group, subgroup in lost if (harm, group, subgroup) not in known
    ]  # fmt: skip
    tolls = sorted([*incident.tolls, *empty], key=lambda toll: HARMS.index(toll.harm))
    return [_toll_row(toll, incident, figures, evidence, rejected) for toll in tolls]


def _toll_row(
    toll: Toll,
    incident: Incident,
    figures: Sequence[AccountFigure],
    evidence: Evidence,
    rejected: Mapping[str, tuple[Claim, Review]],
) -> TollRow:
    why = {left.claim: left.why for left in toll.left_out}
    key = (toll.harm, toll.group, toll.subgroup)
    rows: list[tuple[FigureRow, Told | None]] = []
    for ref in dict.fromkeys((*toll.used, *why)):
        claim = evidence.claims.get(ref)
        if claim is None:
            continue
        own = [figure for figure in figures if figure.claim == ref and figure.harm == toll.harm]
        exact = [figure for figure in own if (figure.harm, figure.group, figure.subgroup) == key] or own
        for figure in exact:
            used = ref in toll.used and not (ref in why and figure.verbatim in _left_words(toll, ref))
            quote = evidence.quote(claim)
            row = FigureRow(words.figure(figure), quote, used, "" if used else why.get(ref, ""))
            of_this_row = (figure.harm, figure.group, figure.subgroup) == key
            counts = used or (of_this_row and claim.factuality in SAID and claim.stage == "accomplished")
            rows.append((row, _told(figure, claim, evidence) if counts else None))
    for claim, review in rejected.values():
        for number in claim.figures:
            if (number.harm, number.group, number.subgroup) == key:
                quote = evidence.quote(claim)
                reason = f": {review.reason}" if review.reason else ""
                why_not = f"rejected by {review.author}{reason}"
                rows.append((FigureRow(words.figure(number), quote, False, why_not), None))
    rows.sort(key=lambda row: (not row[0].used, row[0].quote.published or "9", row[0].quote.report))
    return TollRow(
        toll=toll,
        name=toll_name(toll, incident),
        figures=tuple(dict.fromkeys(row for row, _ in rows)),
        chart=chart([told for _, told in rows if told is not None]),
        by_person=toll.method.startswith("review by "),
    )


def _left_words(toll: Toll, claim: str) -> set[str | None]:
    return {left.verbatim for left in toll.left_out if left.claim == claim}


def _told(figure: AccountFigure, claim: Claim, evidence: Evidence) -> Told | None:
    published = evidence.reports[claim.report].published
    if published is None or published.precision != "day" or (figure.minimum is None and figure.maximum is None):
        return None
    report = evidence.reports[claim.report]
    source = figure.said_by[-1].name if figure.said_by else report.publisher or words.OWN_VOICE
    return Told(source, date.fromisoformat(published.date), figure.minimum, figure.maximum)


def toll_name(toll: Toll, incident: Incident) -> str:
    """What a row of the toll table is called: "Killed, civilians", "Killed, children among civilians"."""
    groups = {
        "civilians": "civilians",
        "side_a": f"side A ({incident.side_a.name})" if incident.side_a else "side A",
        "side_b": f"side B ({incident.side_b.name})" if incident.side_b else "side B",
        "all": "all together",
        "unknown": "not said of whom",
    }
    whom = groups[toll.group]
    if toll.subgroup is not None:
        whom = toll.subgroup if toll.group in ("unknown", "all") else f"{toll.subgroup} among {whom}"
    return f"{toll.harm.capitalize()}, {whom}"


def blamed(incident: Incident, evidence: Evidence) -> list[Blamed]:
    """Everybody who is said to have done it, the most often named first, with who says so and how."""
    by_actor: dict[str, list[Attributed]] = {}
    for one in incident.responsibility:
        by_actor.setdefault(one.actor.id or one.actor.name, []).append(one)
    order = sorted(by_actor.values(), key=lambda ones: -sum(len(one.claims) for one in ones))
    return [
        Blamed(
            actor=ones[0].actor.name,
            said=tuple(
                (words.RESPONSIBILITY[one.how], words.said_by(one.said_by), evidence.quotes(one.claims)) for one in ones
            ),
        )
        for ones in order
    ]


def disputes(incident: Incident, evidence: Evidence) -> list[DisputeView]:
    """What is in dispute: everything about one matter together, each source's words side by side."""
    about: dict[str, list[str]] = {}
    for dispute in incident.disputes:
        about.setdefault(words.DISPUTED[dispute.about], []).extend(dispute.claims)
    found = []
    for matter, refs in about.items():
        sides: dict[str, list[Quote]] = {}
        for quote in evidence.quotes(refs):
            sides.setdefault(quote.said_by, []).append(quote)
        found.append(DisputeView(matter, tuple(Side(name, tuple(quotes)) for name, quotes in sides.items())))
    return found

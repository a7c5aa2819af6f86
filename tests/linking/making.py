"""Readings made by hand: what a reader would have found in a short report, without reading one."""

from datetime import date

from hypothesis import strategies as st

from reportedly.model import (
    EVENT_TYPE_OF,
    Account,
    AccountFigure,
    Actor,
    Claim,
    Event,
    Figure,
    Place,
    Published,
    Reading,
    Report,
    Review,
    Source,
    Span,
    When,
    content_id,
)
from tests.bare import bare_account, bare_claim, bare_report

TOWNS = {
    "Atmeh": (1, 36.309, 36.689, "Idlib"),
    "Saraqeb": (2, 35.864, 36.806, "Idlib"),
    "Maarat al-Numan": (3, 35.643, 36.676, "Idlib"),
    "Aleppo": (4, 36.202, 37.161, "Aleppo"),
    "Daret Izza": (5, 36.283, 36.852, "Aleppo"),
    "Kobani": (6, 36.891, 38.353, "Aleppo"),
    "Deir ez-Zor": (7, 35.336, 40.141, "Deir ez-Zor"),
    "Homs": (8, 34.727, 36.723, "Homs"),
}

MONITOR = Source(id="sohr", name="Syrian Observatory for Human Rights", kind="ngo")
DIRECTOR = Source(id=None, name="Rami Abdel Rahman", kind="ngo")
AGENCY = Source(id="afp", name="AFP", kind="media")
COUNCIL = Source(id="local-council", name="Local council", kind="official")
WITNESSES = Source(id=None, name="witnesses", kind="witness")
MINISTRY = Source(id="russia-mod", name="Russian defence ministry", kind="official", actor="russia")

RUSSIA = Actor(id="russia", name="Russia", kind="state", country="RU", text="Russia")
GOVERNMENT = Actor(id="syria-government", name="Syrian government", kind="state", country="SY", text="the government")
ISLAMIC_STATE = Actor(id="islamic-state", name="Islamic State", kind="rebel", text="IS")
REBELS = Actor(id="free-syrian-army", name="Free Syrian Army", kind="rebel", country="SY", text="rebels")
CIVILIANS = Actor(id=None, name="civilians", kind="civilians", text="civilians")


def town(name: str) -> Place:
    number, latitude, longitude, province = TOWNS[name]
    return Place(text=name, span=None, name=name, geonameid=number, feature_code="PPL", admin1=province, country="SY",
                 latitude=latitude, longitude=longitude, precision=1)  # fmt: skip


def province(name: str) -> Place:
    number = 100 + sum(map(ord, name))
    return Place(text=f"{name} province", span=None, name=name, geonameid=number, feature_code="ADM1", admin1=name,
                 country="SY", latitude=35.5, longitude=37.0, precision=4)  # fmt: skip


def day(start: str, end: str | None = None) -> When:
    width = (date.fromisoformat(end or start) - date.fromisoformat(start)).days + 1
    precision = 1 if width == 1 else 2 if width < 7 else 4
    return When(text=start, span=None, start=start, end=end or start, precision=precision)


def span(text: str, words: str, start: int = 0) -> Span:
    found = text.find(words, start)
    return Span.of(text, found, found + len(words)) if found >= 0 else Span(start=0, end=0, exact="")


def report(text: str, published: str | None = "2016-08-01", publisher: str | None = "The Paper", by: str | None = None) -> Report:  # fmt: skip  # noqa: E501
    when = Published(date=published, precision="day", basis="user") if published else None
    return bare_report(text, publisher=publisher, headline=None, by=by, published=when, media_type=None, sha256=None)


def figure(
    harm="killed",
    minimum=None,
    maximum=None,
    *,
    group="unknown",
    subgroup=None,
    qualifier="exact",
    said_by=(),
    main=True,
    cumulative=False,
    factuality="CT+",
    stage="accomplished",
    at=0,
    who=None,
):
    """A figure and what its claim commits to; ``at`` is where in the text it stands."""
    low = minimum
    high = maximum if maximum is not None or qualifier in ("at_least", "vague") else minimum
    words = f"{minimum if minimum is not None else maximum} {harm}"
    made = Figure(harm=harm, group=group, who=who, subgroup=subgroup, minimum=low, maximum=high, qualifier=qualifier,
                  verbatim=words, span=Span(start=at, end=at + len(words), exact=words),
                  cumulative=cumulative)  # fmt: skip
    return made, tuple(said_by), main, factuality, stage


def said(
    *,
    who=(),
    how="unknown",
    said_by=(),
    factuality="CT+",
    stage="accomplished",
    sub_type=None,
):
    """A claim without a figure: who did it, or that it was or was not so."""
    return tuple(who), how, tuple(said_by), factuality, stage, sub_type


def event(sub_type: str, weapon: str | None = None) -> Event:
    return Event(type=EVENT_TYPE_OF[sub_type], sub_type=sub_type, weapon=weapon, trigger=Span(start=0, end=0, exact=""))


def account(
    of: Report,
    *,
    role="main",
    sub_type="Air/drone strike",
    weapon=None,
    place=None,
    when=None,
    figures=(),
    claims=(),
    doers=(),
    targets=(),
    how="unknown",
    said_by=(),
    number=0,
) -> tuple[Account, tuple[Claim, ...]]:
    """One account of a report with its claims."""
    made_claims = []
    account_figures = []
    told = event(sub_type, weapon) if sub_type else None

    def claim(index, **changes):
        values = {"event": told, "targets": tuple(targets), "place": place, "when": when, **changes}
        whole = Span(start=0, end=len(of.text), exact=of.text)
        return bare_claim(of, whole, id=content_id("claim", of.id, number, index), **values)

    for index, (made, chain, main, factuality, stage) in enumerate(figures):
        one = claim(index, said_by=chain, factuality=factuality, stage=stage, figures=(made,))
        made_claims.append(one)
        account_figures.append(AccountFigure(**made.model_dump(exclude={"who"}), who=made.who, claim=one.id, said_by=chain, main_toll=main))  # fmt: skip  # noqa: E501
    for index, (who, responsibility, chain, factuality, stage, other) in enumerate(claims, start=len(made_claims)):
        made_claims.append(
            claim(
                index,
                said_by=chain,
                factuality=factuality,
                stage=stage,
                perpetrators=who,
                responsibility=responsibility,
                event=event(other) if other else told,
            )
        )
    if not made_claims:
        made_claims.append(claim(0, said_by=tuple(said_by), perpetrators=tuple(doers), responsibility=how))
    made_account = bare_account(
        of,
        *made_claims,
        id=content_id("account", of.id, number, role),
        role=role,
        event=told,
        perpetrators=tuple(doers),
        responsibility=how,
        said_by=tuple(said_by),
        targets=tuple(targets),
        place=place,
        when=when,
        figures=tuple(account_figures),
    )
    return made_account, tuple(made_claims)


def reading(of: Report, *accounts: tuple[Account, tuple[Claim, ...]]) -> Reading:
    return Reading(
        report=of,
        claims=tuple(claim for _, claims in accounts for claim in claims),
        accounts=tuple(made for made, _ in accounts),
    )


def simple(text: str, place: str, on: str | None, killed: int | None = None, *, published=None, publisher="The Paper", **more) -> Reading:  # fmt: skip  # noqa: E501
    """A report with one account: so many killed in a town on a day, or on no day that it tells."""
    of = report(text, published or on, publisher)
    figures = more.pop("figures", None)
    if figures is None:
        figures = [figure("killed", killed, said_by=more.get("said_by", ()))] if killed is not None else []
    return reading(of, account(of, place=town(place), when=day(on) if on else None, figures=figures, **more))


@st.composite
def ledgers(draw):
    """Readings, reviews, and how many of each come first.

    The readings are of two accounts each, close enough in time and place for some to link; a report may be read again.
    """
    reports, readings = [], []
    for number in range(draw(st.integers(1, 7))):
        on = f"2016-08-0{draw(st.integers(1, 5))}"
        reports.append((report(f"Report {number} of a raid.", on, f"Paper {number}"), on))
        readings.append(draw(_readings(*reports[-1])))
    for _ in range(draw(st.integers(0, 2))):
        readings.append(draw(_readings(*draw(st.sampled_from(reports)))))
    everyone = sorted({one.id for made in readings for one in made.accounts})
    told = [(claim.report, claim.id) for made in readings for claim in made.claims]
    reviews = []
    for number in range(draw(st.integers(0, 3))):
        pair = draw(st.lists(st.sampled_from(everyone), min_size=2, max_size=2))
        about = {"author": "a", "at": f"2016-09-0{number + 1}T00:00:00Z", "reason": ""}
        if told and draw(st.integers(0, 3)) == 0:
            of_report, claim = draw(st.sampled_from(told))
            reviews.append(Review.of("reject", **about, report=of_report, claim=claim))
        elif pair[0] != pair[1] and draw(st.booleans()):
            reviews.append(Review.of("merge", **about, accounts=tuple(pair)))
        elif pair[0] != pair[1]:
            reviews.append(Review.of("split", **about, accounts=(pair[0],), apart_from=(pair[1],)))
        else:
            reviews.append(Review.of("reject", **about, accounts=(pair[0],)))
    return readings, reviews, draw(st.integers(0, len(readings))), draw(st.integers(0, len(reviews)))


@st.composite
def _readings(draw, of: Report, on: str):
    """What somebody might read in a report: one or two accounts."""
    accounts = []
    for number in range(draw(st.integers(1, 2))):
        where = draw(st.sampled_from(["Saraqeb", "Atmeh", "Aleppo", "Homs", "province", None]))
        at = province("Aleppo") if where == "province" else town(where) if where else None
        role = draw(st.sampled_from(["main", "also", "background"])) if number else "main"
        killed = draw(st.sampled_from([None, 5, 12, 18]))
        figures = [figure("killed", killed)] if killed else []
        accounts.append(account(of, role=role, place=at, when=day(on), figures=figures, number=number))
    return reading(of, *accounts)

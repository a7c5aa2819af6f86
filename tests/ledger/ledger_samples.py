"""Readings made for the tests of the ledger, and a linker that makes an incident of every account."""

from collections.abc import Iterable

from reportedly.model import (
    Account,
    AccountFigure,
    Actor,
    Event,
    Figure,
    Incident,
    Place,
    Reading,
    Review,
    Source,
    Span,
    Toll,
    When,
    content_id,
    sha256_of_text,
)
from tests.bare import bare_account, bare_claim, bare_report

OBSERVATORY = Source(id="sohr", name="Syrian Observatory for Human Rights", kind="ngo")


def make_reading(
    number: int = 1,
    *,
    town: str = "Saraqib",
    day: str = "2016-08-01",
    killed: int = 5,
    publisher: str = "Levant Wire",
    uri: str | None = None,
    captured_at: str | None = "2026-01-01T00:00:00Z",
    reader: str = "rules@1",
) -> Reading:
    """A report of one attack with one claim, one figure and one account; ``number`` tells it from the others."""
    headline = f"Shells hit {town}, dispatch {number}"
    said = f"Rebels shelled {town}, killing {killed} soldiers"
    text = f"{headline}\n{said}, the observatory said."
    report = bare_report(text, day, publisher=publisher, uri=uri, captured_at=captured_at)

    def words(exact: str) -> Span:
        return Span.of(text, text.index(exact, len(headline)), text.index(exact, len(headline)) + len(exact))

    rebels = Actor(
        id="syrian-rebels", name="Syrian rebels", kind="rebel", country="SY", text="Rebels", span=words("Rebels")
    )
    place = Place(
        text=town,
        span=words(town),
        name=town,
        geonameid=172408,
        feature_code="PPL",
        admin1="Idlib",
        country="SY",
        latitude=35.8643,
        longitude=36.8031,
        precision=1,
    )
    when = When(text="", span=None, start=day, end=day, precision=1)
    event = Event(
        type="Explosions/Remote violence",
        sub_type="Shelling/artillery/missile attack",
        weapon="shell",
        trigger=words("shelled"),
    )
    figure = Figure(
        harm="killed",
        group="side_b",
        who=None,
        subgroup=None,
        minimum=killed,
        maximum=killed,
        qualifier="exact",
        verbatim=str(killed),
        span=words(f"{killed} soldiers"),
    )
    told = {"event": event, "perpetrators": (rebels,), "responsibility": "accused", "place": place, "when": when}
    claim = bare_claim(
        report,
        words(said),
        id=content_id("claim", report.id, said),
        said_by=(OBSERVATORY,),
        source=words("the observatory"),
        cue=words("said"),
        quote="indirect",
        figures=(figure,),
        reader=reader,
        **told,
    )
    figures = (AccountFigure(**figure.model_dump(), claim=claim.id, said_by=(OBSERVATORY,), main_toll=True),)
    account = bare_account(report, claim, said_by=(OBSERVATORY,), figures=figures, **told)
    return Reading(report=report, claims=(claim,), accounts=(account,))


def incident_id(account: Account) -> str:
    """The id that ``link_apart`` gives to the incident of ``account``."""
    digits = sha256_of_text(account.id)
    return "-".join(digits[start : start + 4] for start in (0, 4, 8))


def link_apart(readings: Iterable[Reading], reviews: Iterable[Review] = ()) -> tuple[Incident, ...]:
    """One incident an account; an accepted or rejected one says so. Enough of a linker to test a ledger with."""
    reviews = list(reviews)
    undone = {review.undoes for review in reviews}
    incidents = []
    for reading in readings:
        for account in reading.accounts:
            shaping = [review for review in reviews if account.id in review.accounts and review.id not in undone]
            rejected = any(review.action == "reject" for review in shaping)
            figure = account.figures[0]
            incidents.append(
                Incident(
                    id=incident_id(account),
                    title=f"{figure.minimum} killed in shelling in {account.place.name}",
                    accounts=(account,),
                    event=account.event,
                    type_of_violence="state-based",
                    side_a=None,
                    side_b=account.perpetrators[0],
                    place=account.place,
                    when=account.when,
                    responsibility=(),
                    tolls=(
                        Toll(
                            harm="killed",
                            group="side_b",
                            subgroup=None,
                            low=figure.minimum,
                            best=figure.minimum,
                            high=figure.maximum,
                            method="range/1",
                            used=(figure.claim,),
                            left_out=(),
                            independent_sources=1,
                        ),
                    ),
                    disputes=(),
                    grading="discounted" if rejected else "weak",
                    independent_sources=1,
                    founded_by=account.id,
                    reviewed_by=tuple(review.id for review in shaping),
                )
            )
    return tuple(sorted(incidents, key=lambda incident: incident.id))

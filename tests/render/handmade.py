"""Readings made by hand for the tests of what is shown: a report, and claims given as the words they rest on."""

from typing import Any

from reportedly.model import (
    EVENT_TYPE_OF,
    AccountFigure,
    Actor,
    Attack,
    Claim,
    Event,
    Figure,
    Part,
    Place,
    Published,
    Reading,
    Report,
    Source,
    Span,
    When,
    content_id,
)
from tests.bare import bare_account, bare_claim, bare_report

TEXT = """Shells kill 28 in Aleppo

By Ruth Amsel

Rockets killed at least 28 civilians in Hamdaniya on Monday, the Observatory said.

Its head, Rami Abdel Rahman, said "six were children".

A rebel spokesman denied that his men had fired."""

OBSERVATORY = Source(id="ngo.sohr", name="Syrian Observatory for Human Rights", kind="ngo")
HEAD = Source(id="person.rami", name="Rami Abdel Rahman", kind="ngo")
REBEL = Source(id=None, name="a rebel spokesman", kind="party")


def span(text: str, exact: str) -> Span:
    start = text.index(exact)
    return Span.of(text, start, start + len(exact))


def report(text: str = TEXT, **changes: Any) -> Report:
    values: dict[str, Any] = {
        "id": Report.identify(text, None, None),
        "uri": "file:///reports/aleppo.txt",
        "publisher": "Meridian News",
        "published": Published(date="2016-08-01", precision="day", basis="dateline"),
        "sha256": None,
    }
    return bare_report(text, **(values | changes))


def claim(of: Report, content: str, **changes: Any) -> Claim:
    words = span(of.text, content)
    return bare_claim(of, words, **({"id": content_id("claim", of.id, words.start, words.end)} | changes))


def figure(of: Report, verbatim: str, **changes: Any) -> Figure:
    values: dict[str, Any] = {
        "harm": "killed",
        "group": "unknown",
        "who": None,
        "subgroup": None,
        "minimum": None,
        "maximum": None,
        "qualifier": "exact",
        "verbatim": verbatim,
        "span": span(of.text, verbatim),
    }
    return Figure(**(values | changes))


def aleppo() -> Reading:
    of = report()
    shelling = Event(
        type=EVENT_TYPE_OF["Shelling/artillery/missile attack"],
        sub_type="Shelling/artillery/missile attack",
        weapon="rocket",
        trigger=span(of.text, "Rockets"),
    )
    hamdaniya = Place(
        text="Hamdaniya", span=span(of.text, "Hamdaniya"), name="Hamdaniya", admin1="Aleppo", country="SY", precision=1
    )
    monday = When(text="Monday", span=span(of.text, "Monday"), start="2016-08-01", end="2016-08-01", precision=1)
    rebels = Actor(id=None, name="rebels", kind="rebel", text="his men", span=span(of.text, "his men"))
    toll = figure(of, "at least 28 civilians", group="civilians", minimum=28, qualifier="at_least")
    children = figure(of, "six were children", subgroup="children", minimum=6, maximum=6)
    claims = (
        claim(of, "Shells kill 28 in Aleppo", figures=(figure(of, "28", minimum=28, maximum=28),)),
        claim(
            of,
            "Rockets killed at least 28 civilians in Hamdaniya on Monday",
            said_by=(OBSERVATORY,),
            source=span(of.text, "the Observatory"),
            cue=span(of.text, "said"),
            quote="indirect",
            event=shelling,
            place=hamdaniya,
            when=monday,
            figures=(toll,),
        ),
        claim(
            of,
            "six were children",
            said_by=(HEAD, OBSERVATORY),
            source=span(of.text, "Rami Abdel Rahman"),
            quote="direct",
            figures=(children,),
        ),
        claim(
            of,
            "his men had fired",
            said_by=(REBEL,),
            source=span(of.text, "A rebel spokesman"),
            cue=span(of.text, "denied"),
            quote="indirect",
            factuality="CT-",
            perpetrators=(rebels,),
            responsibility="denied",
        ),
    )
    main = bare_account(
        of,
        *claims,
        event=shelling,
        place=hamdaniya,
        when=monday,
        figures=(
            AccountFigure(**dict(toll), claim=claims[1].id, said_by=(OBSERVATORY,), main_toll=True),
            AccountFigure(**dict(children), claim=claims[2].id, said_by=(HEAD, OBSERVATORY)),
        ),
    )
    return Reading(report=of, claims=claims, accounts=(main,))


def aleppo_learned() -> Reading:
    """The same with what a learned reader might find in it."""
    reading = aleppo()
    fighters = span(reading.report.text, "his men")
    part = Part(role="perpetrator", probability=0.614, text=fighters.exact, span=fighters)
    bombing = Attack(kind="bombing", probability=0.938, parts=(part,))
    return reading.model_copy(update={"attacks": (bombing,)})

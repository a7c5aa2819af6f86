"""An incident with its report and claim, made for the tests of the exports."""

from reportedly.model import (
    Account,
    AccountFigure,
    Actor,
    Attributed,
    Claim,
    Event,
    Figure,
    Incident,
    Place,
    Published,
    Report,
    Source,
    Span,
    Thing,
    Toll,
    Victim,
    When,
    sha256_of_text,
)

TEXT = "Shells hit Saraqib\nRebels shelled Saraqib on Monday, killing dozens, the observatory said."
OBSERVATORY = Source(id="sohr", name="Syrian Observatory for Human Rights", kind="ngo")
REBELS = Actor(id="syrian-rebels", name="Syrian rebels", kind="rebel", country="SY", text="Rebels")
ARMY = Actor(id="sy-army", name="Syrian army", kind="state", country="SY", text="the army")
RUSSIA = Actor(id="ru-forces", name="Russian forces", kind="state", country="RU", text="Russian jets")
CIVILIANS = Actor(id=None, name="civilians", kind="civilians", text="residents")
SARAQIB = Place(
    text="Saraqeb",
    span=None,
    name="Saraqib",
    geonameid=172408,
    feature_code="PPL",
    admin1="Idlib",
    country="SY",
    latitude=35.8643,
    longitude=36.8031,
    precision=1,
)
SHELLING = Event(
    type="Explosions/Remote violence",
    sub_type="Shelling/artillery/missile attack",
    weapon="shell",
    trigger=Span.of(TEXT, 26, 33),
)
REPORT = Report(
    id="report-1",
    uri="https://news.example/saraqib",
    publisher="Levant Wire",
    headline="Shells hit Saraqib",
    standfirst=None,
    by="Nour Haddad",
    language="en",
    published=Published(date="2016-08-01", precision="day", basis="metadata"),
    captured_at="2016-08-02T00:00:00Z",
    media_type="text/html",
    sha256=None,
    text_sha256=sha256_of_text(TEXT),
    text=TEXT,
)
DOZENS = Figure(
    harm="killed",
    group="unknown",
    who=None,
    subgroup=None,
    minimum=24,
    maximum=None,
    qualifier="vague",
    verbatim="dozens",
    span=Span.of(TEXT, 60, 66),
)
CLAIM = Claim(
    id="claim-1",
    report="report-1",
    said_by=(OBSERVATORY,),
    source=None,
    cue=None,
    content=(Span.of(TEXT, 19, 66),),
    quote="indirect",
    factuality="CT+",
    stage="accomplished",
    event=SHELLING,
    perpetrators=(REBELS,),
    responsibility="accused",
    targets=(),
    place=SARAQIB,
    when=None,
    figures=(DOZENS,),
    stance=None,
    reader="rules@1",
)
ACCOUNT = Account(
    id="account-1",
    report="report-1",
    role="main",
    claims=("claim-1",),
    event=SHELLING,
    perpetrators=(REBELS,),
    responsibility="accused",
    said_by=(OBSERVATORY,),
    place=SARAQIB,
    when=None,
    figures=(AccountFigure(**DOZENS.model_dump(), claim="claim-1", said_by=(OBSERVATORY,), main_toll=True),),
    disputes=(),
)
CLINIC = Thing(kind="medical", text="field clinic", span=Span.of(TEXT, 0, 6))
TOLD_OF = ACCOUNT.model_copy(
    update={
        "objects": (CLINIC, CLINIC.model_copy(update={"text": "Field clinic"})),
        "victims": tuple(
            Victim(name=name, harm=harm, span=Span.of(TEXT, 0, 6))
            for name, harm in (("Samir Khoury", None), ("Samir Khoury", "killed"), ("Lina Aziz", None))
        ),
    }
)
"""An account that names a thing that was hit and two people."""
REPORTS = {REPORT.id: REPORT}
CLAIMS = {CLAIM.id: CLAIM}


def days(start: str, end: str | None = None, precision: int = 1) -> When:
    """From ``start`` to ``end``, both inclusive."""
    return When(text="", span=None, start=start, end=end or start, precision=precision)


def toll(
    best: int | None,
    *,
    group: str = "all",
    harm: str = "killed",
    subgroup: str | None = None,
    low: int | None = None,
    high: int | None = None,
    used: tuple[str, ...] = (),
) -> Toll:
    """A toll; ``low`` and ``high`` are ``best`` where they are not given."""
    return Toll(
        harm=harm,
        group=group,
        subgroup=subgroup,
        low=best if low is None else low,
        best=best,
        high=best if high is None else high,
        method="range/1",
        used=used,
        left_out=(),
        independent_sources=1,
    )


def accused(actor: Actor) -> Attributed:
    """``actor`` accused by the observatory."""
    return Attributed(actor=actor, how="accused", said_by=(OBSERVATORY,), claims=("claim-1",))


def incident(**changes: object) -> Incident:
    """The shelling of Saraqib on 1 August 2016, with ``changes``."""
    return Incident(
        **{
            "id": "lusabi-babado-guvipa",
            "title": "A shelling in Saraqib (Idlib) on 1 August 2016 reportedly killed 5 people.",
            "accounts": (ACCOUNT,),
            "event": SHELLING,
            "type_of_violence": "state-based",
            "side_a": REBELS,
            "side_b": ARMY,
            "place": SARAQIB,
            "when": days("2016-08-01"),
            "responsibility": (accused(REBELS),),
            "tolls": (toll(5),),
            "disputes": (),
            "grading": "weak",
            "independent_sources": 1,
            **changes,
        }
    )

"""Three reports made for the tests of the desk: a market is shelled, the toll rises, and something else elsewhere."""

import hmac
import time
from base64 import b32decode

from reportedly.model import (
    EVENT_TYPE_OF,
    AccountFigure,
    Actor,
    Claim,
    Dispute,
    Event,
    Figure,
    Place,
    Reading,
    Source,
    Span,
    When,
    content_id,
)
from tests.bare import bare_account, bare_claim, bare_report

PASSWORD = "a quiet harbour at dawn"  # noqa: S105  (nobody's)

COUNCIL = Source(id=None, name="town council", kind="official")
ARMY_SPEAKS = Source(id="syria-army", name="Syrian army", kind="party", actor="syria-army")
DOCTOR = Source(id=None, name="doctor", kind="medical")
ARMY = Actor(id="syria-army", name="Syrian army", kind="state", country="SY", text="the army")

SHELLING = """Shells strike a market in Saraqib
Shells struck the market of Saraqib on Monday, killing 5 civilians, and the army had fired them, the town council said.
The army denied that it had fired on the market.
Twelve people were wounded, a doctor said. <script>document.title = "taken over"</script>
قال ناشطون إن السوق كان مكتظا وإن القذائف سقطت عند الظهر.
"""
RISEN = """Toll of the market in Saraqib rises
The number of civilians killed in the market of Saraqib on Monday has risen to 9, the town council said on Wednesday.
"""
ELSEWHERE = """Rocket hits a bakery in Homs
A rocket hit a bakery in Homs on Friday and killed 2 civilians, a doctor said.
"""
TOWNS = {"Saraqib": (172408, 35.864, 36.806, "Idlib"), "Homs": (169577, 34.727, 36.723, "Homs")}


class Writer:
    """Makes the reading of one report, claim by claim."""

    def __init__(self, text: str, published: str, publisher: str, town: str, day: str) -> None:
        self.text, (number, latitude, longitude, province) = text, TOWNS[town]
        self.report = bare_report(text, published, publisher=publisher)
        self.place = Place(
            text=town, span=None, name=town, geonameid=number, feature_code="PPL", admin1=province, country="SY",
            latitude=latitude, longitude=longitude, precision=1,
        )  # fmt: skip
        self.when = When(text="on Monday", span=None, start=day, end=day, precision=1)
        self.claims: list[Claim] = []

    def words(self, exact: str) -> Span:
        start = self.text.rindex(exact)
        return Span.of(self.text, start, start + len(exact))

    def figure(self, harm: str, words: str, number: int, group: str = "civilians") -> Figure:
        return Figure(
            harm=harm, group=group, who=None, subgroup=None, minimum=number, maximum=number, qualifier="exact",
            verbatim=words, span=self.words(words),
        )  # fmt: skip

    def claim(
        self, content: str, source: Source, source_words: str, cue: str, *, figures=(), factuality="CT+", doers=(),
        responsibility="unknown", trigger=None,
    ) -> Claim:  # fmt: skip
        sub_type = "Shelling/artillery/missile attack"
        event = Event(type=EVENT_TYPE_OF[sub_type], sub_type=sub_type, weapon=None, trigger=self.words(trigger or cue))
        made = bare_claim(
            self.report,
            self.words(content),
            id=content_id("claim", self.report.id, content),
            said_by=(source,),
            source=self.words(source_words),
            cue=self.words(cue),
            quote="indirect",
            factuality=factuality,
            event=event if trigger else None,
            perpetrators=tuple(doers),
            responsibility=responsibility,
            place=self.place,
            when=self.when,
            figures=tuple(figures),
        )
        self.claims.append(made)
        return made

    def reading(self, disputes: tuple[Dispute, ...] = ()) -> Reading:
        main = self.claims[0]
        figures = tuple(
            AccountFigure(**dict(figure), claim=claim.id, said_by=claim.said_by, main_toll=claim is main)
            for claim in self.claims
            for figure in claim.figures
        )
        account = bare_account(
            self.report,
            *self.claims,
            event=main.event,
            perpetrators=main.perpetrators,
            responsibility=main.responsibility,
            said_by=main.said_by,
            place=self.place,
            when=self.when,
            figures=figures,
            disputes=disputes,
        )
        return Reading(report=self.report, claims=tuple(self.claims), accounts=(account,))


def _shelling() -> Reading:
    writer = Writer(SHELLING, "2016-08-01", "Harbour Courier", "Saraqib", "2016-08-01")
    accused = writer.claim(
        "Shells struck the market of Saraqib on Monday, killing 5 civilians, and the army had fired them",
        COUNCIL, "the town council", "council said", trigger="struck", doers=(ARMY,), responsibility="accused",
        figures=(writer.figure("killed", "5 civilians", 5),),
    )  # fmt: skip
    denied = writer.claim(
        "that it had fired on the market", ARMY_SPEAKS, "The army", "denied", trigger="fired", doers=(ARMY,),
        responsibility="denied", factuality="CT-",
    )  # fmt: skip
    writer.claim(
        "Twelve people were wounded", DOCTOR, "a doctor", "doctor said",
        figures=(writer.figure("injured", "Twelve people", 12, "unknown"),),
    )  # fmt: skip
    return writer.reading((Dispute(about="responsibility", claims=(accused.id, denied.id)),))


def _risen() -> Reading:
    writer = Writer(RISEN, "2016-08-03", "Levant Wire", "Saraqib", "2016-08-01")
    writer.claim(
        "The number of civilians killed in the market of Saraqib on Monday has risen to 9", COUNCIL,
        "the town council", "council said", trigger="killed", figures=(writer.figure("killed", "9", 9),),
    )  # fmt: skip
    return writer.reading()


def _elsewhere() -> Reading:
    writer = Writer(ELSEWHERE, "2016-08-06", "Levant Wire", "Homs", "2016-08-05")
    writer.claim(
        "A rocket hit a bakery in Homs on Friday and killed 2 civilians", DOCTOR, "a doctor", "doctor said",
        trigger="hit", figures=(writer.figure("killed", "2 civilians", 2),),
    )  # fmt: skip
    return writer.reading()


FIRST, SECOND, OTHER = READINGS = (_shelling(), _risen(), _elsewhere())


def code_of(secret: str) -> str:
    """What an authenticator app shows for a secret (RFC 6238), with a few seconds left to type it in."""
    if (left := 30 - time.time() % 30) < 5:
        time.sleep(left)
    made = hmac.digest(b32decode(secret.replace(" ", "")), int(time.time() // 30).to_bytes(8), "sha1")
    at = made[-1] & 15
    return f"{(int.from_bytes(made[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def client(**options: bool):
    """A browser without scripts, on this machine."""
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1", **options)

"""The form that corrects a claim, or adds one: a claim's fields as a person writes them, and back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from reportedly.knowledge.gazetteer import open_gazetteer
from reportedly.model import EVENT_TYPE_OF, Actor, Claim, Event, Figure, Place, Report, Source, Span, When, content_id
from reportedly.render import words

READER = "person@1"
"""What stands as the reader of a claim that a person found."""
SPARE_FIGURES = 1
EXACT_DAY, SEVERAL_DAYS = 1, 2
KINDS = {
    "media": "media",
    "official": "official",
    "party": "party to the conflict",
    "ngo": "monitor or other NGO",
    "un": "United Nations",
    "medical": "medics",
    "witness": "witnesses",
    "social": "social media",
    "unnamed": "not named",
}
GROUPS = {"unknown": "not said", "all": "all", "civilians": "civilians", "side_a": "side A", "side_b": "side B"}
SUBGROUPS = ("children", "women", "men", "medics", "journalists")
HARMS = ("killed", "injured", "missing", "abducted", "detained", "displaced", "casualties")
HOW = {"unknown": "not said", "fact": "said as fact", "accused": "accused", "claimed": "claimed", "denied": "denied"}


def _sub_types() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for sub_type, kind in EVENT_TYPE_OF.items():
        groups.setdefault(kind, []).append((sub_type, sub_type))
    return [("", "not said"), *groups.items()]


def _optional(values: Any) -> list[tuple[str, str]]:
    return [("", "not said"), *((value, value) for value in values)]


class FigureForm(forms.Form):
    """One number of people harmed. Without any number it is none."""

    harm = forms.ChoiceField(choices=[(harm, harm) for harm in HARMS])
    minimum = forms.IntegerField(label="At least", min_value=0, required=False)
    maximum = forms.IntegerField(label="At most", min_value=0, required=False)
    group = forms.ChoiceField(label="Of whom", choices=list(GROUPS.items()))
    subgroup = forms.ChoiceField(label="Among them", choices=_optional(SUBGROUPS), required=False)

    def clean(self) -> dict[str, Any]:
        """The bounds must not cross."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", "At most must not be less than at least.")
        return cleaned


FigureForms = forms.formset_factory(FigureForm, extra=SPARE_FIGURES)


class ClaimForm(forms.Form):
    """A claim's fields, as far as a person may change them. Names of several are set apart by semicolons."""

    said_by = forms.CharField(
        label="Who says it",
        required=False,
        help_text="Most direct first, semicolons between. Empty: the report itself.",
    )
    kind = forms.ChoiceField(label="What kind of source", choices=list(KINDS.items()))
    factuality = forms.ChoiceField(label="How sure", choices=list(words.SURENESS.items()))
    stage = forms.ChoiceField(
        label="Did it come to it", choices=[(s, s) for s in ("accomplished", "attempted", "planned", "threatened")]
    )
    sub_type = forms.ChoiceField(label="What happened", choices=_sub_types, required=False)
    perpetrators = forms.CharField(label="Who did it", required=False, help_text="Semicolons between.")
    responsibility = forms.ChoiceField(label="How that is said", choices=list(HOW.items()))
    place = forms.CharField(label="Where", required=False)
    start = forms.DateField(label="From day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label="To day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="Why", required=False, help_text="For those who read it later.")

    def clean(self) -> dict[str, Any]:
        """The days must be in order."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", "The last day must not be before the first.")
        return cleaned


def initial(claim: Claim) -> dict[str, Any]:
    """A claim as the form shows it."""
    return {
        "said_by": "; ".join(source.name for source in claim.said_by),
        "kind": claim.said_by[0].kind if claim.said_by else "media",
        "factuality": claim.factuality,
        "stage": claim.stage,
        "sub_type": claim.event.sub_type if claim.event else "",
        "perpetrators": "; ".join(actor.name for actor in claim.perpetrators),
        "responsibility": claim.responsibility,
        "place": (claim.place.name or claim.place.text) if claim.place else "",
        "start": claim.when.start if claim.when else None,
        "end": claim.when.end if claim.when else None,
    }


def initial_figures(claim: Claim) -> list[dict[str, Any]]:
    """A claim's figures as the forms show them."""
    shown = ("harm", "group", "subgroup", "minimum", "maximum")
    return [{name: getattr(figure, name) for name in shown} for figure in claim.figures]


def changes(claim: Claim, form: ClaimForm, figures: Any) -> dict[str, Any]:
    """What the person changed: the JSON of those fields of the claim that come out otherwise than they were."""
    wanted = _fields(claim, form.cleaned_data, figures, initial(claim))
    plain = claim.model_dump(mode="json")
    return {name: value for name, value in wanted.items() if value != plain[name]}


def new_claim(report: Report, span: Span, form: ClaimForm, figures: Any) -> Claim:
    """The claim that a person found in the words ``span`` of ``report``."""
    blank = Claim(
        id=content_id("claim", report.id, READER, span.start, span.end),
        report=report.id,
        said_by=(),
        source=None,
        cue=None,
        content=(span,),
        quote="none",
        factuality="CT+",
        stage="accomplished",
        event=None,
        perpetrators=(),
        responsibility="unknown",
        targets=(),
        place=None,
        when=None,
        figures=(),
        stance=None,
        reader=READER,
    )
    fields = _fields(blank, form.cleaned_data, figures, initial(blank))
    return Claim.model_validate({**blank.model_dump(mode="json"), **fields})


def _fields(claim: Claim, said: Mapping[str, Any], figures: Any, before: Mapping[str, Any]) -> dict[str, Any]:
    anchor = claim.content[0]
    fields = {
        "said_by": [_source(name, said["kind"], claim) for name in _names(said["said_by"])],
        "factuality": said["factuality"],
        "stage": said["stage"],
        "event": _event(said["sub_type"], claim, anchor),
        "perpetrators": [_actor(name, claim) for name in _names(said["perpetrators"])],
        "responsibility": said["responsibility"],
        "place": claim.place if said["place"] == before["place"] else _place(said["place"], claim.place),
        "when": claim.when if _days(said) == _days(before) else _when(said),
        "figures": [
            made
            for position, form in enumerate(figures.forms)
            if (made := _figure(position, form.cleaned_data, claim, anchor)) is not None
        ],
    }
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _source(name: str, kind: Any, claim: Claim) -> Source:
    known = next((source for source in claim.said_by if source.name == name), None)
    if known is not None:
        first = claim.said_by[0].name == name
        return known.model_copy(update={"kind": kind}) if first and known.id is None else known
    return Source(id=None, name=name, kind=kind)


def _actor(name: str, claim: Claim) -> Actor:
    known = next((actor for actor in claim.perpetrators if actor.name == name), None)
    return known or Actor(id=None, name=name, kind="unknown", text=name)


def _event(sub_type: str, claim: Claim, anchor: Span) -> Event | None:
    if not sub_type:
        return None
    if claim.event is not None and claim.event.sub_type == sub_type:
        return claim.event
    trigger = claim.event.trigger if claim.event else anchor
    return Event(type=EVENT_TYPE_OF[sub_type], sub_type=sub_type, weapon=None, trigger=trigger)


def _place(name: str, before: Place | None) -> Place | None:
    """The place of that name that the gazetteer knows, in the country of the one before if there is one there, else
    the most populous; a name alone where it knows none.
    """
    if not name:
        return None
    gazetteer = open_gazetteer()
    found = gazetteer.find(name)
    if not found:
        return Place(text=name, span=None, name=name)
    near = (match.entry for match in found if before is not None and match.entry.country == before.country)
    return gazetteer.place(next(near, found[0].entry), name)


def _days(said: Mapping[str, Any]) -> tuple[str | None, str | None]:
    start, end = (str(said[name]) if said[name] else None for name in ("start", "end"))
    return start, end


def _when(said: Mapping[str, Any]) -> When | None:
    start, end = _days(said)
    start, end = start or end, end or start
    if start is None:
        return None
    return When(
        text=start if start == end else f"{start} to {end}",
        span=None,
        start=start,
        end=end,
        precision=EXACT_DAY if start == end else SEVERAL_DAYS,
    )


def _figure(position: int, said: Mapping[str, Any], claim: Claim, anchor: Span) -> Figure | None:
    low, high = said.get("minimum"), said.get("maximum")
    if low is None and high is None:
        # Words such as "dozens of" may hold no number at all; only a person's own change takes one out.
        old = claim.figures[position] if position < len(claim.figures) else None
        return old if old is not None and old.minimum is None and old.maximum is None else None
    old = claim.figures[position] if position < len(claim.figures) else None
    chosen = {
        "harm": said["harm"],
        "group": said["group"],
        "subgroup": said["subgroup"] or None,
        "minimum": low,
        "maximum": high,
    }
    if old is not None:
        if all(getattr(old, name) == value for name, value in chosen.items()):
            return old
        return Figure.model_validate({**old.model_dump(), **chosen, "qualifier": _qualifier(low, high)})
    return Figure(**chosen, who=None, qualifier=_qualifier(low, high), verbatim=anchor.exact, span=anchor)


def _qualifier(low: int | None, high: int | None) -> Any:
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    return "exact" if low == high else "about"

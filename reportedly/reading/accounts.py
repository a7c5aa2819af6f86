"""Accounts: the claims of one report grouped by the event that they speak of, with what they amount to."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from spacy.tokens import Doc

from reportedly.knowledge.geography import LOCALITY
from reportedly.knowledge.lexicon import load_lexicon
from reportedly.knowledge.place_words import place_words
from reportedly.model import Account, Claim, Event, Place, Report, When, content_id
from reportedly.model.account import Role
from reportedly.model.figure import Harm
from reportedly.reading.claims import Found
from reportedly.reading.disputes import disputes_of
from reportedly.reading.doc import PlaceMention
from reportedly.reading.events import BARE
from reportedly.reading.grouping import group
from reportedly.reading.members import BESIDE_KILLING, Draft, Member, is_of_any_kind, kind_of, provinces_of_headline
from reportedly.reading.parties import country_of_report
from reportedly.reading.responsibility import who_did_it
from reportedly.reading.setting import is_origin, stands_for_people
from reportedly.reading.struck import distinct_things, distinct_victims
from reportedly.reading.tolls import figures_of

_LOCAL_BODIES = frozenset(load_lexicon("discourse")["local_bodies"])

BACKGROUND_AFTER = timedelta(days=10)
"""An event that ended this long before publication is background beside newer ones."""


def accounts_of(doc: Doc, found: Sequence[Found]) -> tuple[list[Account], list[Claim]]:
    """The accounts of a report, main one first, and its claims."""
    report: Report = doc._.report
    drafts = group(doc, found)
    main = _main(doc, drafts)
    accounts = [_account(doc, report, draft, _role(report, draft, main)) for draft in drafts]
    accounts = [_dated_by_its_parts(account, accounts) for account in accounts]
    order = {"main": 0, "also": 1, "background": 2}
    accounts.sort(key=lambda account: order[account.role])
    return accounts, [one.claim for one in found]


def _main(doc: Doc, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the headline speaks of; without one, the first that the body tells."""
    current = [draft for draft in drafts if not draft.cumulative_only and not draft.is_remembered]
    for draft in current:
        if draft.in_headline:
            return draft
    return current[0] if current else None


def _role(report: Report, draft: Draft, main: Draft | None) -> Role:
    if draft is main:
        return "main"
    if draft.cumulative_only or draft.told_as_past:
        return "background"
    published = report.published
    ends = [one.claim.when.end for one in draft.found if one.claim.when and one.claim.when.end]
    if published is None or published.precision != "day" or not ends:
        return "also"
    age = date.fromisoformat(published.date) - date.fromisoformat(max(ends))
    return "background" if age > BACKGROUND_AFTER else "also"


def _account(doc: Doc, report: Report, draft: Draft, role: Role) -> Account:
    claims = [one.claim for one in draft.found]
    event = _event(draft)
    doer = who_did_it(draft, event)
    own = [one.claim for one in draft.found if not one.apart] or claims
    told = [claim for claim in own if not claim.factuality.endswith("-")]
    account = Account(
        id="",
        report=report.id,
        role=role,
        claims=tuple(claim.id for claim in claims),
        event=event,
        perpetrators=doer.perpetrators,
        responsibility=doer.responsibility,
        said_by=doer.said_by,
        targets=next((claim.targets for claim in own if claim.targets), ()),
        objects=distinct_things(thing for claim in told for thing in claim.objects),
        victims=distinct_victims(victim for claim in told for victim in claim.victims),
        place=_place(doc, draft, event),
        when=_when(doc, draft, event),
        figures=figures_of(doc, draft),
        disputes=disputes_of(claims, _of_some(draft)),
    )
    return account.model_copy(update={"id": content_id("account", report.id, sorted(account.claims))})


def _of_some(draft: Draft) -> frozenset[int]:
    """Where the figures of ``draft`` begin that are of some of the people only, or of one: they dispute no toll."""
    told = [mention for one in draft.found for mention in one.proposition.figures]
    return frozenset(
        one.figure.span.start for one in told if one.part or one.persons or one.single or one.listed is not None
    )


def _event(draft: Draft) -> Event | None:
    """What the headline says happened, else the lead, else the standfirst, as exactly as they say it.

    The lead may type the headline's event more exactly ("blast" in the one, "suicide bomber" in the other). Where they
    only say that people were harmed, the sentences after them that tell of the same people say how.
    """
    telling = draft.telling
    first = next((one.sentence for one in draft.body), None)
    headline = _most_exact([one for one in telling if one.section == "headline"])
    lead = _most_exact([one for one in draft.body if one.sentence == first])
    standfirst = _most_exact([one for one in telling if one.section == "standfirst"])
    if headline is not None and lead is not None and lead[0] > headline[0] and _is_of_one_kind(headline, lead):
        headline = lead
    opening = [found for found in (headline, lead, standfirst) if found is not None]
    exact = next((event for rank, event in opening if rank > BARE and not is_of_any_kind(event)), None)
    if exact is not None:
        return exact
    killing = _of_what_killed(telling)
    rest = _most_exact(killing)
    if rest is not None and (not opening or max(rank for rank, _ in opening) < BARE):
        return rest[1]
    means = next((one.claim.event for one in killing if one.exact_kind and _is_means(one)), None)
    if means is not None:
        return means
    return max(opening, key=lambda found: found[0])[1] if opening else None


def _of_what_killed(telling: Sequence[Member]) -> list[Member]:
    """``telling`` without what only goes along with killing, where people are told to have been killed otherwise."""
    killing = [one for one in telling if any(figure.harm == "killed" for figure in one.claim.figures)]
    apart = [one for one in telling if one.claim.event is not None and one.claim.event.sub_type in BESIDE_KILLING]
    return [one for one in telling if one not in apart or one in killing] if killing else list(telling)


def _is_means(member: Member) -> bool:
    """Whether shells, bombs or gas killed the people told of: told later, that is what "a massacre" was."""
    event = member.claim.event
    if event is None or event.type != "Explosions/Remote violence":
        return False
    return member.points_back or any(figure.harm == "killed" for figure in member.claim.figures)


def _is_of_one_kind(headline: tuple[int, Event], lead: tuple[int, Event]) -> bool:
    """Whether the lead may stand for the headline: its word is of the same family, or the headline's is a vague one."""
    return headline[0] <= VAGUE or kind_of(headline[1].sub_type) == kind_of(lead[1].sub_type)


VAGUE = 60
"""Up to this rank a headline's word ("bombing", "battle") gives way to a more exact one in the lead."""


def _most_exact(members: Sequence[Member]) -> tuple[int, Event] | None:
    """The event whose words type it most exactly, with their rank; the first of equals."""
    events = [(one.rank, -i, one.claim.event) for i, one in enumerate(members) if one.claim.event is not None]
    if not events:
        return None
    rank, _, event = max(events, key=lambda row: row[:2])
    return rank, event


def _place(doc: Doc, draft: Draft, event: Event | None) -> Place | None:
    """The first exact place that the body tells, else the headline's, else the first that names a province or country.

    Places told of the account's own kind of event come first, then those that lie where the headline says, then those
    of the country that the report is about ("Moscow said"). A place that the gazetteer does not know lies in the
    province that the account, or else the report, names.
    """
    told = [*draft.body, *(one for one in draft.found if one.in_headline)]
    told = [one for one in told if not _is_beside_violence(one, event)]
    places = [(_is_of_another(one, event), place) for one in told if (place := one.place) is not None]
    country = country_of_report(doc)
    at_home = [row for row in places if country is None or row[1].country in (country, None)] or places
    title = _provinces_told(doc, draft)
    _, chosen = min(at_home, key=lambda row: (_apart(row[1], title), row[0], _vagueness(row[1])), default=(False, None))
    chosen = _province_meant(chosen, draft) or chosen
    if chosen is None or _vagueness(chosen) > LOCALITY:
        speaking = _of_local_speakers(doc, told) if chosen is None or (chosen.precision or 0) >= COUNTRY else None
        return _told_in_passing(doc, draft, event) or speaking or chosen
    if chosen.geonameid is not None or chosen.feature_code is not None or chosen.admin1 is not None:
        return chosen
    there = [one for one in told if one.place == chosen]
    province = _province_of([place for _, place in at_home], doc, there, country)
    return _inside(chosen, province) if province is not None else chosen


def _province_meant(place: Place | None, draft: Draft) -> Place | None:
    """The province that the body names where the headline's bare name is that of its seat as well: "shot down over
    Idlib" is over Idlib province, if the report goes on to say so.
    """
    if place is None or any(one.place == place for one in draft.body):
        return None
    told = [one.place for one in draft.body if one.place is not None and one.place.feature_code == "ADM1"]
    return next((one for one in told if (one.name, one.country) == (place.admin1, place.country)), None)


def _is_of_another(member: Member, event: Event | None) -> bool:
    """Whether ``member`` tells exactly of another kind of event than ``event``: the accord reached after the raid."""
    own = member.claim.event
    if event is None or own is None or kind_of(own.sub_type) == kind_of(event.sub_type):
        return False
    if event.sub_type in BESIDE_KILLING:
        return member.exact_kind is not None
    return _is_beside_violence(member, event)


def _is_beside_violence(member: Member, event: Event | None) -> bool:
    """Whether ``member`` tells of an accord, a protest or an arrest where ``event`` is an attack or a battle."""
    own = member.claim.event
    if event is None or own is None or event.sub_type in BESIDE_KILLING:
        return False
    return own.sub_type in BESIDE_KILLING and not member.in_headline


def _told_in_passing(doc: Doc, draft: Draft, event: Event | None) -> Place | None:
    """The most exact place that an account's claims name in asides, where all that they name lie in one province."""
    members = [one for one in draft.found if not one.in_headline and not _is_of_another(one, event)]
    named = [mention for mention in _named(doc, members) if mention.place.admin1 is not None and not mention.dateline]
    if len({(mention.place.country, mention.place.admin1) for mention in named}) != 1:
        return None
    return min(named, key=lambda mention: (mention.away, mention.place.precision or COUNTRY)).place


def _of_local_speakers(doc: Doc, members: Sequence[Member]) -> Place | None:
    """The town of those who speak for a town of what befell it: "Saraqib's local council said nine were hurt"."""
    sources = [one.proposition.attribution.source for one in members if one.proposition.attribution is not None]
    for source in sources:
        if source is None or not any(token.lemma_.lower() in _LOCAL_BODIES for token in doc[source[0] : source[1]]):
            continue
        inside: list[PlaceMention] = [one for one in doc._.places if source[0] <= one.start < source[1]]
        town = next((one.place for one in inside if _vagueness(one.place) <= 1), None)
        if town is not None:
            return town
    return None


COUNTRY = 6
"""UCDP's where_prec of a country."""


def _named(doc: Doc, members: Sequence[Member]) -> list[PlaceMention]:
    """The places that the words of ``members`` name, in whatever clause."""
    ranges = [words for one in members for words in one.proposition.content]
    inside = [mention for mention in doc._.places if any(start <= mention.start < end for start, end in ranges)]
    return [mention for mention in inside if not (stands_for_people(doc, mention) or is_origin(doc, mention))]


def _province_of(places: Sequence[Place], doc: Doc, there: Sequence[Member], country: str | None) -> Place | None:
    """The place whose province an unknown one lies in: the first that its account names, or the only one that the
    report does, unless the words that tell of it, ``there``, name another country.
    """
    own = next((place for place in places if place.admin1 and (country is None or place.country == country)), None)
    if own is not None:
        return own
    if any(mention.place.country not in (country, None) for mention in _named(doc, there)):
        return None
    named = [mention.place for mention in doc._.places if mention.place.admin1]
    named = [place for place in named if country is None or place.country == country]
    provinces = {(place.country, place.admin1) for place in named}
    if len(provinces) > 1 and all(_is_quarter(one.place) for one in there):
        provinces = set(provinces_of_headline(doc))  # "the district of Salheen" is of the town that the report is about
    return next((place for place in named if {(place.country, place.admin1)} == provinces), None)


def _is_quarter(place: Place | None) -> bool:
    """Whether the words call it a part of a town: a district, a neighbourhood."""
    kinds = place_words().kind_of
    return place is not None and any(kinds.get(word) == "PPLX" for word in place.text.lower().split())


def _provinces_told(doc: Doc, draft: Draft) -> frozenset[tuple[str | None, str | None]]:
    """The provinces that the headline names, where the account is what it is about."""
    if not any(one.section == "headline" for one in draft.found):
        return frozenset()
    return provinces_of_headline(doc)


def _apart(place: Place | None, provinces: Collection[tuple[str | None, str | None]]) -> bool:
    """Whether ``place`` is known to lie in none of ``provinces``."""
    if place is None or place.admin1 is None:
        return False
    return bool(provinces) and (place.country, place.admin1) not in provinces


def _vagueness(place: Place) -> int:
    """0 for a place that the gazetteer knows, 1 for one it does not, then province, region, country."""
    if place.precision is None or place.precision <= LOCALITY:
        return 0 if place.admin1 is not None else 1
    return place.precision


def _inside(place: Place, province: Place) -> Place:
    """``place``, known to lie in the province of ``province``: UCDP's where_prec 4."""
    return place.model_copy(
        update={
            "admin1": province.admin1,
            "country": province.country,
            "latitude": province.latitude,
            "longitude": province.longitude,
            "precision": 4,
        }
    )


def _dated_by_its_parts(account: Account, accounts: Sequence[Account]) -> Account:
    """The main account, where it has no day, with those of the accounts of its kind that lie where it does.

    A headline that sums up several attacks gives no day; the attacks have theirs.
    """
    if account.role != "main" or (account.when is not None and account.when.start is not None):
        return account
    days = [one.when for one in accounts if one.role == "also" and one.when is not None and _is_part(account, one)]
    starts = [when.start for when in days if when.start is not None and when.precision == 1]
    if not starts:
        return account
    first, last = min(starts), max(starts)
    told = next(when for when in days if when.start == first)
    when = told.model_copy(update={"end": last, "precision": 1 if first == last else 2})
    return account.model_copy(update={"when": when}) if _within_a_week(told, when) else account


def _is_part(whole: Account, part: Account) -> bool:
    """Whether ``part`` may be one of the events that ``whole`` sums up: as many people or fewer, harmed alike."""
    if not part.figures or whole.event is None or part.event is None:
        return False
    alike = kind_of(whole.event.sub_type) == kind_of(part.event.sub_type)
    return alike and all(_most(part, harm) <= _most(whole, harm) for harm in {one.harm for one in part.figures})


def _most(account: Account, harm: Harm) -> int:
    """The greatest number of people that ``account`` says came to ``harm``; 0 where it gives none."""
    return max((one.minimum or one.maximum or 0 for one in account.figures if one.harm == harm), default=0)


def _when(doc: Doc, draft: Draft, event: Event | None) -> When | None:
    """The first time that the body tells and that could be resolved, else the headline's, else the first unresolved.

    A battle lasts: it is dated from the earliest day that the account gives it.
    """
    title = _provinces_told(doc, draft)
    members = [one for one in [*draft.body, *draft.headlines] if not _apart(one.claim.place, title)]
    members = [one for one in members if not _is_of_another(one, event)] or members
    times = [one.claim.when for one in members if one.claim.when is not None and (draft.told_as_past or not one.past)]
    resolved = [when for when in times if when.start is not None]
    if not resolved:
        return next(iter(times), None)
    if event is not None and event.type == "Battles" and _lasts(draft, event):
        days = [when for when in resolved if (when.precision or 5) <= 2 and _within_a_week(when, resolved[0])]
        return min(days, key=lambda when: when.start or "", default=resolved[0])
    return resolved[0]


def _lasts(draft: Draft, event: Event) -> bool:
    """Whether the event's word means fighting that goes on rather than one act ("shot down")."""
    return all(one.rank <= LASTING for one in draft.telling if one.claim.event == event)


LASTING = 45
"""Up to this rank the words for battles and captures mean something that may take days."""


def _within_a_week(one: When, other: When) -> bool:
    if one.start is None or other.start is None:
        return False
    return abs(date.fromisoformat(one.start) - date.fromisoformat(other.start)) <= timedelta(days=7)

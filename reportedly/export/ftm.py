"""FollowTheMoney entities, one a line: events, parties, people who are named, articles, and the links between them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from followthemoney import model
from followthemoney.proxy import EntityProxy

from reportedly.export.common import doers, reports_of, struck, things_hit, victims_named
from reportedly.export.files import opened
from reportedly.model import Actor, Attributed, Claim, Incident, Report, Victim, content_id
from reportedly.model.figure import Harm
from reportedly.model.overall import Range, overall

SCHEMA_OF_ACTOR = {"state": "PublicBody"}
"""A party's schema; every other party is an Organization. Civilians are nobody in particular and no entity."""


def write(
    incidents: Iterable[Incident], reports: Mapping[str, Report], claims: Mapping[str, Claim], out: Path | IO[Any]
) -> None:
    """Write ``incidents`` as FollowTheMoney entities to ``out``.

    Raises ``followthemoney.exc.InvalidData`` where an entity would not be valid.
    """
    seen: set[str] = set()
    with opened(out) as stream:
        for incident in incidents:
            for entity in _entities(incident, reports):
                if entity.id is not None and entity.id not in seen:
                    seen.add(entity.id)
                    entity.schema.validate({"properties": entity.properties})
                    json.dump(entity.to_dict(), stream, allow_nan=False)
                    stream.write("\n")


def _entities(incident: Incident, reports: Mapping[str, Report]) -> Iterator[EntityProxy]:
    parties = [actor for actor in (*doers(incident), *struck(incident)) if actor.kind != "civilians"]
    yield _event(incident, parties)
    yield from (_party(actor) for actor in parties)
    for attributed in incident.responsibility:
        if attributed.actor.kind != "civilians":
            yield _party(attributed.actor)
            yield _attribution(incident, attributed)
    for victim in victims_named(incident):
        yield _person(incident, victim)
        yield _victimhood(incident, victim)
    for report in reports_of(incident, reports):
        yield _article(report)
        yield _documentation(incident, report)


def _entity(schema: str, ref: str, **properties: Any) -> EntityProxy:
    entity = model.make_entity(schema)
    entity.id = ref
    for name, values in properties.items():
        entity.add(name, values)
    for required in entity.schema.required:
        if not entity.has(required):
            entity.add(required, ref or "unnamed")
    return entity


def _event(incident: Incident, parties: Iterable[Actor]) -> EntityProxy:
    place, when, event = incident.place, incident.when, incident.event
    return _entity(
        "Event",
        incident.id,
        name=incident.title,
        summary=[event.sub_type if event else None, _toll(incident)],
        description=f"Graded {incident.grading}; independent sources: {incident.independent_sources}",
        startDate=when.start if when else None,
        endDate=when.end if when else None,
        country=place.country if place else None,
        location=_location(incident),
        involved=[_party_id(actor) for actor in parties],
        recordId=incident.id,
        keywords=[event.type, event.weapon] if event else None,
        notes=[f"Hit: {thing.text}" for thing in things_hit(incident)],
    )


def _party(actor: Actor) -> EntityProxy:
    schema = SCHEMA_OF_ACTOR.get(actor.kind, "Organization")
    return _entity(schema, _party_id(actor), name=actor.name, country=actor.country)


def _party_id(actor: Actor) -> str:
    return content_id("party", actor.id or actor.name)


def _attribution(incident: Incident, attributed: Attributed) -> EntityProxy:
    said = ", ".join(source.name for source in attributed.said_by) or "the report itself"
    party = _party_id(attributed.actor)
    return _entity(
        "UnknownLink",
        content_id("link", incident.id, party, attributed.how, said),
        subject=party,
        object=incident.id,
        role=f"responsibility: {attributed.how}",
        summary=f"said by {said}",
    )


def _person(incident: Incident, victim: Victim) -> EntityProxy:
    return _entity("Person", _person_id(incident, victim), name=victim.name)


def _person_id(incident: Incident, victim: Victim) -> str:
    """Of one incident only: a name alone does not say that two people are one."""
    return content_id("person", incident.id, victim.name.casefold())


def _victimhood(incident: Incident, victim: Victim) -> EntityProxy:
    person = _person_id(incident, victim)
    role = f"named as {victim.harm}" if victim.harm else "named as attacked"
    return _entity(
        "UnknownLink", content_id("link", incident.id, person, role), subject=person, object=incident.id, role=role
    )


def _article(report: Report) -> EntityProxy:
    return _entity(
        "Article",
        report.id,
        title=report.headline or report.uri or report.id,
        author=report.by,
        publisher=report.publisher,
        publishedAt=report.published.date if report.published else None,
        retrievedAt=report.captured_at,
        language=report.language,
        sourceUrl=report.uri if (report.uri or "").startswith("http") else None,
        mimeType=report.media_type,
        bodyText=report.text,
    )


def _documentation(incident: Incident, report: Report) -> EntityProxy:
    ref = content_id("documentation", incident.id, report.id)
    return _entity("Documentation", ref, document=report.id, entity=incident.id, role="tells of it")


def _location(incident: Incident) -> str | None:
    place = incident.place
    if place is None:
        return None
    return ", ".join(part for part in (place.name or place.text, place.admin1) if part)


def _toll(incident: Incident) -> str | None:
    harms: tuple[Harm, ...] = ("killed", "injured")
    told = [f"{harm}: {_range(found)}" for harm in harms if (found := overall(incident, harm)) != Range()]
    return "; ".join(told) or None


def _range(found: Range) -> str:
    shown = [str(number) if number is not None else "unknown" for number in (found.low, found.best, found.high)]
    return f"low {shown[0]}, best {shown[1]}, high {shown[2]}"

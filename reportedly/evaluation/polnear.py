"""PolNeAR: every attribution in US political news, with its source, cue and content.

Reads the corpus in its public form: a folder (or a folder of splits) with ``text/NAME.txt`` and brat standoff files
``attributions/NAME_ANNOTATOR.ann``. Where several people annotated one text, the first by file name counts.

In the corpus every word has one role in one attribution, so what is said inside another's words is not marked ("X said
that Y had promised it" marks what X said). The reader keeps both; here only the outer one counts, as in the labels.

Scores, each as precision, recall and F1 over attributions:

- ``source``, ``cue``, ``content``: spans of that role, matched one to one within a text. The pairs that share most
  words (Jaccard index over word tokens) are matched first, ties by position in the text.
- ``whole``: an attribution's three roles must all match, in one pair of attributions. A role that the gold
  attribution lacks (a passive without a source) is not asked for.
- ``exact``: both spans hold the same words. ``overlapping``: they share at least one word. Words are runs of letters
  and digits; punctuation and blanks never decide.

Citron, on the similar PARC3 corpus, reports cue exact, and source and content exact and overlapping, in this sense.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language

from reportedly.reading import attribution, parties, structure  # noqa: F401  (registers the components)
from reportedly.reading.language_model import load_language_model

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
Words = frozenset[int]

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as sets of word numbers of the text; an empty set where the role is absent."""

    source: Words
    cue: Words
    content: Words


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its gold attributions."""

    name: str
    text: str
    gold: tuple[Attributed, ...]


class Numbered:
    """The words of a text, numbered, so that spans can be compared as sets of word numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bounds = [match.span() for match in WORD.finditer(text)]

    def within(self, spans: list[tuple[int, int]]) -> Words:
        """Numbers of the words that ``spans`` (character offsets) touch."""
        return frozenset(
            n for n, (a, b) in enumerate(self.bounds) if any(a < end and start < b for start, end in spans)
        )

    def written(self, words: Words) -> str:
        """The words with these numbers, gaps marked."""
        out: list[str] = []
        for n in sorted(words):
            if out and n - 1 not in words:
                out.append("[…]")
            out.append(self.text[slice(*self.bounds[n])])
        return " ".join(out)


def read_articles(data: Path, limit: int | None = None) -> Iterator[Article]:
    """The articles under ``data``, in order of name; at most ``limit``.

    Raises ``FileNotFoundError`` when ``data`` holds no ``text`` folder with an ``attributions`` folder beside it.
    """
    folders = sorted(path.parent for path in [data / "text", *data.glob("*/text")] if path.is_dir())
    if not folders:
        raise FileNotFoundError(f"{data}: no PolNeAR here; expected text/*.txt beside attributions/*.ann")
    count = 0
    for folder in folders:
        for path in sorted((folder / "text").glob("*.txt")):
            annotated = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
            if not annotated:
                continue
            if limit is not None and count >= limit:
                return
            count += 1
            text = path.read_text(encoding="utf-8")
            gold = tuple(parse_brat(annotated[0].read_text(encoding="utf-8"), Numbered(text)))
            yield Article(path.stem, text, gold)


def parse_brat(standoff: str, words: Numbered) -> Iterator[Attributed]:
    """The attributions of one brat file. Notes of the annotators ("Discuss", "Discard") are not attributions."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[str] = []
    for line in standoff.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2 and " " in fields[1]:
            offsets = fields[1].split(" ", 1)[1]
            spans[fields[0]] = [(int(a), int(b)) for a, b in (pair.split() for pair in offsets.split(";"))]
        elif line.startswith("E") and len(fields) >= 2:
            events.append(fields[1])
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for part in event.split()[1:]:
            role, _, ident = part.partition(":")
            roles[role.rstrip("0123456789").lower()] += spans.get(ident, [])
        found = Attributed(*(words.within(roles[role]) for role in ROLES))
        if found.content and found.cue:
            yield found


def pipeline() -> Language:
    """The reader's steps that attribution needs."""
    nlp = load_language_model()
    nlp.add_pipe("structure", first=True)
    nlp.add_pipe("parties")
    nlp.add_pipe("attribution")
    return nlp


def predict(nlp: Language, text: str) -> tuple[Attributed, ...]:
    """The attributions that the reader finds in ``text``, without those said inside another."""
    doc, words = nlp(text), Numbered(text)

    def numbers(*ranges: tuple[int, int] | None) -> Words:
        spans = [doc[r[0] : r[1]] for r in ranges if r is not None]
        return words.within([(span.start_char, span.end_char) for span in spans])

    return tuple(
        Attributed(numbers(a.source), numbers(a.cue), numbers(*a.content))
        for a in doc._.attributions
        if a.cue is not None and a.parent is None
    )


def matched(gold: list[Words], got: list[Words], exact: bool) -> list[tuple[int, int]]:
    """One-to-one pairs of indices into ``gold`` and ``got``: equal sets, or sets that share a word, best first."""
    pairs: list[tuple[float, int, int]] = []
    for i, a in enumerate(gold):
        for j, b in enumerate(got):
            if a and b and (a == b if exact else a & b):
                pairs.append((-len(a & b) / len(a | b), i, j))
    return _one_to_one(pairs)


def matched_whole(gold: list[Attributed], got: list[Attributed], exact: bool) -> list[tuple[int, int]]:
    """One-to-one pairs of attributions whose roles all match."""
    pairs: list[tuple[float, int, int]] = []
    for i, a in enumerate(gold):
        for j, b in enumerate(got):
            roles = [(x, y) for x, y in ((a.source, b.source), (a.cue, b.cue), (a.content, b.content)) if x]
            if all(x == y if exact else x & y for x, y in roles):
                pairs.append((-sum(len(x & y) / len(x | y) for x, y in roles), i, j))
    return _one_to_one(pairs)


def _one_to_one(pairs: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    used_gold: set[int] = set()
    used_got: set[int] = set()
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_got:
            used_gold.add(i)
            used_got.add(j)
            out.append((i, j))
    return out


def count(gold: tuple[Attributed, ...], got: tuple[Attributed, ...]) -> dict[str, dict[str, dict[str, int]]]:
    """Matches and totals for one text: ``{role: {"exact" | "overlapping": {"matched", "gold", "found"}}}``."""
    out: dict[str, dict[str, dict[str, int]]] = {}
    for role in ROLES:
        a = [getattr(item, role) for item in gold if getattr(item, role)]
        b = [getattr(item, role) for item in got if getattr(item, role)]
        out[role] = {
            how: {"matched": len(matched(a, b, how == "exact")), "gold": len(a), "found": len(b)}
            for how in ("exact", "overlapping")
        }
    out["whole"] = {
        how: {
            "matched": len(matched_whole(list(gold), list(got), how == "exact")),
            "gold": len(gold),
            "found": len(got),
        }
        for how in ("exact", "overlapping")
    }
    return out


def evaluate(data: Path, limit: int | None = None) -> dict[str, Any]:
    """Precision, recall and F1 with their counts, over the articles under ``data`` (at most ``limit``)."""
    nlp = pipeline()
    totals: dict[str, dict[str, dict[str, int]]] = {}
    articles = 0
    for article in read_articles(data, limit):
        articles += 1
        for role, ways in count(article.gold, predict(nlp, article.text)).items():
            for how, numbers in ways.items():
                total = totals.setdefault(role, {}).setdefault(how, {"matched": 0, "gold": 0, "found": 0})
                for name, value in numbers.items():
                    total[name] += value
    scores = {role: {how: _rates(n) for how, n in ways.items()} for role, ways in totals.items()}
    return {"benchmark": "polnear", "articles": articles, "scores": scores}


def _rates(n: dict[str, int]) -> dict[str, float | int]:
    precision = n["matched"] / n["found"] if n["found"] else 0.0
    recall = n["matched"] / n["gold"] if n["gold"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), **n}


def worst(data: Path, number: int, limit: int | None = None) -> list[dict[str, Any]]:
    """The ``number`` articles with most unmatched content, worst first, each with the words missed and invented."""
    nlp = pipeline()
    cases: list[dict[str, Any]] = []
    for article in read_articles(data, limit):
        words, got = Numbered(article.text), predict(nlp, article.text)
        pairs = matched([a.content for a in article.gold], [a.content for a in got], exact=False)
        hit_gold, hit_got = {i for i, _ in pairs}, {j for _, j in pairs}
        missed = [a for i, a in enumerate(article.gold) if i not in hit_gold]
        invented = [a for j, a in enumerate(got) if j not in hit_got]
        cases.append(
            {
                "article": article.name,
                "unmatched": len(missed) + len(invented),
                "missed": [_written(words, a) for a in missed],
                "invented": [_written(words, a) for a in invented],
            }
        )
    return sorted(cases, key=lambda case: (-case["unmatched"], case["article"]))[:number]


def _written(words: Numbered, attributed: Attributed) -> dict[str, str]:
    return {role: words.written(getattr(attributed, role)) for role in ROLES}

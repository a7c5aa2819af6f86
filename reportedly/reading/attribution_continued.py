"""Sentences that go on with the last speaker without saying so: "Another six were hurt", "They will also attack".

Only marked ones are read so. Wire copy mixes its own voice with its sources', and silence about a source is better
than the wrong source.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from reportedly.knowledge.cues import cues
from reportedly.reading.attribution_found import Found

MODALS = frozenset({"will", "would", "shall", "'ll", "plan", "intend"})
PRONOUNS = frozenset({"they", "it", "he", "she"})
PLANNING = frozenset({"would", "will", "to"})


def continued(doc: Doc, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions without a cue of their own, each carrying on the one in the sentence before."""
    saying = [item for item in found if item.kind == "says" and not item.unnamed and item.source is not None]
    by_sentence: dict[int, Found] = {}
    for item in saying:
        by_sentence[doc[item.anchor].sent.start] = item
    held = {doc[item.anchor].sent.start for item in found if item.kind == "says"}
    last: Found | None = None
    for sentence in doc.sents:
        if sentence.start in by_sentence:
            last = by_sentence[sentence.start]
        elif sentence.start in held or last is None:
            last = None
        elif _goes_on(sentence) or _plans_on(doc, sentence, last):
            last = Found(
                anchor=sentence.start,
                cue=None,
                lemma=last.lemma,
                kind="says",
                factuality="CT+",
                stance=None,
                content=((sentence.start, sentence.end),),
                source=None,
                follows=last.follows if last.follows is not None else last.anchor,
                by="continued",
            )
            yield last
        else:
            last = None


def _goes_on(sentence: Span) -> bool:
    """Whether the sentence adds to a count: "Another six …", "Ten others …", "Among them were …"."""
    words = [token.lower_ for token in sentence if not token.is_punct and not token.is_space][:4]
    if not words:
        return False
    lexicon = cues()
    return words[0] in lexicon.going_on or bool(lexicon.others.intersection(words[1:3]) and _counts(sentence[0].lower_))


def _counts(word: str) -> bool:
    return word.isdigit() or word in {"at", "some", "several", "dozens"} or word in cues().small_numbers


def _plans_on(doc: Doc, sentence: Span, last: Found) -> bool:
    """Whether "they will …" goes on with plans that the last speaker spoke of."""
    words = [token.lower_ for token in sentence][:3]
    if len(words) < 2 or words[0] not in PRONOUNS or words[1] not in MODALS:
        return False
    return any(doc[i].lower_ in PLANNING for start, end in last.content for i in range(start, end))

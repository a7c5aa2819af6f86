"""Sentences that go on with the last speaker without saying so: "Another six were hurt", "They will also attack",
"The blast killed six".

Only marked ones are read so. Wire copy mixes its own voice with its sources', and silence about a source is better
than the wrong source.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.cues import cues
from reportedly.reading.attribution_found import Found
from reportedly.reading.positions import sentence_at
from reportedly.reading.told_before import points_back

MODALS = frozenset({"will", "would", "shall", "'ll", "plan", "intend"})
PRONOUNS = frozenset({"they", "it", "he", "she"})
PLANNING = frozenset({"would", "will", "to"})

HEAD = 6
"""The subject of a sentence that points back stands among its first words."""


def continued(doc: Doc, found: Sequence[Found]) -> Iterator[Found]:
    """Attributions without a cue of their own, each carrying on the one in the sentence before."""
    saying = [item for item in found if item.kind == "says" and not item.unnamed and item.source is not None]
    by_sentence: dict[int, Found] = {}
    for item in saying:
        by_sentence[sentence_at(doc, item.anchor)[0]] = item
    held = {sentence_at(doc, item.anchor)[0] for item in found if item.kind == "says"}
    last: Found | None = None
    for sentence in doc.sents:
        if sentence.start in by_sentence:
            last = by_sentence[sentence.start]
        elif sentence.start in held or last is None:
            last = None
        elif _goes_on(sentence) or _points_back(sentence) or _plans_on(doc, sentence, last):
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
    """Whether the sentence adds to a count or a run of events: "Another six …", "Ten others …", "More shells hit …"."""
    words = [token.lower_ for token in sentence if not token.is_punct and not token.is_space][:4]
    if not words:
        return False
    lexicon = cues()
    if words[0] in lexicon.more_of and _numbers(sentence) and not _dated(sentence):
        return True
    return words[0] in lexicon.going_on or bool(lexicon.others.intersection(words[1:3]) and _counts(sentence[0].lower_))


def _points_back(sentence: Span) -> bool:
    """Whether the sentence says how many the event just told harmed: "The blast killed six", "Six died in the blast".

    A sentence with a day of its own tells of something else, and so does one that says what had been before.
    """
    if _dated(sentence) or not _numbers(sentence) or _earlier(sentence):
        return False
    return any(_is_the_event(token) for token in sentence)


def _earlier(sentence: Span) -> bool:
    """Whether the sentence tells what had been before: "The toll had EARLIER stood at 40"."""
    return any(token.lower_ in {"earlier", "previously"} for token in sentence[:HEAD])


def _is_the_event(token: Token) -> bool:
    """Whether the word means the event just told: the subject at the head of the sentence, or what people died in."""
    if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.pos_ == "VERB" and token.lower_ == "it":
        return True
    if not points_back(token):
        return False
    subject = token.dep_ in {"nsubj", "nsubjpass"} and token.i - sentence_at(token.doc, token.i)[0] < HEAD
    return subject or (token.dep_ == "pobj" and token.head.lower_ in {"in", "by"})


def _numbers(sentence: Span) -> bool:
    vague = cues().vague_numbers
    return any(token.like_num or token.lower_ in vague for token in sentence)


def _dated(sentence: Span) -> bool:
    return any(token.ent_type_ == "DATE" for token in sentence)


def _counts(word: str) -> bool:
    return word.isdigit() or word in {"at", "some", *cues().vague_numbers} or word in cues().small_numbers


def _plans_on(doc: Doc, sentence: Span, last: Found) -> bool:
    """Whether "they will …" goes on with plans that the last speaker spoke of."""
    words = [token.lower_ for token in sentence][:3]
    if len(words) < 2 or words[0] not in PRONOUNS or words[1] not in MODALS:
        return False
    return any(doc[i].lower_ in PLANNING for start, end in last.content for i in range(start, end))

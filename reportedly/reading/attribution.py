"""Who says what: every attribution in the text, with its source, cue, content, commitment and stance."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.knowledge.cues import cues
from reportedly.model import Source
from reportedly.model.claim import Quote
from reportedly.reading.attribution_found import Found, inside, size, tidy, trimmed
from reportedly.reading.attribution_quotes import attribute_quotes, outermost
from reportedly.reading.attribution_syntax import adjective_cues, adverb_cues, noun_cues, preposition_cues, verb_cues
from reportedly.reading.doc import Attribution, Quotation, TokenRange

FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us"})


@Language.component("attribution")
def attribution(doc: Doc) -> Doc:
    """Leave ``doc._.attributions``, in the order of their cues."""
    lexicon = cues()
    quotes = outermost(doc._.quotes)
    found: list[Found] = []
    for finder in (preposition_cues, verb_cues, adjective_cues, noun_cues, adverb_cues):
        found.extend(finder(doc, lexicon))
    found = attribute_quotes(doc, quotes, found, lexicon)
    found = [item for item in found if not _inside_speech(doc, item, quotes)]
    doc._.attributions = tuple(_attribution(doc, item, quotes) for item in sorted(found, key=lambda f: f.cue))
    return doc


def _inside_speech(doc: Doc, found: Found, quotes: Sequence[Quotation]) -> bool:
    """Whether the speaker of a quotation speaks of what he or others think: not reported speech of the article."""
    return inside(found.anchor, [(quote.start, quote.end) for quote in quotes])


def quoted(doc: Doc, content: Sequence[TokenRange], quotes: Sequence[Quotation]) -> Quote:
    """Whether the content is given in the source's own words: by a quoted clause in it, or for the greater part."""
    shared = 0
    for quote in quotes:
        part = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in content)
        shared += part
        if part >= 4 and any(t.pos_ in {"VERB", "AUX"} for t in doc[quote.start : quote.end]):
            return "direct"
    return "direct" if shared * 2 >= size(content) else "indirect"


def _attribution(doc: Doc, found: Found, quotes: Sequence[Quotation]) -> Attribution:
    source = trimmed(doc, found.source) if found.source else None
    said: tuple[Source, ...] = ()
    if source:
        said = (Source(id=None, name=doc[source[0] : source[1]].text, kind="witness"),)
    elif found.unnamed:
        said = (Source(id=None, name="unnamed", kind="unnamed"),)
    content = tidy(doc, found.content)
    return Attribution(
        content=content,
        source=source,
        cue=found.cue,
        cue_lemma=found.lemma,
        quote=quoted(doc, content, quotes),
        said_by=said,
        factuality=found.factuality,
        stance=found.stance,
        parent=None,
        kind=found.kind,
    )

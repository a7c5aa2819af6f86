"""Who says what: every attribution in the text, with its source, cue, content, commitment and stance."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.knowledge.cues import cues
from reportedly.model import Source
from reportedly.model.claim import Quote
from reportedly.reading.attribution_chain import chains_of, parents_of
from reportedly.reading.attribution_continued import continued
from reportedly.reading.attribution_denials import with_denials
from reportedly.reading.attribution_found import Found, inside, size, tidy, trimmed, until
from reportedly.reading.attribution_grammar import FINITE, is_mute
from reportedly.reading.attribution_headlines import headline_cues
from reportedly.reading.attribution_noun_phrase import HARMED
from reportedly.reading.attribution_phrases import adjective_cues, adverb_cues, noun_cues, preposition_cues
from reportedly.reading.attribution_quotes import attribute_quotes, outermost
from reportedly.reading.attribution_scope import scoped
from reportedly.reading.attribution_surface import (
    disputed_claims,
    gapped_clauses,
    postposed_cues,
    unparsed_clauses,
)
from reportedly.reading.attribution_verbs import verb_cues
from reportedly.reading.doc import Attribution, Quotation, TokenRange
from reportedly.reading.once import lower_words
from reportedly.reading.positions import sentence_at

QUOTED_CLAUSE = 4
"""A quotation of this many tokens with a verb is a clause in the source's own words."""

CITING = frozenset({"citing", "quoting"})
"""Prepositions after whom a source has it from."""

NO_SOURCES = frozenset({"i", "we", "you", "what"})

SAME = 0.8
"""Two findings of one cue that share this much of their content are the same finding."""


@Language.component("attribution")
def attribution(doc: Doc) -> Doc:
    """Leave ``doc._.attributions``, in the order of their cues."""
    lexicon = cues()
    quotes = outermost(doc._.quotes)
    found: list[Found] = []
    for finder in (noun_cues, verb_cues, adjective_cues, adverb_cues, preposition_cues):
        found.extend(finder(doc, lexicon))
    anchors = {item.anchor for item in found}
    unparsed = (*gapped_clauses(doc, lexicon), *unparsed_clauses(doc, lexicon))
    found += [item for item in unparsed if item.anchor not in anchors]
    surface = (*postposed_cues(doc, lexicon), *headline_cues(doc, lexicon), *disputed_claims(doc, lexicon))
    found = with_denials(doc, with_cited(doc, merged(doc, found, surface)))
    found = attribute_quotes(doc, quotes, found, lexicon)
    found = [item for item in found if not (_inside_speech(item, quotes) or _own_voice(doc, item) or _mute(doc, item))]
    found = [replace(item, content=tidy(doc, item.content)) for item in scoped(doc, found)]
    found = [item for item in found if item.content and not _weakens(doc, item, found)]
    found += continued(doc, found)
    found.sort(key=lambda item: (item.anchor, item.lemma))
    parents = parents_of(found)
    doc._.attributions = tuple(
        _attribution(doc, item, chain, parent, quotes)
        for item, chain, parent in zip(found, chains_of(doc, found, parents), parents, strict=True)
    )
    return doc


def merged(doc: Doc, parsed: Sequence[Found], surface: Sequence[Found]) -> list[Found]:
    """Both kinds of finding, one for each cue. Word order overrules the parse where the two share little content, and
    where the parse takes people harmed into the source: "left three WOUNDED LOCAL MEDIA reported".
    """
    by_anchor = {item.anchor: item for item in parsed}
    for item in surface:
        known = by_anchor.get(item.anchor)
        if (
            known is None
            or known.source is None
            or item.by == "noun"
            or _shared(known, item) < SAME
            or any(doc[i].lower_ in HARMED for i in range(*known.source)[:-1])
        ):
            by_anchor[item.anchor] = item
            _lend_source(item, by_anchor)
    return list(by_anchor.values())


def with_cited(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """``found`` with whom a source cites put into that source's own finding: "the agency reported, CITING MEDICS"."""
    out = list(found)
    for citing in found:
        if (
            citing.by != "preposition"
            or doc[citing.anchor].tag_ != "VBG"
            or citing.cue is None
            or size([citing.cue]) > 1
        ):
            continue
        who = next((item for item in reversed(out) if _cites(doc, item, citing)), None)
        if who is not None:
            stop = citing.source[1] if citing.source is not None else citing.anchor
            after = tuple(part for part in who.content if part[0] >= stop)
            out[out.index(who)] = replace(who, cited=citing.source, content=until(who.content, citing.anchor) + after)
            out.remove(citing)
    return out


def _cites(doc: Doc, item: Found, citing: Found) -> bool:
    """Whether ``citing`` tells on whose word the source of ``item`` rests: it follows its verb, or has its subject."""
    if item.kind != "says" or item.source is None or item is citing or item.by in {"preposition", "noun"}:
        return False
    if sentence_at(doc, item.anchor) != sentence_at(doc, citing.anchor):
        return False
    if item.anchor > citing.anchor:
        return item.source == citing.quoted_by  # "the agency, CITING MEDICS, reported"
    if citing.quoted_by is None and inside(citing.anchor, item.content):
        return True
    between = doc[item.anchor + 1 : citing.anchor]
    return item.source == citing.quoted_by or not any(token.tag_ in FINITE for token in between)


def _lend_source(surface: Found, by_anchor: dict[int, Found]) -> None:
    """A participle after a postposed cue goes on with its source: "the monitor said, BLAMING the army"."""
    for anchor, item in by_anchor.items():
        if item.source is None or surface.source is None or anchor <= surface.anchor:
            continue
        if any(start <= item.source[0] and item.source[1] <= end for start, end in surface.content):
            by_anchor[anchor] = replace(item, source=surface.source, antecedent=None)


def _shared(one: Found, other: Found) -> float:
    """The share of the content of ``other`` that is content of ``one`` too."""
    mine = {i for start, end in one.content for i in range(start, end)}
    theirs = {i for start, end in other.content for i in range(start, end)}
    return len(mine & theirs) / len(theirs)


def _inside_speech(found: Found, quotes: Sequence[Quotation]) -> bool:
    """Whether the cue is itself quoted: what a speaker says of others is content, and not the report's attribution."""
    return found.follows is None and inside(found.anchor, [(quote.start, quote.end) for quote in quotes])


def _weakens(doc: Doc, found: Found, others: Sequence[Found]) -> bool:
    """Whether "is believed to have died", "were feared dead" stands in somebody's words: it weakens them, and is nobody
    else's.
    """
    if not found.unnamed or found.by != "verb":
        return False
    start = found.content[0][0]
    doubted = found.stance is None and not found.factuality.startswith("CT")
    if doc[start].lower_ != "to" and (start > found.anchor or not doubted):
        return False
    return any(other.kind == "says" and not other.unnamed and inside(found.anchor, other.content) for other in others)


def _keeps_a_name_back(doc: Doc, content: Sequence[TokenRange]) -> bool:
    """Whether the words are about the speaker's own name: "declined TO BE NAMED", "asked NOT TO BE IDENTIFIED"."""
    if not content or doc[content[0][0]].lower_ not in {"to", "not", "being"}:
        return False
    words = (doc[i] for start, end in content for i in range(start, end))
    verb = next((token for token in words if token.pos_ == "VERB"), None)
    if verb is None:
        return False
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive and verb.lemma_ in cues().words["naming"]


def _own_voice(doc: Doc, found: Found) -> bool:
    """Whether the writer speaks of himself or to the reader ("I think", "you know"), or nobody speaks: "what"."""
    if found.source is None:
        return False
    start, end = found.source
    return end - start == 1 and lower_words(doc)[start] in NO_SOURCES


def _mute(doc: Doc, found: Found) -> bool:
    """Whether the supposed source cannot speak: "without CASUALTIES reported"."""
    if found.source is None or found.antecedent is not None or found.by == "preposition":
        return False
    noun = doc[slice(*found.source)].root
    return is_mute(noun) and not any(mention.end == noun.i + 1 for mention in doc._.sources)


def quoted(doc: Doc, found: Found, content: Sequence[TokenRange], quotes: Sequence[Quotation]) -> Quote:
    """Whether the content is in the source's own words: a quoted clause in it, the greater part, or the epithet."""
    shared = 0
    for quote in quotes:
        part = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in content)
        shared += part
        if part >= QUOTED_CLAUSE and any(t.pos_ in {"VERB", "AUX"} for t in doc[quote.start : quote.end]):
            return "direct"
    if shared and found.lemma in cues().verbs and "as" in cues().verbs[found.lemma].takes:
        return "direct"
    return "direct" if shared * 2 >= size(content) else "indirect"


def _attribution(
    doc: Doc, found: Found, chain: tuple[Source, ...], parent: int | None, quotes: Sequence[Quotation]
) -> Attribution:
    content = tidy(doc, found.content)
    return Attribution(
        content=content,
        source=trimmed(doc, found.source) if found.source else None,
        cue=found.cue,
        cue_lemma=found.lemma,
        quote=quoted(doc, found, content, quotes),
        said_by=chain,
        factuality=found.factuality,
        stance=found.stance,
        parent=parent,
        kind="wants" if _keeps_a_name_back(doc, content) else found.kind,
    )

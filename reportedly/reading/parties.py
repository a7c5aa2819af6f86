"""The component ``parties``: who acts (``doc._.actors``) and who may speak (``doc._.sources``).

``sources_at`` and ``resolve_source`` turn the words that name a source into a chain, most direct first.
"""

from spacy.language import Language
from spacy.tokens import Doc

from reportedly.reading.party_actors import find_actors
from reportedly.reading.party_terms import country_of_report, party_context
from reportedly.reading.speakers_meant import resolve_source
from reportedly.reading.speakers_named import find_sources, sources_at

__all__ = ["country_of_report", "parties", "resolve_source", "sources_at"]


@Language.component("parties")
def parties(doc: Doc) -> Doc:
    """Leave ``doc._.actors`` and ``doc._.sources``."""
    context = party_context(doc)
    doc._.actors = find_actors(doc, context)
    doc._.sources = find_sources(doc, context)
    return doc

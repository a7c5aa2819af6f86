"""Exact words in a report, as W3C Web Annotation has them."""

from reportedly.model.base import Noun


class Span(Noun):
    """Words of a report: ``text[start:end] == exact``.

    ``start`` and ``end`` count Unicode code points of ``Report.text``; ``end`` is exclusive.
    Source: W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector.
    """

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of ``text`` from ``start`` to ``end``."""
        return cls(start=start, end=end, exact=text[start:end])

"""Which language a text is in."""

import re

SAMPLE = 4_000
"""How many characters are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 8
# The commonest English function words. A running English text has about two in five of its words among them, a
# headline about one in six; other languages share "in", "a" and "on" with English, hence the threshold.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "was",
        "for",
        "on",
        "were",
        "by",
        "with",
        "at",
        "from",
        "as",
        "it",
        "be",
        "are",
        "has",
        "have",
        "had",
        "he",
        "his",
        "they",
        "their",
        "its",
        "this",
        "which",
        "who",
        "not",
        "but",
        "an",
        "said",
        "after",
        "when",
        "more",
        "than",
        "been",
        "or",
    ]
)
_CLEARLY_ENGLISH = 0.22

NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "my": "Burmese", "nl": "Dutch",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese", "am": "Amharic", "id": "Indonesian",
}  # fmt: skip
"""English names of the languages that reports of armed conflict come in most, by ISO 639-1 code."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; ``None`` when there are too few words to tell.

    A text with many English function words is English without further question: the language model, which takes a
    moment to load, is asked only about the others.
    """
    sample = text[:SAMPLE].lower()
    words = _WORD.findall(sample)
    if len(words) < _ENOUGH_WORDS:
        return None
    if sum(word in _ENGLISH for word in words) >= _CLEARLY_ENGLISH * len(words):
        return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def name_of(code: str) -> str:
    """The English name of a language, or its code in quotation marks."""
    return NAMES.get(code, f'"{code}"')

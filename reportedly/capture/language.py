"""Which language a text is in."""

import re

SAMPLE = 4_000
"""How many characters are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 8
# Common English function words that other languages written in Latin letters do not have ("in", "is" and "was" are
# Dutch or German as well). In a running English text they are about one word in six, in a headline fewer.
_ENGLISH = frozenset(
    {"the", "and", "to", "that", "for", "were", "with", "from", "are", "has", "have", "they", "their", "its", "this"}
    | {"which", "who", "but", "said", "after", "when", "than", "or", "while", "where", "there", "would", "could"}
)
_CLEARLY_ENGLISH = 0.09

NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "my": "Burmese", "nl": "Dutch",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese", "am": "Amharic", "id": "Indonesian",
    "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "el": "Greek",
    "et": "Estonian", "fi": "Finnish", "ha": "Hausa", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "ka": "Georgian", "kk": "Kazakh", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "ne": "Nepali",
    "no": "Norwegian", "om": "Oromo", "ro": "Romanian", "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "tg": "Tajik",
    "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog", "uz": "Uzbek", "vi": "Vietnamese",
}  # fmt: skip
"""English names of the languages that news comes in, by ISO 639-1 code. A text is told to be in one of these only:
headlines without function words would else pass for creoles and dead languages."""


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

    return next((str(code) for code, _ in py3langid.rank(sample) if code in NAMES), None)


def name_of(code: str) -> str:
    """The English name of a language, or its code in quotation marks."""
    return NAMES.get(code, f'"{code}"')

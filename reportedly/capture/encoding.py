"""Bytes in, readable characters out: byte order marks, declared and guessed encodings, characters that must go."""

import codecs
import re

from reportedly.capture.failure import CaptureError

SAMPLE = 65_536
"""How many bytes of a file are looked at to guess its encoding."""

MOST_CONTROL = 0.02
"""What share of a text's bytes may be control characters; more of them is no text in any encoding."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
# Control characters, lone surrogates, non-characters; then characters without width that split words or turn their
# direction: zero-width space, soft hyphen, byte order mark, bidirectional embeddings, overrides and isolates.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u00ad\ufeff\u202a-\u202e\u2060\u2066-\u2069]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes) -> str:
    """The text of ``data``: by its byte order mark, as UTF-8, as its HTML declares, or as guessed, in this order.

    Raises CaptureError when it is no text, or no encoding gives readable text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    if len(_CONTROL.findall(data[:SAMPLE])) > MOST_CONTROL * len(data[:SAMPLE]):
        raise _not_text()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off inside its last character is still UTF-8.
        if error.start > 0 and error.start >= len(data) - 3:
            return data.decode("utf-8", "ignore")
    declared = _declared(data)
    if declared:
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    return _guess(data)


def readable(text: str) -> str:
    """``text`` with Unix line ends and without control characters, lone surrogates and invisible marks."""
    return _UNREADABLE.sub("", _LINE_END.sub("\n", text))


def _declared(data: bytes) -> str | None:
    head = data[:4096]
    match = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    # The WHATWG Encoding Standard reads both labels as windows-1252.
    return "cp1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 text in a Latin script has a NUL in every other byte; anything else with NULs is not text."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    """Text in an encoding that nothing declares. Mostly ASCII letters means a Western page: windows-1252."""
    sample = data[:SAMPLE]
    western = len(re.findall(rb"[A-Za-z \n]", sample)) > 0.85 * len(sample)
    if western:
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=5, chunk_size=512).best()
    if best is not None:
        text = data.decode(best.encoding, "replace")
        if text.count(_REPLACEMENT) <= 0.02 * len(text):
            return text
    raise _not_text()


def _not_text() -> CaptureError:
    return CaptureError(
        "it is no text, or its character encoding could not be recognised", "Save its text as .txt in UTF-8."
    )

"""HTML pages: trafilatura finds the article, this module who wrote it and when, and that the page can be parsed."""

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from reportedly.capture.dating import day_first_in, found_or_none, from_embedded_posts, from_metadata, from_url
from reportedly.capture.draft import Draft
from reportedly.capture.dumps import dateline_of, labelled_date, paragraphs_of, read_story, split_publisher
from reportedly.capture.encoding import readable
from reportedly.capture.failure import CaptureError
from reportedly.model import Published

# What the libraries have to say of a page goes to a log that the application asks for, not to the terminal.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

MAX_DEPTH = 200
"""How deep tags may be nested. Pages stay below 60; what goes deeper is broken or made to break its readers."""
SHORTEST_ARTICLE = 100
"""How many characters an article has at least; for less than that trafilatura takes all the words of a page."""
LINES_OF_HEAD = 12
"""How many pieces of text below the headline are looked through for the date that is printed there."""
MAX_ELEMENTS = 100_000
"""How many elements a page may have. Long pages have some ten thousand."""

_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
# Posts of others, shown inside an article: their words are not the report's, and would be read as such.
_EMBEDDED_POSTS = (
    "//blockquote[contains(@class, 'twitter-') or contains(@class, 'instagram-media')"
    " or contains(@class, 'tiktok-embed')]"
)
_DATE_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published_time", "publication_date", "parsely-pub-date",
    "sailthru.date", "article.published", "article_date_original", "originalpublicationdate",
    "date", "displaydate", "article:modified_time", "og:updated_time", "dcterms.modified", "last-modified",
)  # fmt: skip
_BY_TAGS = (
    "author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "dcterms.creator",
)
_NEWS_TYPES = ("article", "report", "posting", "webpage", "liveblog")


def looks_like_html(text: str) -> bool:
    """Whether ``text`` begins as an HTML page or a piece of one does."""
    return bool(_HTML.match(text[:4000]))


def read_page(text: str, uri: str | None = None) -> Draft:
    """The parts of an HTML page. Raises CaptureError for tags nested too deep and for a page without an article."""
    tree = _parsed(text)
    meta = _meta(tree)
    ld = list(_json_ld(tree))
    locale = _locale(tree, meta)
    address = _address(tree, meta) or uri
    body, title, author = _article(tree, address)
    headline = (
        _one(meta.get("og:title"))
        or _one(str(item.get("headline") or "") for item in ld)
        or _one(_text(node) for node in tree.iter("h1"))
        or _clean(title)
        or _one(_text(node) for node in tree.iter("title"))
    )
    publisher = _publisher(meta, ld)
    if headline:
        headline, publisher = split_publisher(headline, publisher)
    description = _one(meta.get("description")) or _one(meta.get("og:description"))
    paragraphs = paragraphs_of(readable(body))
    story = read_story(headline, paragraphs, day_first_in(locale))
    if not story.paragraphs and not story.standfirst:
        raise CaptureError("the page holds no article", "Open the article itself and save that page.")
    standfirst, kept = _standfirst(story.standfirst, description, list(story.paragraphs), headline)
    by = _one(value for tag in _BY_TAGS for value in meta.get(tag, ())) or _ld_author(ld) or story.by or _clean(author)
    return Draft(
        headline=headline,
        standfirst=standfirst,
        paragraphs=tuple(kept),
        by=None if by and by.startswith(("http://", "https://")) else by,
        publisher=publisher,
        language=(locale or "")[:2].lower() or None,
        dates=(
            *_stated_dates(tree, meta, ld, locale),
            *dateline_of(story.head_date),
            *_printed_dates(tree, day_first_in(locale)),
            *found_or_none(from_url(address)),
            *found_or_none(from_embedded_posts(text)),
        ),
    )


def _printed_dates(tree: html.HtmlElement, day_first: bool | None) -> tuple[Published, ...]:
    """The date in a line such as "Last updated at 4:12 PM on Aug 02 2016" that stands just below the page's headline.

    Further down such a line may belong to a comment or to another article.
    """
    below = tree.xpath("(//h1)[1]/following::text()[normalize-space() and not(ancestor::script or ancestor::style)]")
    for line in islice(below, LINES_OF_HEAD):
        found = labelled_date(" ".join(line.split()), day_first)
        if found:
            return (Published(date=found.date, precision=found.precision, basis="text"),)
    return ()


def _parsed(text: str) -> html.HtmlElement:
    """The tree of a page that is safe to walk. The parser itself is not recursive; what walks its tree may be."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, no_network=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CaptureError("the page holds no article", "Open the article itself and save that page.") from error
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if elements > MAX_ELEMENTS:
            raise CaptureError(f"it has more than {MAX_ELEMENTS:,} elements", "Save the text of the article as .txt.")
        if depth > MAX_DEPTH:
            raise CaptureError(
                f"its tags are nested more than {MAX_DEPTH} deep", "Save the text of the article as .txt."
            )
    return tree


def _article(tree: html.HtmlElement, address: str | None) -> tuple[str, str | None, str | None]:
    """Body text, title and author as trafilatura finds them."""
    import trafilatura
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORTEST_ARTICLE))
    settings.set("DEFAULT", "EXTENSIVE_DATE_SEARCH", "off")
    try:
        found: Any = trafilatura.bare_extraction(
            deepcopy(tree),
            url=address,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            prune_xpath=_EMBEDDED_POSTS,
            config=settings,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        found = None
    if found is None or not found.text:
        raise CaptureError("the page holds no article", "Open the article itself and save that page.")
    return str(found.text), found.title, found.author


def _meta(tree: html.HtmlElement) -> dict[str, list[str]]:
    """The contents of the meta tags by name, in lower case."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _json_ld(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The news items among a page's JSON-LD, wherever they are nested."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            waiting: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                waiting.extend(value for key, value in item.items() if key in {"@graph", "mainEntity"})
                kinds = item.get("@type")
                names = " ".join(kinds if isinstance(kinds, list) else [str(kinds)]) if kinds else ""
                if any(kind in names.lower() for kind in _NEWS_TYPES):
                    yield item


def _stated_dates(
    tree: html.HtmlElement, meta: dict[str, list[str]], ld: list[dict[str, Any]], locale: str | None
) -> Iterator[Published]:
    """The publication date that the page states for machines to read: meta tags, then marked-up text, then JSON-LD,
    then ``time`` elements of the article.
    """
    printed = [node.get("content") or node.get("datetime") or _text(node)
               for node in tree.xpath("//*[@itemprop='datePublished']")]  # fmt: skip
    structured = [str(item[key]) for key in ("datePublished", "dateCreated") for item in ld if item.get(key)]
    times = [
        node.get("datetime") or _text(node) for node in tree.xpath("//article//time | //main//time | //header//time")
    ]
    for values in ([v for tag in _DATE_TAGS for v in meta.get(tag, ())], printed, structured, times[:3]):
        found = from_metadata(values, locale)
        if found:
            yield found
            return


def _address(tree: html.HtmlElement, meta: dict[str, list[str]]) -> str | None:
    """The page's own web address, as it states it."""
    for link in tree.iter("link"):
        target = link.get("href") or ""
        if (link.get("rel") or "").lower() == "canonical" and target.startswith(("http://", "https://")):
            return target.strip()
    stated = _one(meta.get("og:url"))
    return stated if stated and stated.startswith(("http://", "https://")) else None


def _locale(tree: html.HtmlElement, meta: dict[str, list[str]]) -> str | None:
    return _clean(tree.get("lang")) or _one(meta.get("og:locale")) or _one(meta.get("content-language"))


def _publisher(meta: dict[str, list[str]], ld: list[dict[str, Any]]) -> str | None:
    for item in ld:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return _clean(name)
    return _one(meta.get("og:site_name")) or _one(meta.get("application-name")) or _one(meta.get("dc.publisher"))


def _ld_author(ld: list[dict[str, Any]]) -> str | None:
    for item in ld:
        authors = item.get("author")
        names = [one.get("name") if isinstance(one, dict) else one
                 for one in (authors if isinstance(authors, list) else [authors])]  # fmt: skip
        kept = [name.strip() for name in names if isinstance(name, str) and name.strip()]
        if kept:
            return _clean(", ".join(kept))
    return None


def _standfirst(
    found: str | None, description: str | None, paragraphs: list[str], headline: str | None
) -> tuple[str | None, list[str]]:
    """A first paragraph that the page gives as its description is the standfirst, if a story follows it."""
    if found or not description or len(paragraphs) < 2:
        return found, paragraphs
    if _words(paragraphs[0]) == _words(description) and _words(description) != _words(headline or ""):
        return paragraphs[0], paragraphs[1:]
    return None, paragraphs


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _one(values: Any) -> str | None:
    """The first of ``values`` that has words."""
    return next((text for text in (_clean(value) for value in values or ()) if text), None)


def _clean(value: str | None) -> str | None:
    text = re.sub(r"\s+", " ", readable(value or "")).strip()
    return text or None


def _text(node: html.HtmlElement) -> str:
    return "".join(node.itertext())

"""HTML pages: the article, and what the page says of it."""

import json

import pytest

from reportedly.capture import CaptureError, capture

LEAD = "Nine people were killed on Monday when shells hit the main market of the town, a doctor at its hospital said."
MORE = "Three of the dead were children, he said. The army denied that it had fired on the town that day."
LAST = "The provincial council called for a truce, and asked for ambulances to be let into the town before nightfall."

DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Other"},
        {
            "@type": "NewsArticle",
            "headline": "Shells kill nine in market town",
            "datePublished": "2016-08-02T07:10:00+03:00",
            "author": [{"@type": "Person", "name": "Lina Haddad"}, {"@type": "Person", "name": "Omar Said"}],
            "publisher": {"@type": "Organization", "name": "The Valley Post"},
        },
    ],
}

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Shells kill nine in market town - The Valley Post</title>
<meta property="og:site_name" content="The Valley Post">
<meta name="description" content="Hospital says the dead include three children">
<link rel="canonical" href="https://valley.example/2016/08/02/shells">
<script type="application/ld+json">{json.dumps(DATA)}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="cookie">We use cookies to make this site better. <button>Accept</button></div>
<article><h1>Shells kill nine in market town</h1><p class="standfirst">Hospital says the dead include three children</p>
<p class="byline">By Lina Haddad</p>
<figure><img src="a.jpg" alt=""><figcaption>Smoke over the market (@valleypost)</figcaption></figure>
<p>HAREM (AFP) - {LEAD}</p><p>{MORE}</p>
<aside>Sign up for our newsletter</aside>
<p>{LAST}</p>
<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/707000000000000000">March 8</a></blockquote>
</article>
<section id="comments"><p>First! Nobody believes the hospital.</p></section>
<aside><h3>Related</h3><a href="/x">Truce talks begin</a></aside>
<footer>© 2016 The Valley Post. All rights reserved. Terms of Use</footer></body></html>"""


def test_a_page_gives_its_story_and_what_it_says_of_itself():
    report = capture(PAGE, captured_at="2016-08-03T10:00:00+00:00")
    assert report.text.split("\n\n") == [
        "Shells kill nine in market town",
        "Hospital says the dead include three children",
        LEAD,
        MORE,
        LAST,
    ]
    assert report.model_dump(include={"headline", "standfirst", "by", "publisher", "language", "published"}) == {
        "headline": "Shells kill nine in market town",
        "standfirst": "Hospital says the dead include three children",
        "by": "Lina Haddad, Omar Said",
        "publisher": "The Valley Post",
        "language": "en",
        "published": {"date": "2016-08-02", "precision": "day", "basis": "metadata"},
    }


def test_a_page_that_was_cut_off_gives_what_is_there():
    report = capture(PAGE[: PAGE.index(MORE) + 40])
    assert report.text.startswith(
        f"Shells kill nine in market town\n\nHospital says the dead include three children\n\n{LEAD}"
    )


def test_a_page_without_metadata_is_dated_by_its_own_address():
    bare = PAGE.replace(json.dumps(DATA), "{}")
    found = capture(bare).published
    assert found is not None
    assert (found.date, found.basis) == ("2016-08-02", "url")


def test_a_page_with_nothing_but_a_post_is_dated_by_the_post():
    bare = PAGE.replace(json.dumps(DATA), "{}").replace("/2016/08/02/shells", "/shells")
    found = capture(bare).published
    assert found is not None
    assert (found.date, found.basis) == ("2016-03-08", "embedded_post")


def test_the_headline_falls_back_to_heading_and_title():
    no_data = PAGE.replace(json.dumps(DATA), "{}")
    assert capture(no_data).headline == "Shells kill nine in market town"
    no_heading = no_data.replace("<h1>Shells kill nine in market town</h1>", "")
    assert capture(no_heading).headline == "Shells kill nine in market town"


def test_a_description_that_is_not_on_the_page_is_not_put_into_the_text():
    page = PAGE.replace('<p class="standfirst">Hospital says the dead include three children</p>', "")
    report = capture(page)
    assert (report.standfirst, report.text.split("\n\n")[1]) == (None, LEAD)


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!DOCTYPE html><html><head><title>Shells kill nine</title></head><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav><script>var a = 1</script></body></html>",
        "<html><!-- nothing here -->",
    ],
)
def test_a_page_without_an_article_says_so(page: str):
    with pytest.raises(CaptureError, match="the page holds no article"):
        capture(page)


@pytest.mark.parametrize(
    "bomb", ["<div>" * 300_000, "<b><i>" * 100_000 + "x", "<html><body>" + "<table><tr><td>" * 9_000]
)
def test_tags_nested_without_end_are_refused(bomb: str):
    with pytest.raises(CaptureError, match=r"nested more than 200 deep|no article"):
        capture("<html><body>" + bomb)


def test_scripts_and_styles_are_no_words():
    report = capture(PAGE.replace("</article>", "<script>alert('killed 99')</script><style>p{}</style></article>"))
    assert "99" not in report.text


def test_the_words_of_a_page_are_not_changed():
    page = PAGE.replace("Nine people", "Nine &ldquo;people&rdquo; &amp; a caf\u00e9")
    assert "Nine “people” & a café were killed" in capture(page).text

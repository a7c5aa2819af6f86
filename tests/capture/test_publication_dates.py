"""A report is dated from the best thing it carries."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.capture import CaptureError, capture
from reportedly.capture.dating import best_date, from_embedded_posts, from_metadata, from_text, from_url
from reportedly.model import Published

BODY = "Two people were killed in Harem on Monday, the rescue service said. The mayor said the same."
MARCH = "https://twitter.com/reporter/status/707000000000000000"


def page(head: str = "", inside: str = "") -> str:
    return (
        f"<html><head><title>Two killed in Harem</title>{head}</head>"
        f"<body><article><h1>Two killed in Harem</h1>{inside}<p>{BODY}</p></article></body></html>"
    )


def dated(source: str, **known: str) -> tuple[str, str] | None:
    found = capture(source, **known).published  # type: ignore[arg-type]
    return None if found is None else (found.date, found.basis)


def test_the_user_knows_best():
    meta = '<meta property="article:published_time" content="2016-08-01T10:00:00Z">'
    assert dated(page(meta), published="2016-07-30") == ("2016-07-30", "user")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2016-08-01T10:00:00Z">',
        '<meta name="DC.date.issued" content="2016-08-01">',
        '<meta itemprop="datePublished" content="Mon, 01 Aug 2016 10:00:00 +0000">',
        '<meta name="pubdate" content="20160801">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
        '"2016-08-01T02:00:00+03:00"}</script>',
        '<script type="application/ld+json">[{"@graph": [{"@type": ["ReportageNewsArticle"], "datePublished": '
        '"2016-08-01"}]}]</script>',
    ],
)
def test_a_page_says_when_it_was_published(head: str):
    assert dated(page(head)) == ("2016-08-01", "metadata")


def test_meta_tags_go_before_json_ld():
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-08-02"}</script>'
    meta = '<meta property="article:published_time" content="2016-08-01">'
    assert dated(page(ld + meta)) == ("2016-08-01", "metadata")


def test_broken_json_ld_is_passed_over():
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "datePub</script>'
    assert dated(page(ld)) is None


def test_a_time_element_of_the_article_says_when():
    assert dated(page("", '<time datetime="2016-08-01">Monday</time>')) == ("2016-08-01", "metadata")


def test_numbers_in_a_page_are_read_as_its_locale_writes_them():
    british = page('<meta name="date" content="04/05/2016">').replace("<html", '<html lang="en-GB"')
    american = page('<meta name="date" content="04/05/2016">').replace("<html", '<html lang="en-US"')
    neither = page('<meta name="date" content="04/05/2016">')
    assert [dated(one) for one in (british, american, neither)] == [
        ("2016-05-04", "metadata"),
        ("2016-04-05", "metadata"),
        ("2016", "metadata"),
    ]


def test_a_dateline_goes_before_the_address():
    text = f"Two killed in Harem\n\n2 August 2016\n\n{BODY}"
    assert dated(text, uri="https://news.example/2016/08/03/a") == ("2016-08-02", "dateline")


@pytest.mark.parametrize(
    ("uri", "date"),
    [
        ("https://news.example/2016/08/01/harem", "2016-08-01"),
        ("https://news.example/world/2016/aug/01/harem", "2016-08-01"),
        ("https://news.example/news/harem-20160801.html", "2016-08-01"),
        ("https://news.example/2016-08-01-harem", "2016-08-01"),
        ("https://news.example/2016/08/harem", "2016-08"),
        ("https://web.archive.org/web/20170101000000/https://news.example/2016/08/01/harem", "2016-08-01"),
    ],
)
def test_an_address_with_a_date_says_when(uri: str, date: str):
    found = from_url(uri)
    assert found is not None
    assert found.date == date


@pytest.mark.parametrize(
    "uri",
    [
        None,
        "https://news.example/story/201608019",
        "https://news.example/2016/13/01/a",
        "https://web.archive.org/web/20170101000000/https://news.example/harem",
        "file:///home/someone/2016/08/01/a.html",
        "http://[broken",
    ],
)
def test_an_address_without_a_date_says_nothing(uri: str | None):
    assert from_url(uri) is None


def test_a_bare_year_gives_way_to_a_day_that_agrees_with_it():
    year = Published(date="2016", precision="year", basis="metadata")
    day = Published(date="2016-08-01", precision="day", basis="url")
    other = Published(date="2015-08-01", precision="day", basis="url")
    assert best_date([year, day]) == day
    assert best_date([year, other]) == year
    assert best_date([]) is None


def test_an_embedded_post_dates_the_page_by_its_number():
    assert from_embedded_posts(MARCH) == Published(date="2016-03-08", precision="day", basis="embedded_post")


def test_of_several_posts_the_latest_counts():
    later = "https://x.com/reporter/status/760000000000000000"
    assert dated(f"Two killed in Harem\n\n{BODY}\n\n{MARCH}\n\n{later}\n") == ("2016-08-01", "embedded_post")


@given(st.integers((10**14 >> 22) + 1, ((10**19 - 1) >> 22) - 1))
def test_the_number_of_a_post_holds_its_milliseconds(milliseconds: int):
    found = from_embedded_posts(f"https://twitter.com/i/web/status/{(milliseconds << 22) + 2**22 - 1}")
    days = (milliseconds + 1_288_834_974_657) // 86_400_000
    assert found is not None
    assert found.date == (date(1970, 1, 1) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("A shell fell on Harem on Monday, 1 August 2016, the mayor said.", "2016-08-01"),
        ("A shell fell on Harem on 1 August 2016, the mayor said.", "2016-08"),
        ("The shelling was the worst since Monday, 1 August 2016, the mayor said.", None),
        ("The town was taken in 2014.", None),
    ],
)
def test_a_date_in_the_lead_counts_when_it_is_the_day_of_the_news(text: str, date: str | None):
    found = from_text([text])
    assert (found and found.date) == date


def test_the_day_of_the_file_is_the_last_resort(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(f"Two killed in Harem\n\n{BODY}\n")
    os.utime(path, (1_470_052_800, 1_470_052_800))
    assert capture(path).published == Published(date="2016-08-01", precision="day", basis="file")
    path.write_text(f"Two killed in Harem\n\n2 August 2016\n\n{BODY}\n")
    os.utime(path, (1_470_052_800, 1_470_052_800))
    assert capture(path).published == Published(date="2016-08-02", precision="day", basis="dateline")


def test_the_day_of_a_file_is_not_taken_when_the_text_speaks_of_other_years(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(f"Two killed in Harem\n\n{BODY} It was the worst day in the town since 2014, he said.\n")
    os.utime(path, (1_790_000_000, 1_790_000_000))
    assert capture(path).published is None


def test_text_without_any_date_stays_undated():
    assert dated(f"Two killed in Harem\n\n{BODY}") is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2016-08-01T23:30:00+03:00", "2016-08-01"),
        ("2016-08", "2016-08"),
        ("2016", "2016"),
        ("1 août 2016", "2016-08-01"),
        ("soon", None),
        ("0000-00-00", None),
        ("-", None),
    ],
)
def test_metadata_is_read_with_the_precision_it_has(value: str, date: str | None):
    found = from_metadata([value])
    assert (found and found.date) == date


@pytest.mark.parametrize("value", ["soon", "04/05/2016", "2016-13-01", ""])
def test_a_date_given_wrongly_is_refused(value: str):
    if not value:
        assert capture(f"Two killed\n\n{BODY}", published=value).published is None
        return
    with pytest.raises(CaptureError):
        capture(f"Two killed\n\n{BODY}", published=value)

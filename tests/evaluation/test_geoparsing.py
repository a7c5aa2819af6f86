from pathlib import Path

import pytest

from reportedly.evaluation.geoparsing import (
    Article,
    Found,
    Resolved,
    Toponym,
    detected,
    evaluate,
    read_articles,
    summary,
    worst,
)
from reportedly.model import Place
from reportedly.model.span import Span

CORPUS = """<articles>
<article docid="7"><title>Quiet day</title><url> https://news.example.com/1 </url>
<text><![CDATA[Police in Aleppo met Mr Smith. Roads in Homs were calm.]]></text>
<toponyms>
<toponym><start>10</start><end>16</end><phrase>Aleppo</phrase><gaztag><lat>36.2</lat><lon>37.16</lon></gaztag></toponym>
<toponym><start>41</start><end>45</end><phrase>Homs</phrase></toponym>
<toponym><start>0</start><end>5</end><phrase>Elsewhere</phrase></toponym>
</toponyms></article>
<article docid="8"><text>Nothing.</text><toponyms/></article>
</articles>"""


@pytest.fixture
def data(tmp_path) -> Path:
    (tmp_path / "lgl.xml").write_text(CORPUS, encoding="utf-8")
    return tmp_path


def place(start, end, latitude, longitude):
    span = Span(start=start, end=end, exact="x" * (end - start))
    return Place(text=span.exact, span=span, name="x", latitude=latitude, longitude=longitude)


def test_articles_are_read_with_their_names_moved_to_where_the_words_stand(data):
    assert list(read_articles(data / "lgl.xml", limit=1)) == [
        Article(
            "7",
            "https://news.example.com/1",
            "Quiet day",
            "Police in Aleppo met Mr Smith. Roads in Homs were calm.",
            (Toponym(10, 16, "Aleppo", 36.2, 37.16), Toponym(40, 44, "Homs", None, None)),
        )
    ]


def test_a_hand_worked_example_of_detection():
    # Four gold names, one without coordinates. Found: one right, one 500 km off, the one without, and one that is none.
    article = Article(
        "1", None, "", "x" * 100,
        (
            Toponym(0, 5, "a", 36.0, 37.0),
            Toponym(10, 15, "b", 36.0, 37.0),
            Toponym(20, 25, "c", None, None),
            Toponym(30, 35, "d", 36.0, 37.0),
        ),
    )  # fmt: skip
    found = [place(0, 5, 36.5, 37.0), place(8, 15, 40.5, 37.0), place(20, 25, 1.0, 1.0), place(50, 55, 36.0, 37.0)]
    counts = detected(article, found)
    assert counts == Found(found=4, gold=4, matched=3, placed_found=3, placed_gold=3, placed_right=1)
    wanted = article.toponyms
    resolved = [
        Resolved("1", wanted[0], found[0], 55.6),
        Resolved("1", wanted[1], found[1], 500.4),
        Resolved("1", wanted[3], None, None),
    ]
    assert summary(resolved, [counts]) == {
        "articles": 1,
        "given_the_name": {"n": 3, "within_161_km": 0.3333, "unresolved": 1, "median_error_km": 278.0},
        "detection": {"n": 4, "found": 4, "precision": 0.75, "recall": 0.75, "f1": 0.75},
        "detection_and_resolution": {"n": 3, "found": 3, "precision": 0.3333, "recall": 0.3333, "f1": 0.3333},
    }


def test_nothing_to_count_gives_no_share():
    assert summary([], [])["given_the_name"]["within_161_km"] is None


def test_a_corpus_is_evaluated_by_its_name(data):
    result = evaluate(data)
    assert list(result) == ["lgl"]
    assert result["lgl"]["given_the_name"] == {
        "n": 1,
        "within_161_km": 1.0,
        "unresolved": 0,
        "median_error_km": 0.2,
    }
    assert result["lgl"]["detection"]["recall"] == 1.0


def test_the_worst_names_are_told_with_their_words(tmp_path):
    moved = CORPUS.replace("<lat>36.2</lat>", "<lat>-36.2</lat>")
    (tmp_path / "TR-News.xml").write_text(moved, encoding="utf-8")
    assert worst(tmp_path) == [
        {
            "corpus": "TR-News",
            "article": "7",
            "words": "Aleppo",
            "resolved_to": "Aleppo",
            "country": "SY",
            "error_km": 8051,
        }
    ]


def test_a_folder_without_a_corpus_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no geoparsing corpus here; expected lgl\.xml or TR-News\.xml"):
        evaluate(tmp_path)

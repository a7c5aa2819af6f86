import gzip
import json

import pytest

from reportedly.evaluation.gva import clusterings, documents_of, linked_documents, scores
from tests.linking.making import account, day, figure, reading, town

ROWS = [
    {"id": "d1", "incident": "1", "title": "Two shot", "published": "2016-08-01", "uri": "u1", "text": "Two were shot.",
     "gold": {"killed": 2, "injured": 1}},
    {"id": "d2", "incident": "1", "title": "Pair shot", "published": "2016-08-01", "uri": "u2", "text": "A pair shot.",
     "gold": {"killed": 2, "injured": 1}},
    {"doc_id": "d3", "incident": "2", "title": "One hurt", "date": "2016-08-03", "url": "u3", "text": "One was hurt.",
     "num_killed": 0, "num_injured": 1},
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in ROWS)
    return path


def read_by_hand(reports):
    """What a reader would find: the two dead of the first incident, and nothing of who was hurt."""
    for made in reports:
        killed = [figure("killed", 2)] if made.uri in ("u1", "u2") else []
        where, on = ("Homs", made.published.date) if killed else ("Atmeh", made.published.date)
        yield reading(made, account(made, sub_type="Attack", place=town(where), when=day(on), figures=killed))


def test_documents_of_both_layouts_are_read(corpus):
    assert [(d.name, d.incident, d.report.published.date, d.killed, d.injured) for d in documents_of(corpus)] == [
        ("d1", "1", "2016-08-01", 2, 1),
        ("d2", "1", "2016-08-01", 2, 1),
        ("d3", "2", "2016-08-03", 0, 1),
    ]


def test_documents_and_tolls_are_scored_by_incident(corpus):
    linked = linked_documents(list(documents_of(corpus)), read_by_hand)
    found, gold = clusterings(linked)
    assert sorted(map(sorted, found)) == sorted(map(sorted, gold)) == [["d1", "d2"], ["d3"]]
    scored = scores(linked)
    assert (scored["b_cubed"]["f1"], scored["conll_f1"]) == (1.0, 1.0)
    assert scored["killed"] == {"exact": 1.0, "incidents": 2}
    assert scored["injured"] == {"exact": 0.0, "incidents": 2}


def test_a_line_that_is_no_document_is_named(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write('{"title": "no incident"}\n')
    with pytest.raises(ValueError, match=r"dev\.jsonl\.gz, line 1: not a document of this corpus"):
        list(documents_of(path))

"""Sections, quotations and sentence starts, as the characters settle them."""

# ruff: noqa: RUF001  (quotation marks are what is tested)

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.model import Report, sha256_of_text
from reportedly.reading import structure
from reportedly.reading.language_model import load_language_model


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load_language_model()
    pipeline.add_pipe("structure", first=True)
    return pipeline


def report_of(headline: str | None, standfirst: str | None, *paragraphs: str) -> Report:
    text = "\n\n".join(part for part in (headline, standfirst, *paragraphs) if part)
    return Report(
        id="report-1", uri=None, publisher=None, headline=headline, standfirst=standfirst, by=None, language="en",
        published=None, captured_at=None, media_type=None, sha256=None, text_sha256=sha256_of_text(text), text=text,
    )  # fmt: skip


def read(nlp: Language, report: Report) -> Doc:
    doc = nlp.make_doc(report.text)
    doc._.report = report
    return nlp(doc)


def sentences(doc: Doc) -> list[str]:
    return [sentence.text.strip() for sentence in doc.sents]


def quotations(doc: Doc) -> list[tuple[str, bool]]:
    return [(doc[quote.start : quote.end].text, quote.closed) for quote in doc._.quotes]


def test_headline_and_standfirst_are_kept_apart_from_the_body(nlp: Language) -> None:
    report = report_of("Shells hit market", "Medics count nine dead", "The market was full.", "Nobody claimed it.")
    doc = read(nlp, report)
    assert [(s.kind, doc[s.start : s.end].text) for s in doc._.sections] == [
        ("headline", "Shells hit market"),
        ("standfirst", "Medics count nine dead"),
        ("body", "The market was full."),
        ("body", "Nobody claimed it."),
    ]
    assert sentences(doc) == [
        "Shells hit market",
        "Medics count nine dead",
        "The market was full.",
        "Nobody claimed it.",
    ]


def test_without_a_report_everything_is_body(nlp: Language) -> None:
    doc = nlp("One road was cut.\n\nAnother stayed open.")
    assert [(s.kind, doc[s.start : s.end].text) for s in doc._.sections] == [
        ("body", "One road was cut."),
        ("body", "Another stayed open."),
    ]


def test_a_headline_without_a_full_stop_stays_one_sentence(nlp: Language) -> None:
    doc = read(nlp, report_of("Raid On Depot Kills Six In Eastern Town Monitor", None, "Smoke rose over the town."))
    assert sentences(doc)[0] == "Raid On Depot Kills Six In Eastern Town Monitor"


def test_wrapped_lines_are_one_paragraph(nlp: Language) -> None:
    doc = nlp("The convoy left the border crossing before dawn and was\nfired upon twice before it reached the town.")
    assert len(doc._.sections) == 1


def test_a_short_line_is_a_paragraph_of_its_own(nlp: Language) -> None:
    doc = nlp("The road is closed.\nWater runs out\nThe town has two wells left.")
    assert sentences(doc) == ["The road is closed.", "Water runs out", "The town has two wells left."]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. military flew there.",
        "He met Gen. Omar Haddad and Lt. Col. Sami Aziz.",
        "It began on Jan. 5 in the hills.",
        "The letter was signed by J. K. Barron.",
        "It hit St. Anne church.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(nlp: Language, text: str) -> None:
    assert sentences(nlp(text)) == [text]


def test_an_abbreviation_at_the_end_of_a_sentence_does(nlp: Language) -> None:
    assert sentences(nlp("The jets came from the U.S. The pilots did not.")) == [
        "The jets came from the U.S.",
        "The pilots did not.",
    ]


def test_a_sentence_does_not_break_between_a_quotation_and_its_speaker(nlp: Language) -> None:
    assert sentences(nlp('"Who fired first?" Haddad asked. "We may never know." The room fell silent.')) == [
        '"Who fired first?" Haddad asked.',
        '"We may never know."',
        "The room fell silent.",
    ]


def test_a_dateline_is_not_part_of_the_first_sentence(nlp: Language) -> None:
    assert sentences(nlp("TRIPOLI (Wire) - The army fell back."))[1:] == ["The army fell back."]
    assert sentences(nlp("TRIPOLI The army fell back."))[1:] == ["The army fell back."]
    assert sentences(nlp("Sabha, Libya – The army fell back."))[1:] == ["The army fell back."]
    assert sentences(nlp("Men, women – The army took them all.")) == ["Men, women – The army took them all."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we are leaving” today.", [("we are leaving", True)]),
        ('He said "we are leaving" today.', [("we are leaving", True)]),
        ("He said 'we are leaving' today.", [("we are leaving", True)]),
        ("He said ‘we are leaving’ today.", [("we are leaving", True)]),
        ("He said «we are leaving» today.", [("we are leaving", True)]),
        ("He said ''we are leaving'' today.", [("we are leaving", True)]),
        ("“He told us ‘run’ and we ran.”", [("He told us ‘run’ and we ran.", True), ("run", True)]),
        ("The town’s wells and the rebels' guns aren't far.", []),
        ("They called it 'the rebels' last stand' again.", [("the rebels' last stand", True)]),
        ("“We left at night", [("We left at night", False)]),
        ("“We left.\n\n“Then we came back.”", [("We left.", False), ("Then we came back.", True)]),
        ('"We left. "Then we came back." It was over.', [("We left. ", False), ("Then we came back.", True)]),
        ('"No" he said. "Not one shell" she said.', [("No", True), ("Not one shell", True)]),
        ("“It was a mistake\" he said.", [("It was a mistake", True)]),
    ],
)  # fmt: skip
def test_quotation_marks_pair(nlp: Language, text: str, expected: list[tuple[str, bool]]) -> None:
    assert quotations(nlp(text)) == [(words.strip(), closed) for words, closed in expected]


@given(st.text(alphabet="aB .?!\n\"'“”‘’«»-(),", max_size=60))
def test_any_text_has_sections_and_quotations_in_order_and_in_range(nlp: Language, text: str) -> None:
    doc = structure.structure(nlp.make_doc(text))
    ends = [0] + [bound for section in doc._.sections for bound in (section.start, section.end)] + [len(doc)]
    assert ends == sorted(ends)
    for quote in doc._.quotes:
        assert any(section.start < quote.start < quote.end <= section.end for section in doc._.sections)

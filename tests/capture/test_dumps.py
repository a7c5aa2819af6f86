"""A page saved as text: the story stays, what stands around it goes."""

import pytest

from reportedly.capture import capture
from reportedly.capture.furniture import is_furniture, without_tail

LEAD = "Two people were killed when mortar rounds fell on the town of Harem on Tuesday, the rescue service said."
MORE = "The mayor said that the rounds had come from over the hill."

DUMP = f"""Skip to main content

Home | World | Business | Sport

Mortar fire kills two in Harem

Mayor blames "the men on the hill" for the third attack in a week
A woman looks at what is left of her kitchen (@harem_press)

By Lina Haddad

Published: Tuesday 2 August 2016 14:05 GMT

Share Tweet Print

HAREM (AFP) - {LEAD}

[click to enlarge]

{MORE}

Sign up for our newsletter

https://twitter.com/harem_press/status/760000000000000000

No names were given.

Read also: Truce holds for a third day

Tags: Harem, mortar, truce

The Valley Post gives you news of the valley. To republish this article, please write to us.

© 2016 The Valley Post. All rights reserved.

Terms of Use | Privacy Policy | Contact
"""


def test_a_dump_of_a_page_keeps_the_story_and_nothing_else():
    report = capture(DUMP)
    assert report.text.split("\n\n") == [
        "Mortar fire kills two in Harem",
        'Mayor blames "the men on the hill" for the third attack in a week',
        LEAD,
        MORE,
        "No names were given.",
    ]
    assert (report.headline, report.standfirst) == tuple(report.text.split("\n\n")[:2])
    assert report.by == "Lina Haddad"
    assert report.published is not None
    assert (report.published.date, report.published.basis) == ("2016-08-02", "dateline")


@pytest.mark.parametrize(
    ("head", "date", "by"),
    [
        ("2 August 2016 ", "2016-08-02", None),
        ("Tue 02 Aug 2016 at 0914 Mortar fire kills two in Harem. ", "2016-08-02", None),
        ("AFP Tuesday 2 Aug 2016 ", "2016-08-02", "AFP"),
        ("Mortar fire kills two in Harem Reuters Tuesday 2 Aug 2016 ", "2016-08-02", "Reuters"),
        ("Last updated at Aug 022016 BEIRUT ", "2016-08-02", None),
        ("Last updated at Aug 022016 HAREM Syria ", "2016-08-02", None),
        ("Posted on August 2 2016 by Lina Haddad Mortar fire kills two in Harem ", "2016-08-02", "Lina Haddad"),
        ("Date of publication 2 August 2016 ", "2016-08-02", None),
        ("02-08-2016 title: Mortar fire kills two in Harem. ", "2016-08-02", None),
        (
            "August 2 2016 Mortar fire kills two in Harem. Lina Haddad Omar Said. ",
            "2016-08-02",
            "Lina Haddad Omar Said",
        ),
        ("02.08.2016(updated 1404 02.08.2016) Get short URL 12 340 ", "2016-08-02", None),
        ("Tuesday 2 August 2016 11:40 ", "2016-08-02", None),
        (
            "Published August 2 2016 Rescuers search a ruined house in the town of Harem. (AFP Photo) ",
            "2016-08-02",
            None,
        ),
        ("BEIRUT (Reuters) - ", None, None),
        ("KYIV, Ukraine — ", None, None),
        ("GAZA CITY, Aug. 2 — ", None, None),
        ("Mortar fire kills two in Harem ", None, None),
    ],
)
def test_the_head_of_a_story_is_lifted_off_its_first_words(head: str, date: str | None, by: str | None):
    report = capture(f"Mortar fire kills two in Harem\n\n{head}{LEAD} {MORE}")
    assert report.text == f"Mortar fire kills two in Harem\n\n{LEAD} {MORE}"
    assert (report.published and report.published.date, report.by) == (date, by)


@pytest.mark.parametrize(
    "first",
    [
        "On 2 August 2016 the town was quiet, and then the mortars began again, people said.",
        "1 August 2016 was the worst day of the siege, said the mayor.",
        "SANA reporter said that two were killed.",
        "UNICEF said that two of the dead were children.",
        "Mortar fire kills two in Harem every week, the mayor said.",
        "By Monday the town was empty, people said.",
        "The U.N. Security Council was to meet on Tuesday.",
        "Syrian army units shelled Harem on Tuesday (the third time this week) and killed two, the mayor said.",
        "Doctors of Harem (SARC) buried two on Tuesday.",
    ],
)
def test_a_sentence_that_looks_like_a_head_stays(first: str):
    assert capture(f"Mortar fire kills two in Harem\n\n{first} {MORE}").text.endswith(f"{first} {MORE}")


def test_a_story_that_opens_with_its_standfirst_has_one():
    standfirst = "Two people were killed when mortar rounds fell on Harem."
    report = capture(f"Fire on Harem\n\n{standfirst} {LEAD.replace('the town of ', '')} {MORE}")
    assert report.standfirst == standfirst
    assert report.text.split("\n\n")[2] == f"{LEAD.replace('the town of ', '')} {MORE}"


@pytest.mark.parametrize(
    "tags", ["Tags Syria Harem mortar fire truce", "Tags Syria Harem.", "Tags: Syria Harem Free Valley Army"]
)
def test_a_list_of_tags_between_standfirst_and_story_goes(tags: str):
    standfirst = "The third attack in a week has emptied the town."
    report = capture(f"Fire on Harem\n\n{standfirst} {tags} {LEAD} {MORE}")
    assert report.text.split("\n\n") == ["Fire on Harem", standfirst, f"{LEAD} {MORE}"]


def test_tags_whose_end_cannot_be_told_stay_rather_than_take_words_along():
    told = f"Mortar rounds killed two on Tuesday. {MORE}"
    assert capture(f"Fire on Harem\n\nThe town is empty. Tags Syria Harem {told}").text.endswith(told)


def test_related_headlines_behind_a_share_bar_go():
    bar = "Print Tweet Views 2494 Related Truce holds in valley Army shells hill Monitor"
    report = capture(f"Fire on Harem kills two\n\nAFP Tuesday 2 Aug 2016 {bar} {LEAD} {MORE}")
    assert report.text == f"Fire on Harem kills two\n\n{LEAD.removesuffix('.')}. {MORE}"


@pytest.mark.parametrize(
    "tail",
    [
        "Source Valley News and agencies",
        "Read Also",
        "(Source: Harem Council) Twitter",
        "(With AFP and Reuters) Last Update: Wednesday 3 August 2016 KSA 01:41 - GMT 22:41 99",
        "Reporting by Lina Haddad; Editing by Omar Said Our Standards:The Valley Post Principles.",
        "- REUTERS",
        "... 440 Related Truce holds in valley Army shells hill Tags mortar Harem Syria Community standardsDiscussion "
        "Comment via FacebookComment via Valley News",
        "This report is an edited translation from the Kurdish.",
        "Valley News Valley News is the oldest newspaper of the valley and is printed in four cities.",
        "212-11",
        "Lina / Omar Said",
    ],
)
def test_what_follows_a_story_in_its_last_paragraph_goes(tail: str):
    assert without_tail(f"{LEAD} {MORE} {tail}")[0] == f"{LEAD} {MORE}"


def test_the_names_of_reporters_are_taken_from_the_tail():
    tail = "Reporting by Lina Haddad; Writing by Omar Said; Editing by A. Nader"
    assert capture(f"Fire on Harem\n\n{LEAD} {MORE} {tail}").by == "Lina Haddad, Omar Said"


@pytest.mark.parametrize(
    "end",
    [
        "It was shelled again on Aug. 14",
        "Two of them died, a military source told SANA.",
        "The council asked for help under Resolution No. 2254",
        "The shells killed twelve (with three children)",
        "People had read more than once of a truce",
        "The fire came from Army - held hills",
    ],
)
def test_the_last_words_of_a_story_stay(end: str):
    assert without_tail(f"{LEAD} {end}") == (f"{LEAD} {end}", None)


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Home News World Middle East Sport Opinion",
        "Home » World » Middle East",
        "Facebook Twitter WhatsApp",
        "Print Tweet Views 1,430",
        "Advertisement",
        "Read more: Truce holds for a third day",
        "Tags: Harem, mortar, truce",
        "Stay informed with our newsletters",
        "Follow us on Telegram",
        "© 2016 The Valley Post",
        "To republish this article, please fill out this form.",
        "Terms of Use | Privacy Policy | Cookie Policy",
        "Source: Valley News",
        "3 min read",
        "* * *",
    ],
)
def test_a_line_beside_the_news_is_furniture(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Air strikes on Idlib",
        "Sources say 20 killed in Homs raid",
        "Also: 14 people were killed",
        "The group said in its weekly newsletter that 14 fighters were killed.",
        "Share of the dead who were children rises",
        "Follow-up strike hits rescuers",
        "Live: shells fall on Harem",
        "News of the strike spread",
        "World powers meet on Syria",
        "Campaign to take months",
        "Join us or die, fighters told villagers",
        "Copyright lawyer among the dead",
        "12 killed",
    ],
)
def test_a_line_that_reports_something_is_not(line: str):
    assert not is_furniture(line)


def test_no_line_takes_long_to_judge():
    assert not is_furniture("about us " * 80 + "x")
    assert not is_furniture("home news " * 80 + "x")


def test_lines_that_were_wrapped_are_one_paragraph():
    report = capture(
        "Mortar fire kills two in Harem\n\nTwo people were killed when mortar rounds fell on\nthe town of Harem on "
        "Tuesday, said the\nrescue service of the town.\n"
    )
    assert report.text.split("\n\n")[1] == (
        "Two people were killed when mortar rounds fell on the town of Harem on Tuesday, said the rescue service of "
        "the town."
    )


def test_lines_that_end_their_sentences_are_paragraphs():
    report = capture(f"Mortar fire kills two in Harem\n{LEAD}\n{MORE}\nNo names were given.\n")
    assert report.text.split("\n\n") == ["Mortar fire kills two in Harem", LEAD, MORE, "No names were given."]


@pytest.mark.parametrize(
    ("first", "headline", "publisher"),
    [
        ("Fire on Harem kills two | Valley Post", "Fire on Harem kills two", "Valley Post"),
        ("Fire on Harem kills two - World - Middle East - Valley Post", "Fire on Harem kills two", "Valley Post"),
        ("Fire on Harem kills two - monitor", "Fire on Harem kills two - monitor", None),
    ],
)
def test_the_name_of_the_outlet_comes_off_the_headline(first: str, headline: str, publisher: str | None):
    report = capture(f"{first}\n\n{LEAD}")
    assert (report.headline, report.publisher) == (headline, publisher)
    assert report.text == f"{headline}\n\n{LEAD}"


def test_a_date_above_the_headline_dates_the_report():
    report = capture(f"2 August 2016\n\nFire on Harem kills two\n\n{LEAD}")
    assert (report.headline, report.published and report.published.date) == ("Fire on Harem kills two", "2016-08-02")


def test_a_report_of_one_line_is_a_headline():
    report = capture("Two killed in Harem on 2 August 2016, mayor says\n")
    assert (report.text, report.headline, report.standfirst) == (
        "Two killed in Harem on 2 August 2016, mayor says",
        "Two killed in Harem on 2 August 2016, mayor says",
        None,
    )

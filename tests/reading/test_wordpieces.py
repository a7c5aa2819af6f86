"""Words cut into pieces, and pieces packed into windows."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.reading.wordpieces import PIECES, WINDOW, WordPieces, windows_of

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "bomb", "##ard", "##ed", "##s", "car", "-", "o", "##kal"]
KNOWN = WordPieces(VOCABULARY)


def pieces(word):
    return [VOCABULARY[number] for number in KNOWN.of(word)]


def test_a_word_is_cut_into_the_longest_known_pieces_from_the_left():
    assert pieces("bombarded") == ["bomb", "##ard", "##ed"]


def test_case_and_accents_make_no_difference():
    assert pieces("ÓKAL") == pieces("okal") == ["o", "##kal"]


def test_punctuation_is_a_piece_by_itself():
    assert pieces("car-bombs") == ["car", "-", "bomb", "##s"]


def test_a_word_that_no_pieces_make_up_is_unknown():
    assert pieces("zebra") == ["[UNK]"]


def test_a_blank_has_no_pieces():
    assert pieces("\n\n") == []


def test_sentences_share_a_window_and_each_word_finds_its_pieces():
    windows = windows_of(["cars", "bombed", "\n", "car"], [(0, 3), (3, 4)], KNOWN)
    assert [VOCABULARY[n] for n in windows.pieces[0]] == ["[CLS]", "car", "##s", "bomb", "##ed", "car", "[SEP]"]
    nowhere = windows.pieces.size
    assert [[at for at in row if at != nowhere] for row in windows.places.tolist()] == [[1, 2], [3, 4], [], [5]]
    assert windows.share.tolist() == [[0.5], [0.5], [1.0], [1.0]]


def test_a_sentence_that_does_not_fit_any_more_opens_a_window():
    windows = windows_of(["car"] * 300, [(0, 200), (200, 300)], KNOWN)
    assert [int((row > 0).sum()) - 2 for row in windows.pieces] == [200, 100]


@given(st.lists(st.lists(st.sampled_from(["car", "bombarded", " ", "zebra"]), min_size=1, max_size=400), max_size=4))
def test_every_piece_is_in_one_window_and_no_window_is_too_long(sentences):
    words = [word for sentence in sentences for word in sentence]
    ends = np.cumsum([0, *map(len, sentences)]).tolist()
    windows = windows_of(words, list(pairwise(ends)), KNOWN)
    flat = np.append(windows.pieces.ravel(), 0)
    found = [tuple(n for n in flat[row] if n) for row in windows.places]
    assert found == [KNOWN.of(word) for word in words]
    assert windows.places.shape == (len(words), PIECES)
    assert windows.pieces.shape[1] <= WINDOW + 2

"""The encoder that the learned reader's model carries."""

import numpy as np
import pytest

from reportedly.reading.attack_features import features_of
from reportedly.reading.attack_model import model_file
from reportedly.reading.pipeline import annotated, read

pytest.importorskip("onnx", reason="training needs the package onnx")

from reportedly.training.encoder import Encoder, encoder_within


@pytest.fixture(scope="module")
def encoder():
    return Encoder(encoder_within(model_file()))


def vectors(encoder, text):
    """The words of ``text`` and their vectors."""
    ((_, doc),) = annotated([read(text).report])
    return [token.text for token in doc], encoder.vectors(doc, features_of(doc))


def test_words_that_mean_alike_have_vectors_alike(encoder):
    words, found = vectors(encoder, "Gunmen fired at a bus.\nRebels shot at a coach.\nPrices of coffee rose in March.")
    lengths = np.linalg.norm(found, axis=1)
    alike = {
        word: found[words.index(word)] @ found[words.index("Gunmen")] / lengths[words.index(word)] / lengths[0]
        for word in ("Rebels", "coffee")
    }
    assert alike["Rebels"] > alike["coffee"]


def test_capitals_make_no_difference_to_a_vector(encoder):
    (_, small), (_, large) = (vectors(encoder, text) for text in ("gunmen fired.", "GUNMEN FIRED."))
    assert small == pytest.approx(large)


def test_an_encoder_can_be_taken_only_out_of_a_file_that_is_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="no model"):
        encoder_within(tmp_path / "none.onnx")

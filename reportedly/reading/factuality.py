"""How sure a source is that a thing happened, and whether it is said to have happened at all.

Factuality is FactBank's: ``CT+`` certain, ``PR+`` probable, ``PS+`` possible, the same with ``-`` denied, ``Uu`` not
committed. Source: Saurí and Pustejovsky (2009), FactBank: a corpus annotated with event factuality.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import cast

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.claim import Factuality, Stage
from reportedly.reading.doc import TokenRange
from reportedly.reading.harms import WORDS
from reportedly.reading.once import lemmas, lower_words
from reportedly.reading.phrases import Phrases
from reportedly.reading.positions import Positions, sentence_at

_RAW = load_lexicon("modality")
_WEAKENERS = Phrases([(phrase, "PR") for phrase in _RAW["probable"]] + [(phrase, "PS") for phrase in _RAW["possible"]])
_OPENING = frozenset(phrase.split()[0] for phrase in _RAW["openers"])
_NEGATIONS = frozenset(_RAW["negations"])
_ADDING = frozenset(_RAW["adding"])
_UNKNOWING = frozenset(_RAW["unknowing"])
_OPEN = frozenset(_RAW["open"])
_ASKING = frozenset({"whether", "if"})
_PURPOSES = frozenset(_RAW["purposes"])
_BY_DISTANCE: tuple[Stage, ...] = ("threatened", "planned", "attempted")
_STAGES: Phrases[Stage] = Phrases([(phrase, stage) for stage in _BY_DISTANCE for phrase in _RAW[stage]])
_SHARING = frozenset(load_lexicon("events")["sharing_verbs"])
_STRENGTH = {"CT": 2, "PR": 1, "PS": 0}


def weakest(first: Factuality, second: Factuality) -> Factuality:
    """What is left when a weak saying carries a weak content: the weaker strength, and the product of the polarities.

    >>> weakest("CT+", "PS+"), weakest("CT-", "PR+"), weakest("CT-", "CT-"), weakest("Uu", "CT+")
    ('PS+', 'PR-', 'CT+', 'Uu')
    """
    if "Uu" in (first, second):
        return "Uu"
    strength = min(first[:2], second[:2], key=_STRENGTH.__getitem__)
    sign = "+" if first[2] == second[2] else "-"
    factuality: dict[str, Factuality] = {
        "CT+": "CT+", "PR+": "PR+", "PS+": "PS+", "CT-": "CT-", "PR-": "PR-", "PS-": "PS-",
    }  # fmt: skip
    return factuality[strength + sign]


@dataclass(frozen=True, slots=True)
class Marks:
    """The weakening and staging words of a Doc, found once: (token index, what the word says)."""

    weakeners: Positions[tuple[int, str]]
    stages: Positions[tuple[int, Stage]]


def marks_of(doc: Doc) -> Marks:
    """Find the words of ``doc`` that weaken what is said or move it into the future."""
    return Marks(
        weakeners=Positions(((found.start, found.entry) for found in _WEAKENERS.find(doc)), itemgetter(0)),
        stages=Positions(
            ((found.start, found.entry) for found in _STAGES.find(doc) if _leads_on(doc, found.end)), itemgetter(0)
        ),
    )


def _leads_on(doc: Doc, end: int) -> bool:
    """Whether a phrase that ends before token ``end`` leads to an act, where it ends in "to": "due to LEAVE on Monday",
    not "due to the shelling".
    """
    if doc[end - 1].lower_ != "to":
        return True
    following = next((token for token in doc[end : end + 3] if token.pos_ != "ADV"), None)
    return following is not None and following.tag_ in ("VB", "VBP")


def factuality_of(doc: Doc, marks: Marks, content: Sequence[TokenRange], governor: Token) -> Factuality:
    """What the words of ``content`` commit to about ``governor``, the word that carries the proposition."""
    if _left_open(governor):
        return "Uu"
    strength = "CT"
    weakeners = marks.weakeners.within(content)
    chain = {governor.i, *(token.i for token in governor.ancestors)} if weakeners else set()
    for i, weakened in weakeners:
        word = doc[i]
        opens = any(i - start <= 1 for start, _ in content) and word.lower_ in _OPENING
        if opens or i in chain or word.head.i in chain or _scopes_over(word, governor):
            strength = min(strength, weakened, key=_STRENGTH.__getitem__)
    # "None of the five survived" is no denial of their death.
    alive = governor.lemma_ in WORDS.surviving or governor.lemma_ in WORDS.survivors
    negated = not alive and any(is_negated(token) for token in [governor, *_same_clause(governor)])
    return weakest("CT+", cast(Factuality, f"{strength}{'-' if negated else '+'}"))


def _left_open(governor: Token) -> bool:
    """Whether the clause of ``governor`` is a question, or one that its source will not vouch for.

    "Whether" asks always; "if" asks, and "that" is not vouched for, after "not clear", "unknown", "could not confirm".
    What one knows not to be so is known, and so is what one asks "who" or "how" about.
    """
    here = slice(*sentence_at(governor.doc, governor.i))
    asked = not _ASKING.isdisjoint(lower_words(governor.doc)[here])
    if not asked and _UNKNOWING.isdisjoint(lemmas(governor.doc)[here]):
        return False
    for clause in (governor, *governor.ancestors):
        if asked and _opens_with(clause, "whether"):
            return True
        above = clause.head
        asks = asked and _opens_with(clause, "if") and clause.i > above.i
        if asks and any(_leaves_open(word) for word in (above, *_predicates(above))):
            return True
        if clause.dep_ == "relcl" or (clause.dep_ == "advcl" and clause.i != governor.i):
            return False
        vouched = (
            clause.dep_ == "ccomp" and clause.i > above.i and above.lemma_.lower() in _UNKNOWING - {"know", "rule"}
        )
        if vouched and _is_denied(above) and not _opens_with(clause, "who", "what", "how", "why", "where", "when"):
            return True
    return False


def _leaves_open(word: Token) -> bool:
    lemma = word.lemma_.lower()
    return lemma in _OPEN or (lemma in _UNKNOWING and _is_denied(word))


def _predicates(verb: Token) -> list[Token]:
    """What a verb of being says of its subject: "was not CLEAR"."""
    return [child for child in verb.children if child.dep_ in ("acomp", "attr", "oprd")]


def _opens_with(clause: Token, *words: str) -> bool:
    return any(child.lower_ in words and child.i < clause.i for child in clause.children)


def _is_denied(word: Token) -> bool:
    """Whether "not" stands on ``word``, or on the verb of being before it: "is not clear"."""
    return is_negated(word) or (word.dep_ in ("acomp", "attr", "oprd") and is_negated(word.head))


def _scopes_over(word: Token, governor: Token) -> bool:
    """Whether an adverb or adjective stands in the governor's own clause."""
    return word.head.i == governor.i or (word.dep_ in ("advmod", "amod") and abs(word.i - governor.i) < 4)


def _same_clause(governor: Token) -> list[Token]:
    """The verbs above ``governor`` in its clause, as in "did not kill" and "was not believed to have killed"."""
    verbs = []
    token = governor
    while token.dep_ in ("xcomp", "aux", "auxpass", "dobj", "attr", "acomp", "nsubjpass") and token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            verbs.append(token)
    noun = governor.head if governor.dep_ == "compound" else governor
    shared = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else governor
    return [*verbs, shared] if shared.lemma_ in _SHARING else verbs  # "did not engage in combat"


def is_negated(token: Token) -> bool:
    """Whether "not", "never", "no" and the like stand on ``token`` or on its subject; "not only" denies nothing."""
    for child in token.children:
        if child.i + 1 < len(child.doc) and child.nbor().lower_ in _ADDING:
            continue
        if child.dep_ == "neg" or (child.lower_ in _NEGATIONS and child.dep_ in ("advmod", "det", "preconj")):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and (
            child.lower_ in ("nobody", "none")
            or any(grand.lower_ == "no" and grand.dep_ == "det" for grand in child.children)
        ):
            return True
    return False


def _is_purpose(verb: Token, deed: Token) -> bool:
    """Whether ``verb`` says what the deed, its subject, was for: "the strikes aimed to cut the road"."""
    return verb.lemma_ in _PURPOSES and deed.head.i == verb.i and deed.dep_ in ("nsubj", "nsubjpass")


def stage_of(marks: Marks, content: Sequence[TokenRange], governor: Token) -> Stage:
    """Whether the thing said was done, tried, planned or threatened."""
    marked = marks.stages.within(content)
    if not marked:
        return "accomplished"
    above = [governor, *governor.ancestors]
    # "Foiled an attack and killed nine": what stands beside the killing does not govern it.
    chain = [governor, *(head for below, head in pairwise(above) if below.dep_ != "conj")]
    near = {token.i for token in chain} | {
        child.i for token in chain for child in token.children if child.dep_ in ("aux", "advmod")
    }
    found = {stage for i, stage in marked if i in near and not _is_purpose(governor.doc[i], governor)}
    for stage in _BY_DISTANCE:
        if stage in found:
            return stage
    return "accomplished"

"""Words that say that people were harmed ("killed", "dead", "the death toll"), found in a sentence."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.figure import Harm, Subgroup
from reportedly.reading.once import lemmas, lower_words
from reportedly.reading.positions import sentence_at

Form = Literal["verb", "suffered", "state", "counted", "noun", "toll"]


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word that says harm: the token's index, which harm, and how the word takes those harmed."""

    i: int
    harm: Harm
    form: Form


@dataclass(frozen=True, slots=True)
class HarmLexicon:
    """The word lists of ``harms.yaml`` and ``people.yaml``, by lemma."""

    verbs: dict[str, Harm]
    suffered: dict[str, Harm]
    states: dict[str, Harm]
    counted_states: frozenset[str]
    counted: dict[str, Harm]
    nouns: dict[str, Harm]
    tolls: dict[str, Harm]
    leaving: frozenset[str]
    claiming: frozenset[str]
    lives: frozenset[str]
    toll_verbs: frozenset[str]
    revising: frozenset[str]
    toll_bridges: frozenset[str]
    cases: frozenset[str]
    losing: frozenset[str]
    hitting: frozenset[str]
    hitting_nouns: frozenset[str]
    fatal: frozenset[str]
    suffering: frozenset[str]
    suffering_objects: dict[str, Harm]
    having: frozenset[str]
    signs: frozenset[str]
    afflicting: frozenset[str]
    causes: frozenset[str]
    falling: frozenset[str]
    immortal: frozenset[str]
    adding: frozenset[tuple[str, ...]]
    bridges: frozenset[str]
    wars: frozenset[str]
    starts: frozenset[str]
    threshold: int
    threshold_displaced: int
    civilians: frozenset[str]
    fighters: frozenset[str]
    people: frozenset[str]
    subgroups: dict[str, Subgroup]
    never: frozenset[str]
    kin: frozenset[str]
    collectives: frozenset[str]
    own_death: dict[str, frozenset[str]]
    giving: dict[str, frozenset[str]]
    greatest: frozenset[str]
    telegraphese: frozenset[str]
    bodies: frozenset[str]
    carrying: frozenset[str]
    surviving: frozenset[str]
    survivors: frozenset[str]


HARMS: tuple[Harm, ...] = ("killed", "injured", "abducted", "detained", "missing", "displaced", "casualties")


def _load() -> HarmLexicon:
    raw, people = load_lexicon("harms"), load_lexicon("people")
    by_form: dict[str, dict[str, Harm]] = {
        form: {word: harm for harm in reversed(HARMS) for word in raw[harm][form]}
        for form in ("verbs", "suffered", "states", "counted", "nouns", "tolls")
    }
    subgroups: dict[str, Subgroup] = {word: name for name, words in people["subgroups"].items() for word in words}
    return HarmLexicon(
        **by_form,
        counted_states=frozenset(raw["counted_states"]),
        leaving=frozenset(raw["leaving"]),
        claiming=frozenset(raw["claiming"]),
        lives=frozenset(raw["lives"]),
        toll_verbs=frozenset(raw["toll_verbs"]),
        revising=frozenset(raw["revising"]),
        toll_bridges=frozenset(raw["toll_bridges"]),
        cases=frozenset(raw["cases"]),
        losing=frozenset(raw["losing"]),
        hitting=frozenset(raw["hitting"]["verbs"]),
        hitting_nouns=frozenset(raw["hitting"]["nouns"]),
        fatal=frozenset(raw["hitting"]["fatal"]),
        suffering=frozenset(raw["suffering"]["verbs"]),
        suffering_objects=raw["suffering"]["objects"],
        having=frozenset(raw["having"]["verbs"]),
        signs=frozenset(raw["having"]["signs"]),
        afflicting=frozenset(raw["afflicting"]["verbs"]),
        causes=frozenset(raw["afflicting"]["causes"]),
        falling=frozenset(raw["falling"]),
        immortal=frozenset(raw["immortal"]),
        adding=frozenset(tuple(phrase.split()) for phrase in raw["adding"]),
        bridges=frozenset(raw["bridges"]),
        wars=frozenset(raw["cumulative"]["wars"]),
        starts=frozenset(raw["cumulative"]["starts"]),
        threshold=raw["cumulative"]["threshold"],
        threshold_displaced=raw["cumulative"]["threshold_displaced"],
        civilians=frozenset(people["civilians"]),
        fighters=frozenset(people["fighters"]),
        people=frozenset(people["civilians"])
        | frozenset(people["fighters"])
        | frozenset(people["unknown"])
        | frozenset(subgroups),
        subgroups=subgroups,
        never=frozenset(people["never"]),
        kin=frozenset(people["kin"]),
        collectives=frozenset(people["collectives"]),
        telegraphese=frozenset(raw["fates"]["telegraphese"]),
        bodies=frozenset(raw["nouns_alone"]["bodies"]),
        carrying=frozenset(raw["carrying"]),
        surviving=frozenset(raw["surviving"]["verbs"]),
        survivors=frozenset(raw["surviving"]["nouns"]),
        giving={verb: frozenset(things) for verb, things in raw["giving"]["verbs"].items()},
        greatest=frozenset(raw["giving"]["greatest"]),
        own_death={verb: frozenset(things) for verb, things in raw["fates"]["own_death"].items()},
    )


WORDS = _load()
"""The harm and people lexicons, read once."""

_LEMMAS = frozenset(
    {
        "pass",
        "case",
        *WORDS.losing,
        *WORDS.suffering,
        *WORDS.own_death,
        *WORDS.giving,
        *WORDS.hitting,
        *WORDS.hitting_nouns,
    }
    | {*WORDS.having, *WORDS.afflicting, *WORDS.falling}
    | {*WORDS.tolls, *WORDS.verbs, *WORDS.suffered, *WORDS.counted, *WORDS.nouns}
)
"""The lemmas that say harm in one way or another; the states are looked up as they are written."""


def harm_words(sentence: Span) -> list[HarmWord]:
    """The words of ``sentence`` that say harm, in order. Joint words ("killed or wounded") become one "casualties"."""
    doc = sentence.doc
    low, lemma = lower_words(doc), lemmas(doc)
    may = [doc[i] for i in range(sentence.start, sentence.end) if lemma[i] in _LEMMAS or low[i] in WORDS.states]
    found = [word for token in may if (word := _harm_word(token)) is not None]
    joint: set[int] = set()
    for first, second in pairwise(found):
        if _are_joint(doc, first, second):
            joint |= {first.i, second.i}
    return [HarmWord(word.i, "casualties", word.form) if word.i in joint else word for word in found]


def _harm_word(token: Token) -> HarmWord | None:
    low, lemma = token.lower_, token.lemma_.lower()
    if low == "dead" and not is_mortal(token):
        return None
    if lemma in WORDS.losing and _loses_fighters(token):
        return HarmWord(token.i, "killed", "verb")
    if lemma in WORDS.suffering and token.pos_ in ("VERB", "AUX"):
        harm = _suffered_by(token)
        return HarmWord(token.i, harm, "suffered") if harm else None
    if lemma in WORDS.having and _has_a_sign(token):
        return HarmWord(token.i, "injured", "suffered")
    if lemma in WORDS.afflicting and token.tag_ in ("VBN", "VBD") and _by_a_cause(token):
        return HarmWord(token.i, "injured", "verb")
    if lemma in WORDS.falling and _falls_in_battle(token):
        return HarmWord(token.i, "killed", "suffered")
    if is_case_of_harm(token):
        return HarmWord(token.i, "injured", "counted")
    if lemma in WORDS.giving and _gives_his_life(token):
        return HarmWord(token.i, "killed", "suffered")
    if token.pos_ == "VERB" and _is_own_death(token):
        return HarmWord(token.i, "killed", "suffered")
    if lemma in WORDS.hitting and token.tag_.startswith("VB"):
        if _brings_down(token):
            return None
        return HarmWord(token.i, "killed" if _is_fatal(token) else "casualties", "verb")
    if lemma in WORDS.hitting_nouns and _is_fatal(token):
        return HarmWord(token.i, "killed", "noun")
    if lemma in WORDS.tolls:
        return HarmWord(token.i, WORDS.tolls[lemma], "toll")
    is_verb = token.tag_.startswith("VB") or (token.pos_ == "PROPN" and lemma in WORDS.verbs)
    if is_verb and lemma in WORDS.verbs:
        return HarmWord(token.i, WORDS.verbs[lemma], "verb")
    if token.tag_.startswith("VB") and lemma in WORDS.suffered:
        return HarmWord(token.i, "killed" if _is_fatal(token) else WORDS.suffered[lemma], "suffered")
    if low in WORDS.states:
        return HarmWord(token.i, WORDS.states[low], "state")
    if lemma in WORDS.counted:
        return HarmWord(token.i, WORDS.counted[lemma], "counted")
    if lemma in WORDS.nouns:
        return HarmWord(token.i, WORDS.nouns[lemma], "noun")
    # In headlines the tagger takes "kills" and "wounds" for nouns.
    if lemma in WORDS.verbs:
        return HarmWord(token.i, WORDS.verbs[lemma], "verb")
    return None


def _loses_fighters(verb: Token) -> bool:
    """Whether the object of "lost" is fighters of one's own, or kin: "lost 15 men", "lost 11 of its soldiers"."""
    lost = [child for child in verb.children if child.dep_ == "dobj"]
    lost += [noun for thing in lost for of in thing.children if of.lower_ == "of" for noun in of.children]
    return any(noun.lemma_.lower() in WORDS.fighters | WORDS.kin or noun.lower_ == "men" for noun in lost)


REFLEXIVES = frozenset({"himself", "herself", "self", "themselves"})


def _suffered_by(verb: Token) -> Harm | None:
    """The harm of "sustained burns", "lost his life". A life is lost only as the object: not in "life-threatening"."""
    things = [
        t for t in verb.subtree if t.lemma_ in WORDS.suffering_objects and (t.lemma_ != "life" or t.dep_ == "dobj")
    ]
    return WORDS.suffering_objects[things[0].lemma_] if things else None


def _has_a_sign(verb: Token) -> bool:
    """Whether the object of ``verb`` is a sign of harm: "had trouble breathing", "showed signs of suffocation"."""
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return any(token.lemma_.lower() in WORDS.signs for thing in objects for token in thing.subtree)


def _by_a_cause(verb: Token) -> bool:
    """Whether ``verb`` names what people were harmed by: "affected BY the GAS", "exposed TO chlorine"."""
    links = (child for child in verb.children if child.dep_ in ("agent", "prep") and child.lower_ in ("by", "to"))
    return any(token.lemma_.lower() in WORDS.causes for link in links for token in link.subtree)


_FALLING_ELSEWHERE = frozenset(load_lexicon("harms")["falling_elsewhere"])


def _falls_in_battle(verb: Token) -> bool:
    """Whether fighters or martyrs fell, and not from, into or behind something."""
    fallen = any(
        child.dep_ == "nsubj" and child.lemma_.lower() in WORDS.fighters | {"martyr"} and child.i < verb.i
        for child in verb.children
    )
    further = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    return fallen and verb.tag_.startswith("VB") and further not in _FALLING_ELSEWHERE


def is_mortal(state: Token) -> bool:
    """Whether "dead" is said of somebody: not of a plan, a deal or an end."""
    said_of = [state.head] if state.dep_ in ("amod", "compound") else []
    said_of += [child for child in state.head.children if child.dep_ == "nsubj" and state.dep_ in ("acomp", "attr")]
    return not any(noun.lemma_.lower() in WORDS.immortal for noun in said_of)


def _brings_down(verb: Token) -> bool:
    """Whether what was shot down is a thing: "a plane carrying 14 people was shot down"."""
    if not any(child.lower_ == "down" and child.dep_ in ("prt", "advmod") for child in verb.children):
        return False
    hit = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    return any(thing.lemma_.lower() in WORDS.never for thing in hit)


def _gives_his_life(verb: Token) -> bool:
    """Whether an army says by ``verb`` that soldiers died: "paid the supreme price", "made the ultimate sacrifice"."""
    given = (child for child in verb.children if child.dep_ == "dobj")
    things = [thing for thing in given if thing.lemma_.lower() in WORDS.giving[verb.lemma_.lower()]]
    return any(token.lower_ in WORDS.greatest for thing in things for token in thing.children)


def _is_own_death(verb: Token) -> bool:
    """Whether the subject of ``verb`` dies by it: "passed away", "took his own life", "turned the gun on himself"."""
    lemma = verb.lemma_.lower()
    if lemma == "pass":
        return any(child.dep_ in ("prt", "advmod") and child.lower_ == "away" for child in verb.children)
    things = [
        child
        for child in verb.children
        if child.dep_ == "dobj" and child.lemma_.lower() in WORDS.own_death.get(lemma, ())
    ]
    if not things or any(thing.lower_ == "suicide" for thing in things):
        return bool(things)
    own = REFLEXIVES if lemma == "turn" else {"own"}
    return any(token.lower_ in own for token in verb.subtree)


def is_case_of_harm(token: Token) -> bool:
    """Whether ``token`` is the "cases" of "24 cases of suffocation", which are people."""
    if token.lemma_.lower() != "case":
        return False
    objects = (grand for child in token.children if child.lower_ == "of" for grand in child.children)
    return any(thing.lemma_.lower() in WORDS.cases for thing in objects)


def _is_fatal(hit: Token) -> bool:
    """Whether the words around say that the one hit died: "fatally shot", "shot dead", "shot and killed"."""
    near = [child for child in hit.children if abs(child.i - hit.i) <= 3]
    near += [grand for child in near for grand in child.children if child.lower_ == "to"]
    if any(word.lemma_.lower() in WORDS.fatal or word.lower_ in WORDS.fatal for word in near):
        return True
    following = hit.nbor() if hit.i + 1 < len(hit.doc) else hit
    if following.tag_ == "VBN" and WORDS.verbs.get(following.lemma_.lower()) == "killed":
        return True  # "shot beheaded or drowned", which has lost its comma
    # "shot the boy and then himself in a murder-suicide"
    told = set(lower_words(hit.doc)[slice(*sentence_at(hit.doc, hit.i))])
    return {"murder", "suicide"} <= told and not told.isdisjoint(REFLEXIVES)


def _are_joint(doc: Doc, first: HarmWord, second: HarmWord) -> bool:
    between = lower_words(doc)[first.i + 1 : second.i]
    if first.harm == second.harm or not {first.harm, second.harm} <= {"killed", "injured", "missing"}:
        return False
    if not between and not {first.form, second.form} <= {"verb", "state", "counted"}:
        return False  # "suffered life-threatening wounds"
    # "175 killed injured" is a headline's "killed or injured"; the empty set is a subset too.
    return set(between) <= {"or", "/", "and/or", "were"} or (
        between == ["and"] and "missing" not in (first.harm, second.harm)
    )

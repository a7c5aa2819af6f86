"""How harm words take those harmed, read from the parse: subjects, objects, states, nouns with "of"."""

from spacy.tokens import Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.reading.harms import WORDS, HarmWord

_BESIDE = 3
"""Tokens from a verb of hitting, at most, to what it says came of it: "shot and fatally wounded"."""


def gravest(verb: Token, word: HarmWord, words: dict[int, HarmWord]) -> HarmWord:
    """The killing among coordinated harms of the same people: "were rounded up and executed"; of those hit, what the
    words say came of it: "were shot and wounded". A verb with a subject of
    its own ("three were hurt and a boy died") is of other people.
    """
    hit = word.harm == "casualties" and verb.lemma_.lower() in WORDS.hitting
    for other in verb.children:
        found = words.get(other.i)
        if other.dep_ != "conj" or found is None or found.harm not in ("killed", *(["injured"] if hit else [])):
            continue
        if word.harm == "casualties" and not (hit and other.i - verb.i <= _BESIDE):
            continue
        if not any(child.dep_ in ("nsubj", "nsubjpass") for child in other.children):
            fatal = any(child.lower_ in WORDS.fatal for child in other.children)
            return HarmWord(found.i, "killed", found.form) if fatal else found
    return word


def describes(clause: Token, word: HarmWord) -> bool:
    """Whether ``clause`` says of the noun it hangs on that it was harmed: "civilians killed in the raid"."""
    if clause.dep_ not in ("acl", "relcl", "amod") or word.form not in ("verb", "state", "suffered"):
        return False
    return clause.dep_ != "relcl" or is_passive(clause) or word.form == "suffered"


def none_survived(people: Token) -> HarmWord | None:
    """The word by which all of ``people`` are said to be dead: "NONE OF the five on board had SURVIVED"."""
    if people.dep_ != "pobj" or people.head.lower_ not in ("of", "among", "from"):
        return None
    left = people.head.head
    if left.lower_ == "none" and left.dep_ == "nsubj" and left.head.lemma_ in WORDS.surviving:
        return HarmWord(left.head.i, "killed", "verb")
    none = any(child.lower_ == "no" for child in left.children)
    return HarmWord(left.i, "killed", "noun") if none and left.lemma_ in WORDS.survivors else None


def is_passive(verb: Token) -> bool:
    """Whether the parse shows a passive: its auxiliary or its subject."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def of_predicate(verb: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """The state a subject is in: "five were dead", "28 were among those killed", "25 were left injured"."""
    for child in verb.children:
        word = words.get(child.i)
        if (
            word is not None
            and child.dep_ in ("acomp", "attr", "oprd", "xcomp", "conj")
            and word.form in ("state", "counted", "verb")
            and not (word.form == "verb" and child.dep_ == "xcomp" and child.tag_ == "VBG")  # "were seen hanging about"
        ):
            return word if child.dep_ != "conj" or is_passive(child) else None
        if child.dep_ == "prep" and child.lower_ in ("among", "amongst"):
            return next((words[t.i] for t in child.subtree if t.i in words), None)
    return None


def left_in_state(verb: Token, noun: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """The state that people were left in ("left 28 dead"), or nothing."""
    if verb.lemma_.lower() not in WORDS.leaving:
        if verb.lemma_.lower() in WORDS.claiming and noun.lemma_.lower() in WORDS.lives:
            return HarmWord(verb.i, "killed", "verb")
        return None
    for child in [*verb.children, *noun.children]:
        word = words.get(child.i)
        if word is not None and child.i > noun.i and word.form in ("state", "verb", "counted"):
            return word
    # "left 35 people including 22 children dead"
    late = (token for token in noun.subtree if token.dep_ == "amod" and token.i > token.head.i > noun.i)
    return next((words[token.i] for token in late if token.i in words and words[token.i].form == "state"), None)


def of_noun(noun: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm noun over an "of" phrase ("the killing of 28", "the lives of two"), or nothing."""
    word = words.get(noun.i)
    if word is not None and word.form in ("noun", "counted", "toll", "state", "verb"):
        return word
    if noun.lemma_.lower() in WORDS.lives:
        return HarmWord(noun.i, "killed", "noun")
    return None


def acts(verb: Token, words: dict[int, HarmWord]) -> bool:
    """Whether a harm verb has somebody as its object, so that what stands before it does the harm.

    In "six killed 20 injured" the parser makes the second group the object of the first one's verb; it is not.
    """
    if is_passive(verb):
        return False
    # "shot and killed his son": the object of both hangs on the second.
    joined = [other for other in verb.children if other.dep_ == "conj" and other.i in words and other.tag_ == verb.tag_]
    objects = [child for one in (verb, *joined) for child in one.children if child.dep_ == "dobj" and child.i > verb.i]
    return any(not any(i in words for i in range(thing.left_edge.i, thing.right_edge.i + 2)) for thing in objects)


_MEANT = frozenset(load_lexicon("harms")["meant"])
_FEARING = frozenset(load_lexicon("harms")["fearing"])
_WOULD = frozenset({"would", "will", "'ll", "shall", "should", "can"})
_MAY = frozenset({"could", "may", "might"})


def is_hypothetical(harm: Token) -> bool:
    """Whether the words tell of harm that did not come about or has not yet: "could have killed dozens had it hit",
    "may die", "tried to kill two", "a plot to kill ten". Who may have been killed, or may be dead, is thought to be.
    """
    if harm.lemma_.lower() in WORDS.tolls and any(child.lower_ == "of" for child in harm.children):
        return False  # "the death toll of 30 could rise": the thirty are dead
    verb = harm if harm.pos_ in ("VERB", "AUX") else harm.head
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if to and verb.dep_ in ("xcomp", "acl", "advcl", "ccomp") and verb.head.lemma_.lower() in _MEANT:
        return True
    if to and verb.i > 1 and verb.nbor(-1).lower_ == "to" and verb.nbor(-2).lemma_.lower() in _MEANT:
        return True  # "foiled a plot to kill ten": the parser may hang it on "foiled"
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not auxiliaries.isdisjoint(_WOULD):
        return True
    if auxiliaries.isdisjoint(_MAY):
        return False
    if not auxiliaries.isdisjoint({"have", "ve", "'ve"}):
        feared = any(above.lemma_.lower() in _FEARING for above in verb.ancestors)
        conditional = any(child.dep_ == "advcl" and _is_conditional(child) for child in verb.children)
        return "could" in auxiliaries and not feared and (conditional or not is_passive(verb))
    return verb.lemma_ not in ("be", "remain", "lie")


def _is_conditional(clause: Token) -> bool:
    """Whether a clause says what it would have taken: "had it hit the town", "if it had gone off"."""
    return any(child.lower_ in ("if", "unless") or child.text in ("had", "Had") for child in clause.children)

"""What befell one person: the harm word of which somebody meant by a name, a noun or a pronoun is the victim.

Reports tell single victims in many ways ("was struck and later died", "was pronounced dead", "is in critical
condition", "killed himself"). Each rule below is one of them, read from the parse; only nouns in a headline's style
("Teen shot and killed in the park") are read from the order of words.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.figure import Harm
from reportedly.reading.counting import Counted
from reportedly.reading.harm_grammar import is_passive, left_in_state, of_noun, of_predicate
from reportedly.reading.harms import REFLEXIVES, WORDS, HarmWord
from reportedly.reading.positions import sentence_at

_RAW = load_lexicon("harms")["fates"]
_CONDITIONS = frozenset(_RAW["conditions"])
_STATES = frozenset(_RAW["states"])
_BROUGHT = frozenset(_RAW["brought"])
_HOSPITALS = frozenset(_RAW["hospitals"])
_STRIKING = frozenset(_RAW["striking"])
_PROJECTILES = frozenset(_RAW["projectiles"])
_WOUNDS = frozenset(_RAW["wounds"])
_RECOVERING = frozenset(_RAW["recovering"])
_TELEGRAPHESE: dict[str, Harm] = _RAW["telegraphese"]

_GRAVEST: tuple[Harm, ...] = ("killed", "injured", "casualties", "missing", "abducted", "detained", "displaced")

Words = dict[int, HarmWord]


def fate(doc: Doc, one: Counted, words: Words) -> HarmWord | None:
    """The gravest of what the sentence says befell the person ``one``; ``None`` where it says nothing of the kind."""
    chain = _chain(doc[one.head])
    found = [word for token in chain for word in _described(token, words)]
    top = chain[-1]
    found += _as_subject(top, words, named=one.noun is None)
    found += _as_object(top, words)
    found += _as_of(top, words)
    beside = _beside(doc, one, words)
    found += [beside] if beside is not None else []
    return min(found, key=lambda word: _GRAVEST.index(word.harm), default=None)


def in_care(doc: Doc, one: Counted) -> HarmWord | None:
    """The words by which hospitals tell that people are hurt: "were taken to a clinic", "in stable condition"."""
    chain = _chain(doc[one.head])
    found = [word for token in chain for word in _described(token, {})]
    found += _as_subject(chain[-1], {}, named=False)
    found += _as_object(chain[-1], {})
    return next((word for word in found if word.harm == "injured"), None)


def _chain(token: Token) -> list[Token]:
    """The token and what it is joined to or explains: "a driver" of "Omar Saleh, a driver"."""
    chain = [token]
    while token.dep_ in ("conj", "appos") and token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
        chain.append(token)
    return chain


def _described(token: Token, words: Words) -> Iterator[HarmWord]:
    """Clauses that describe the person: "a boy killed in the raid", "a girl who was shot", "the woman in hospital"."""
    for clause in token.children:
        word = words.get(clause.i)
        if clause.dep_ in ("acl", "relcl") and not _is_negated(clause):
            if word is not None and (word.form == "suffered" or _is_undergone(clause, word)):
                yield word
            if clause.dep_ == "relcl" and any(
                c.dep_ in ("nsubj", "nsubjpass") and c.tag_ == "WP" for c in clause.children
            ):
                yield from _of_verbs(clause, words, named=False)
            yield from _conjoined(clause, words)
            for inner in clause.children:  # "the teen they say was shot"
                if inner.dep_ == "ccomp" and inner.i in words and is_passive(inner) and not _has_subject(inner):
                    yield words[inner.i]
        elif clause.dep_ in ("amod", "compound") and word is not None and word.form == "state":
            yield word
        elif clause.dep_ == "prep":
            yield from _in_condition(clause)
            yield from _with_wounds(clause)


def _is_undergone(clause: Token, word: HarmWord) -> bool:
    return (
        word.form in ("verb", "state")
        and (clause.tag_ == "VBN" or is_passive(clause))
        and (clause.dep_ == "acl" or is_passive(clause))
    )


def _conjoined(verb: Token, words: Words) -> Iterator[HarmWord]:
    """Harm told of the same person by a verb joined to ``verb``: "shot and killed", "was hit and later died"."""
    does_it = not is_passive(verb) and any(child.dep_ == "nsubj" and child.tag_ == "WP" for child in verb.children)
    for other in verb.children:
        if does_it and other.i in words and words[other.i].form == "verb" and not is_passive(other):
            continue  # "the officer who shot and killed him"
        if other.dep_ != "conj" or other.i not in words or _has_subject(other) or _is_negated(other):
            continue
        if words[other.i].form == "suffered" or (other.tag_ == "VBN" and not _has_object(other)):
            yield words[other.i]


def _as_subject(token: Token, words: Words, *, named: bool) -> Iterator[HarmWord]:
    if token.dep_ in ("nsubj", "nsubjpass"):
        near = token.head.i - token.i <= _BESIDE and not any(
            between.tag_.startswith("VB") for between in token.doc[token.i + 1 : token.head.i]
        )
        yield from _of_verbs(token.head, words, named=named or not near)


def _of_verbs(verb: Token, words: Words, *, named: bool) -> Iterator[HarmWord]:
    """What ``verb`` and the verbs that go on with the same subject say befell their subject."""
    for one in _with_joined(verb):
        if not _is_negated(one) and not _is_unreal(one):
            yield from _befalls_subject(one, words, named=named)


def _with_joined(verb: Token) -> Iterator[Token]:
    yield verb
    for other in verb.children:
        if other.dep_ in ("conj", "xcomp", "dep") and other.pos_ in ("VERB", "AUX") and not _has_subject(other):
            if any(between.tag_ == "WP" for between in verb.doc[verb.i : other.i]):
                continue  # "he was hurt by a man who shot her, then killed himself": whose deed is open
            yield from _with_joined(other)
        elif other.dep_ == "prep" and other.lower_ in ("after", "before", "by", "while"):
            for inner in other.children:
                if inner.dep_ == "pcomp":
                    yield from _with_joined(inner)
        elif other.dep_ == "advcl" and not _has_subject(other):
            yield other


def _befalls_subject(verb: Token, words: Words, *, named: bool) -> Iterator[HarmWord]:
    word = words.get(verb.i)
    lemma = verb.lemma_.lower()
    passive = is_passive(verb) or (
        verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    )
    if word is not None:
        if word.form == "suffered":
            yield word
        elif word.form == "verb" and ((passive and not _has_object(verb)) or _hits_itself(verb)):
            yield word
            return
        elif (word.form == "verb" and verb.tag_ == "VBD" and not named and _stands_bare(verb)) or word.form == "state":
            yield word
    if lemma in ("be", "remain") and any(c.dep_ == "acomp" and c.lower_ in _STATES for c in verb.children):
        yield HarmWord(verb.i, "injured", "state")
    if (passive and lemma in WORDS.leaving) or lemma in ("be", "remain", "lie", "list", "leave", "find"):
        state = of_predicate(verb, words)
        if state is not None and not (state.form == "verb" and not passive and lemma not in ("be", "remain")):
            yield state
    if passive and lemma in _STRIKING and _by_projectile(verb):
        yield HarmWord(verb.i, "injured", "verb")
    if (passive and lemma in _BROUGHT) and _to_hospital(verb):
        yield HarmWord(verb.i, "injured", "verb")
    if lemma in _RECOVERING and verb.dep_ == "xcomp" and verb.head.lemma_ == "expect":
        yield HarmWord(verb.i, "injured", "verb")
    for child in verb.children:
        if child.dep_ == "prep":
            yield from _in_condition(child)
            if passive or lemma in ("be", "arrive", "walk", "show"):
                yield from _with_wounds(child)


_BESIDE = 6
"""Tokens between a subject and a past tense, at most, that headlines mean as a passive."""


def _stands_bare(verb: Token) -> bool:
    """Whether a past tense has neither object nor aim, so that it is a headline's passive: "Man shot in the knee"."""
    joined = [other for other in verb.children if other.dep_ == "conj"]
    if any(map(_has_object, [verb, *joined])) or any(
        child.dep_ == "prep" and child.lower_ in ("at", "into", "towards") for child in verb.children
    ):
        return False
    return not any(child.dep_ in ("ccomp", "auxpass", "aux") for child in verb.children)


def _as_object(token: Token, words: Words) -> Iterator[HarmWord]:
    verb = token.head
    if token.dep_ not in ("dobj", "oprd", "nsubj") or _is_negated(verb) or _is_unreal(verb):
        return
    if token.dep_ == "nsubj":
        # "found the boy suffering", "left the boy wounded": the parser makes a small clause of it.
        small = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() in WORDS.leaving and verb.i in words
        if small and (words[verb.i].form in ("state", "suffered") or verb.tag_ == "VBN"):
            yield words[verb.i]
        return
    word = words.get(verb.i)
    if word is not None and word.form == "verb" and not is_passive(verb):
        yield word
    if verb.lemma_.lower() in WORDS.leaving:
        state = left_in_state(verb, token, words)
        if state is not None:
            yield state
    if verb.lemma_.lower() in _STRIKING and any(
        child.dep_ == "nsubj" and child.lemma_.lower() in _PROJECTILES for child in verb.children
    ):
        yield HarmWord(verb.i, "injured", "verb")
    if verb.lemma_.lower() in _BROUGHT and _to_hospital(verb):
        yield HarmWord(verb.i, "injured", "verb")
    for child in verb.children:
        if child.dep_ == "prep" and child.i > token.i:
            yield from _in_condition(child)
            if verb.lemma_.lower() in WORDS.leaving:
                yield from _with_wounds(child)


def _as_of(token: Token, words: Words) -> Iterator[HarmWord]:
    """The victim of a deed or a death that a noun names: "the murder of Omar Saleh", "Saleh's death"."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "of":
        found = of_noun(head.head, words)
        if found is not None:
            yield found
    elif token.dep_ == "poss" and head.i in words and head.tag_ == "NN":
        word = words[head.i]
        if word.form in ("noun", "counted") and word.harm == "killed":
            yield word


def _beside(doc: Doc, one: Counted, words: Words) -> HarmWord | None:
    """The state or participle right after a noun, as headlines have it: "Teen dead after", "Boy, 3, wounded in"."""
    if one.noun is None:
        return None
    i = _past_company(doc, one.end)
    if i + 1 < len(doc) and doc[i].text in (",", "(") and doc[i + 1].like_num:
        i += 2
        i += i < len(doc) and doc[i].text in (",", ")")
    while i < len(doc) and i not in words and (doc[i].tag_ == "RB" or doc[i].lower_.endswith("ly")):
        i += 1
    if _says_condition(doc, i):
        return HarmWord(i, "injured", "state")
    if i >= len(doc):
        return None
    harm = _TELEGRAPHESE.get(doc[i].lower_)
    if harm is None or doc[i].dep_ == "amod":
        return None
    following = doc[i + 1 : min(i + 6, sentence_at(doc, i)[1])]
    if following and following[0].lower_ in REFLEXIVES:
        return HarmWord(i, harm, "verb")
    if doc[i].lower_ not in ("dies", "died", "dead") and _takes_an_object(following):
        return None
    fatal = any(token.lower_ in WORDS.fatal or token.lemma_.lower() in WORDS.fatal for token in following[:3])
    before = doc[i - 1].lower_ in WORDS.fatal
    return HarmWord(i, "killed" if fatal or before else harm, "state")


def _past_company(doc: Doc, i: int) -> int:
    """Past the others of a headline's list: "Husband and wife dead", "Mother, father, toddler killed"."""
    j = i
    while (
        j < len(doc) and j < i + 8 and (doc[j].lower_ in ("and", ",") or doc[j].pos_ in ("NOUN", "PROPN", "ADJ", "NUM"))
    ):
        if doc[j].lower_ in _TELEGRAPHESE:
            break
        j += 1
    listed = {token.lemma_.lower() for token in doc[i:j]}
    ends = j < len(doc) and doc[j].lower_ in _TELEGRAPHESE
    return j if ends and doc[i].lower_ in ("and", ",") and listed & WORDS.people else i


def _takes_an_object(following: Span) -> bool:
    """Whether the words after a verb are its object or aim, so that the noun before it is the doer."""
    # "shot and killed his son": what is joined to the verb has its object.
    passed_over = (token for token in following if token.lower_ not in {"and", ",", "fatally", *_TELEGRAPHESE})
    first = next(passed_over, None)
    if first is None or first.ent_type_ in ("DATE", "TIME"):
        return False
    return first.pos_ in ("DET", "NUM", "PRON", "NOUN", "PROPN", "ADJ") or first.lower_ == "at"


_STAYING = frozenset(
    {"remains", "remained", "is", "was", "in", "listed", "reported", "hospital", "hospitalized", "very"}
)


def _says_condition(doc: Doc, i: int) -> bool:
    """Whether a hospital's word on somebody's condition begins at token ``i``: "remains in critical condition"."""
    j = i
    while j < len(doc) and j < i + 5 and doc[j].lower_ in _STAYING:
        j += 1
    told = [token.lower_ for token in doc[j : j + 4]]
    return j > i and bool(told) and told[0] in _CONDITIONS and "condition" in told


def _in_condition(prep: Token) -> Iterator[HarmWord]:
    """Hurt, as hospitals tell it: "in critical condition"."""
    for noun in prep.children:
        known = noun.lemma_.lower() == "condition" and any(token.lower_ in _CONDITIONS for token in noun.subtree)
        if prep.lower_ == "in" and known:
            yield HarmWord(noun.i, "injured", "state")


def _with_wounds(prep: Token) -> Iterator[HarmWord]:
    """Hurt, as the police find somebody: "with a gunshot wound"."""
    for noun in prep.children:
        if prep.lower_ in ("with", "for", "from") and noun.lemma_.lower() in _WOUNDS:
            yield HarmWord(noun.i, "injured", "state")


def _to_hospital(verb: Token) -> bool:
    places = (
        noun for prep in verb.children if prep.dep_ == "prep" and prep.lower_ in ("to", "into") for noun in prep.subtree
    )
    return any(noun.lower_ in _HOSPITALS for noun in places)


def _by_projectile(verb: Token) -> bool:
    agents: Iterable[Token] = (noun for by in verb.children if by.dep_ in ("agent", "prep") for noun in by.children)
    return any(noun.lemma_.lower() in _PROJECTILES for noun in agents)


def is_own_deed(word: Token) -> bool:
    """Whether a harm word says that its subject harmed himself: "killing himself", "committed suicide"."""
    return _hits_itself(word) or word.lemma_.lower() in WORDS.own_death


def _hits_itself(verb: Token) -> bool:
    """Whether the subject is among those hit: "shot himself", "killed his wife and himself"."""
    after = verb.doc[verb.i + 1 : min(verb.i + _REACH, sentence_at(verb.doc, verb.i)[1])]
    for token in after:
        if token.lower_ in REFLEXIVES:
            return token.head.i == verb.i or verb.doc[token.i - 1].lower_ in ("and", "then", ",")
        if token.tag_ in _FINITE and token.head.i != verb.i:
            return False
    return False


_REACH = 16
"""Tokens after a verb within which its reflexive object stands."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


_UNREAL = frozenset({"could", "would", "might", "may", "should", "can", "will"})


def _is_unreal(verb: Token) -> bool:
    """Whether it is only what may be or was meant to be: "could have died", "threatened to kill himself"."""
    if any(child.dep_ == "aux" and child.lower_ in _UNREAL for child in verb.children):
        return True
    meant = verb.dep_ == "xcomp" and any(child.lower_ == "to" for child in verb.children)
    return meant and verb.head.lemma_.lower() not in (
        "appear",
        "seem",
        "believe",
        "presume",
        "say",
        "expect",
        "go",
        "report",
    )

"""Which single victims of a report are one person: "a 16-year-old", "Omar Saleh, 16", "the teen", "he".

Mentions are taken in the order told. Each joins the person it fits best and whom nothing sets apart from it (another
name, age or sex, or being harmed beside it by one word); otherwise it opens a new one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model.figure import Harm
from reportedly.reading.bonds import Bond
from reportedly.reading.counting import POSSESSIVES, Counted
from reportedly.reading.numbers import OLDEST, age_end, value_of
from reportedly.reading.once import lower_words
from reportedly.reading.positions import sentence_at

_RAW = load_lexicon("people")
_MALE = frozenset(_RAW["genders"]["male"])
_FEMALE = frozenset(_RAW["genders"]["female"])
_CHILDREN = frozenset(_RAW["subgroups"]["children"]) - frozenset({"son", "daughter", "teen", "teenager", "orphan"})
_ADULTS = frozenset(_RAW["adults"])
_DOERS = frozenset(_RAW["roles"]["doers"])
_POLICE = frozenset(_RAW["roles"]["police"])
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "jr", "sr", "ii", "iii", "sgt", "cpl", "lt", "officer", "deputy"})
_ANOTHER = frozenset({"another", "second", "third", "fourth", "fifth", "other"})
_BESIDES = frozenset({"also", "separate", "separately", "meanwhile", "elsewhere", "unrelated"})
_PRONOUNS = {"he": "male", "him": "male", "she": "female", "her": "female"}

BODILY: frozenset[Harm] = frozenset({"killed", "injured", "casualties"})
"""The harms that may befall one and the same person in turn. Whoever was arrested or is missing is another matter."""

CHILD_BELOW, ADULT_FROM = 16, 20
"""Ages, in years, below which nobody is called a man or a woman, and from which nobody is called a boy or a girl."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the words say of one person; ``None`` and empty are unknown."""

    names: frozenset[str] = frozenset()
    age: int | None = None
    gender: str | None = None
    stage: str | None = None
    role: str | None = None
    pronoun: bool = False
    another: bool = False

    def with_(self, other: "Traits") -> "Traits":
        """Both together, the first having the say where they differ."""
        return replace(
            self,
            names=self.names | other.names,
            age=self.age if self.age is not None else other.age,
            gender=self.gender or other.gender,
            stage=self.stage or other.stage,
            role=self.role or other.role,
            pronoun=False,
        )


@dataclass(slots=True)
class _Person:
    number: int
    traits: Traits
    words: set[int] = field(default_factory=set)
    harms: set[tuple[int, Harm]] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    dead: bool = False


def identified(doc: Doc, bonds: Sequence[Bond]) -> list[tuple[int, ...]]:
    """For each bond the numbers of the people it is of, where it means single people; else an empty tuple."""
    people: list[_Person] = []
    found: list[tuple[int, ...]] = []
    last: Counted | None = None
    for bond in bonds:
        if bond.harm not in BODILY or not all(one.number.implied for one in bond.members):
            found.append(())
            continue
        here: list[int] = []
        for one in bond.members:
            traits = traits_of(doc, one)
            explained = people[-1] if people and _explains(doc, one, last) else _called(doc, one, people)
            person = explained or _best(_who_it_may_be(doc, one, bond, traits, people), traits, bond, here)
            last = one
            if person is None:
                person = _Person(len(people), traits)
            else:
                people.remove(person)
                person.traits = person.traits.with_(traits)
            people.append(person)  # the last one spoken of stands last
            person.words.add(bond.word)
            person.harms.add((bond.word, bond.harm))
            person.heads.add(one.head)
            person.sentences.add(doc[one.head].sent.start)
            person.dead = person.dead or bond.harm == "killed"
            here.append(person.number)
        found.append(tuple(here))
    return found


def _explains(doc: Doc, one: Counted, before: Counted | None) -> bool:
    """Whether the mention says who the one named just before it is: "Omar Saleh, a teacher"."""
    if before is None or (before.noun is None) == (one.noun is None):
        return False
    between = [token.text for token in doc[before.end : one.number.start] if not token.like_num]
    return bool(between) and set(between) == {","} and len(between) < 3


def _called(doc: Doc, one: Counted, people: Sequence[_Person]) -> _Person | None:
    """The person whom the mention is the name or the description of: "the victim was a 20-year-old student"."""
    token = doc[one.head]
    if token.dep_ != "attr" or token.head.lemma_ != "be":
        return None
    subjects = [child for child in token.head.children if child.dep_ in ("nsubj", "nsubjpass")]
    meant = {token.head.head.i if subject.tag_ in ("WP", "WDT") else subject.i for subject in subjects}
    return next((person for person in people if person.heads & meant), None)


def _who_it_may_be(doc: Doc, one: Counted, bond: Bond, traits: Traits, people: Sequence[_Person]) -> Sequence[_Person]:
    """Those whom the mention may mean. Of the people told of in the same sentence before, "his wife" is nobody, and nor
    is a noun whose harm is another than theirs: "deacon killed, boy wounded" are two.
    """
    if traits.pronoun:
        return people
    here = doc[one.head].sent.start
    of_kin = doc[one.number.start].lower_ in POSSESSIVES and one.head != one.number.start
    return [
        person
        for person in people
        if here not in person.sentences or not (of_kin or _met_another_harm(doc, one, bond, traits, person))
    ]


def _met_another_harm(doc: Doc, one: Counted, bond: Bond, traits: Traits, person: _Person) -> bool:
    """Whether of ``person``, in the sentence of ``bond``, another harm is told: killed and not hurt, or the reverse."""
    definite = doc[one.number.start].lower_ in ("the", "that", "this")
    if definite or traits.names & person.traits.names or bond.harm == "casualties":
        return False
    sentence = doc[bond.word].sent
    told = {harm for word, harm in person.harms if sentence.start <= word < sentence.end and harm != "casualties"}
    return bool(told) and bond.harm not in told


def _best(people: Sequence[_Person], traits: Traits, bond: Bond, beside: Iterable[int]) -> _Person | None:
    last = people[-1] if people else None
    fitting = []
    for recency, person in enumerate(people):
        again = bond.word in person.words and not traits.pronoun
        apart = again or person.number in beside or differ(person.traits, traits)
        if not apart and not (traits.another and person is last and not traits.names & person.traits.names):
            died_too = person.dead and bond.harm == "killed" and not traits.pronoun
            likeness = _likeness(person.traits, traits) + died_too
            fitting.append((likeness, recency, person))
    return max(fitting, key=lambda row: row[:2])[2] if fitting else None


def differ(one: Traits, other: Traits) -> bool:
    """Whether two mentions cannot be of one person."""
    if one.names and other.names:
        if one.names & other.names:
            return False
        if len(one.names) > 1 and len(other.names) > 1:
            return True
    if one.age is not None and other.age is not None and one.age != other.age:
        return True
    return any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in ((one.gender, other.gender), (one.stage, other.stage), (one.role, other.role))
    )


def _likeness(one: Traits, other: Traits) -> int:
    if one.names & other.names:
        return 8
    if other.pronoun:
        return 0
    alike = 4 * (one.age is not None and one.age == other.age)
    alike += (one.gender is not None and one.gender == other.gender) + (
        one.stage is not None and one.stage == other.stage
    )
    alike += 2 * (one.role is not None and one.role == other.role)
    return alike - 2 * bool(one.names and other.names)


def traits_of(doc: Doc, one: Counted) -> Traits:
    """What the words of ``one``, and those that explain it, say of the person."""
    head = doc[one.head]
    tokens = list(doc[one.number.start : max(one.end, one.number.end)])
    for child in head.children:
        if child.dep_ == "appos" and child.i < one.end + _NEAR:
            tokens += list(child.subtree)[:_NEAR]
    if head.dep_ == "appos" and head.head.pos_ in ("PROPN", "NOUN"):
        tokens += [t for t in head.head.subtree if t.i < one.number.start][-_NEAR:]
    owners = {owned.i for token in tokens if token.dep_ == "poss" for owned in token.subtree}
    tokens = [token for token in tokens if token.i not in owners or token.i == head.i] or [head]
    lemmas = {token.lemma_.lower() for token in tokens} | {token.lower_ for token in tokens}
    pronoun = len(tokens) == 1 and head.lower_ in _PRONOUNS
    age = _age(doc, one)
    sentence = set(lower_words(doc)[slice(*sentence_at(doc, head.i))])
    return Traits(
        names=_names(tokens),
        age=age,
        gender=_PRONOUNS[head.lower_] if pronoun else _one_of(lemmas, {"male": _MALE, "female": _FEMALE}),
        stage=_stage(head.lemma_.lower(), lemmas, age),
        role=_one_of(lemmas, {"doer": _DOERS, "police": _POLICE}),
        pronoun=pronoun,
        another=bool(_ANOTHER & lemmas)
        or bool(_BESIDES & sentence and not pronoun and tokens[0].lower_ in ("a", "an")),
    )


_NEAR = 6
"""Tokens beside a mention within which an apposition tells of the same person."""


def _names(tokens: Iterable[Token]) -> frozenset[str]:
    named = (token for token in tokens if token.ent_type_ == "PERSON" or _may_be_a_name(token))
    words = {token.lower_ for token in named if token.text[:1].isupper() and token.is_alpha}
    known = words - _TITLES - _MALE - _FEMALE - _CHILDREN - _DOERS - _POLICE
    return frozenset(known)


def _may_be_a_name(token: Token) -> bool:
    """Whether a proper noun that the recogniser left open stands for a person, or is the first part of such a name."""
    head = token.head if token.dep_ == "compound" else token
    unknown = token.ent_type_ == "" or head.dep_ == "appos"
    return unknown and token.tag_ == "NNP" and head.tag_ == "NNP" and head.dep_ in _IN_NAMES


_IN_NAMES = frozenset({"nsubj", "nsubjpass", "appos", "dobj"})


def _age(doc: Doc, one: Counted) -> int | None:
    for i in range(one.number.start, one.end):
        if age_end(doc, i) is not None:
            return value_of(doc[i])
    after = doc[one.end : one.end + 3]
    if len(after) == 3 and after[0].text in (",", "(") and after[2].text in (",", ")", ".", ";"):
        value = value_of(after[1])
        return value if value is not None and value <= OLDEST else None
    return None


def _stage(noun: str, lemmas: set[str], age: int | None) -> str | None:
    if age is not None:
        return "child" if age < CHILD_BELOW else "adult" if age >= ADULT_FROM else None
    if noun in _ADULTS:
        return "adult"
    if noun in _CHILDREN or lemmas & _CHILDREN:
        return "child"
    return None


def _one_of(lemmas: set[str], kinds: dict[str, frozenset[str]]) -> str | None:
    told = [kind for kind, words in kinds.items() if lemmas & words]
    return told[0] if len(told) == 1 else None

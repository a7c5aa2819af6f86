"""Binds counted people to the word that says their harm.

The bond is read from the parse first and from the order of words second, since reports lose their commas and headlines
their auxiliaries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from reportedly.model.figure import Harm
from reportedly.reading.counting import POSSESSIVES, Counted, describes_people
from reportedly.reading.fates import fate, in_care, is_own_deed
from reportedly.reading.harm_grammar import (
    acts,
    describes,
    gravest,
    is_hypothetical,
    is_passive,
    left_in_state,
    none_survived,
    of_noun,
    of_predicate,
)
from reportedly.reading.harms import REFLEXIVES, WORDS, HarmWord, harm_words
from reportedly.reading.listing import are_shared_out, counts_a_part, goes_on_elsewhere, is_list, sums_up
from reportedly.reading.numbers import after_age
from reportedly.reading.once import lower_words
from reportedly.reading.told_before import EVENT_NOUNS


@dataclass(frozen=True, slots=True)
class Bond:
    """A counted phrase bound to the harm word that says what happened to those counted."""

    counted: Counted
    harm: Harm
    word: int
    part: bool = False
    revised: bool = False
    joined: tuple[Counted, ...] = ()

    @property
    def members(self) -> tuple[Counted, ...]:
        """The counted phrases it is made of: of "a man and his daughter", both."""
        return (self.counted, *self.joined)


def bind(sentence: Span, counted: Sequence[Counted], before: Sequence[Bond] = ()) -> list[Bond]:
    """Bind each counted phrase of ``sentence`` to its harm word. ``before`` are the bonds of the sentences before it,
    which "this was later updated to 82" and "the dead include" look back to. Phrases with no harm word are left out.
    """
    by_token = {word.i: word for word in harm_words(sentence)}
    bonds: list[Bond] = []
    passive: set[int] = set()
    for one in counted:
        if one.number.single:
            victim = fate(sentence.doc, one, by_token)
            if victim is not None:
                bonds.append(Bond(one, victim.harm, victim.i))
            continue
        if one.number.implied and _is_doer(sentence.doc[one.head]):
            continue
        word: HarmWord | None = (
            _fatally(sentence, one)
            or _between_two(sentence, one, by_token, passive)
            or _and_in_a_state(sentence, one, by_token)
            or _in_parse(sentence.doc, one, by_token)
            or none_survived(sentence.doc[one.head])
            or _itself(sentence.doc, one, by_token)
            or _beside(sentence, one, by_token)
            or _after_toll(sentence, one, by_token)
            or _far_right(sentence, one, by_token)
            or (fate(sentence.doc, one, by_token) if one.number.implied else None)
        )
        condition = None
        unsaid = word is not None and word.harm == "casualties" and (word.form == "counted" or one.number.implied)
        if word is None or unsaid:
            condition = in_care(sentence.doc, one)  # "four victims were taken to hospital"
            word = condition or word
        if (
            word is not None
            and word.form == "suffered"
            and word.harm == "injured"
            and _may_be_an_age(sentence.doc, one)
        ):
            continue
        if word is not None and word.harm == "casualties" and word.form == "counted" and _is_of_them(sentence.doc, one):
            continue  # "41 of the victims were named" says no more of them
        if word is not None and word.form == "suffered" and word.harm == "injured":
            told = fate(sentence.doc, one, by_token)
            word = told if told is not None and told.harm == "killed" else word
        if word is not None and (is_hypothetical(sentence.doc[word.i]) or _is_superseded(sentence, word)):
            continue
        if word is not None:
            if word.i >= one.end:
                passive.add(word.i)
            told_of = [bond for bond in (*before, *bonds) if bond.harm == word.harm]
            part = condition is not None and not one.number.implied
            part = part or _are_carried(sentence.doc[word.i]) or counts_a_part(sentence, one, told_of)
            bonds.append(Bond(one, word.harm, word.i, part, _is_revised(sentence.doc, one, word)))
            continue
        if bonds and _parts_from_the_dead(sentence.doc, bonds[-1], one):
            continue
        if bonds and goes_on_elsewhere(sentence.doc, bonds[-1].counted, one):
            bonds.append(replace(bonds[-1], counted=one, revised=False, joined=()))
            continue
        whole = _whole_of(sentence, one, bonds, by_token)
        if whole is not None:
            # "including a commander" names somebody among the dead; it counts nobody more.
            if not (one.number.minimum == 1 and (one.noun in WORDS.fighters or one.noun is None)):
                added = _is_added(sentence.doc, one.number.start) or _is_beside(sentence.doc, one, bonds)
                bonds.append(Bond(one, *whole, part=not added))
            continue
        earlier = _updated(sentence, one, bonds, before)
        described = _described(sentence.doc, one, by_token)
        if earlier is not None:
            bonds.append(Bond(one, *earlier, revised=True))
        elif described is not None:
            bonds.append(Bond(one, described.harm, described.i))
    return _with_the_doer(sentence, _shared_out(sentence.doc, _with_the_list(sentence.doc, counted, bonds)))


def _shared_out(doc: Doc, bonds: Sequence[Bond]) -> list[Bond]:
    """``bonds`` with those marked as parts that only say where those of the first were: "12 in Syria, six in Homs"."""
    result = list(bonds)
    for i, first in enumerate(result):
        row = [first]
        for bond in result[i + 1 :]:
            if bond.word != first.word or not _goes_on(doc, row[-1], bond):
                break
            row.append(bond)
        if not first.part and len(row) > 1 and are_shared_out(doc, [bond.counted for bond in row]):
            result[i + 1 : i + len(row)] = [replace(bond, part=True) for bond in row[1:]]
    return result


def _goes_on(doc: Doc, first: Bond, second: Bond) -> bool:
    return goes_on_elsewhere(doc, first.counted, second.counted)


def _are_carried(harm: Token) -> bool:
    """Whether bodies are taken from somewhere, so that there may be more: "PULLED three BODIES from the rubble"."""
    if harm.lemma_.lower() not in WORDS.bodies:
        return False
    return harm.dep_ in ("dobj", "nsubjpass") and harm.head.lemma_.lower() in WORDS.carrying


def _with_the_list(doc: Doc, counted: Sequence[Counted], bonds: Sequence[Bond]) -> list[Bond]:
    """Add those who stand before others in a list, under the word that follows the last of them: "Ten rebels, six
    civilians killed", "Father, two sons found dead".
    """
    bound = {bond.counted.number.core_start: bond for bond in bonds}
    for one, following in reversed(list(pairwise(counted))):
        after = bound.get(following.number.core_start)
        if after is None or one.number.core_start in bound or after.part or after.word < following.end:
            continue
        if is_list(doc, one, following) and (one.noun in WORDS.people) and not _is_doer(doc[one.head]):
            bound[one.number.core_start] = Bond(one, after.harm, after.word)
    return [bound[one.number.core_start] for one in counted if one.number.core_start in bound]


def lists_of(doc: Doc, bonds: Sequence[Bond]) -> list[int | None]:
    """For each bond, where the list begins that it stands in; ``None`` outside lists.

    A list is of different people who met one harm: "killed a teacher, two pupils and three soldiers". Whoever takes his
    own life after others' is listed with them: "killed his two sons before killing himself".
    """
    starts: list[int | None] = [None] * len(bonds)
    for i, (first, second) in enumerate(pairwise(bonds)):
        parts = first.part or second.part or first.revised or second.revised
        beside = is_list(doc, first.counted, second.counted) or _goes_on(doc, first, second)
        if first.word == second.word and not parts and beside:
            same = [bond.counted for bond in bonds[i:] if bond.word == first.word]
            if starts[i] is None and sums_up(doc, same):
                continue
            starts[i] = first.counted.number.start if starts[i] is None else starts[i]
            starts[i + 1] = starts[i]
    for i, bond in enumerate(bonds):
        if bond.harm == "killed" and starts[i] is None and is_own_deed(doc[bond.word]):
            at = next((j for j, other in enumerate(bonds) if _killed_by(doc, other, bond)), None)
            if at is not None:
                starts[at] = bonds[at].counted.number.start if starts[at] is None else starts[at]
                starts[i] = starts[at]
    return starts


def _killed_by(doc: Doc, victims: Bond, doer: Bond) -> bool:
    """Whether ``victims`` are the ones that ``doer``, told in the same sentence, killed before himself."""
    word = doc[victims.word]
    told_here = doc[doer.word].sent.start == word.sent.start and victims.word != doer.word
    killed = victims.harm == "killed" and victims.word < victims.counted.number.start and not is_passive(word)
    return told_here and killed and doer.counted.number.start < victims.word < doer.word


def _may_be_an_age(doc: Doc, one: Counted) -> bool:
    """Whether a bare number right after a name or a comma tells an age: "Omar, 13, suffered burns"."""
    start = one.number.start
    bare = one.noun is None and one.number.qualifier == "exact" and doc[one.number.core_start].text.isdigit()
    return bare and start > 0 and (doc[start - 1].text in {",", "("} or doc[start - 1].pos_ == "PROPN")


def _with_the_doer(sentence: Span, bonds: Sequence[Bond]) -> list[Bond]:
    """Add the doer to the number of those he killed before himself: "killed his two children and himself" are three."""
    result = list(bonds)
    low = lower_words(sentence.doc)
    for token in (sentence.doc[i] for i in range(sentence.start, sentence.end) if low[i] in REFLEXIVES):
        beside = next((i for i, bond in enumerate(result) if _killed_beside(bond, token)), None)
        if beside is not None:
            result[beside] = _one_more(result[beside], token.i + 1)
    return result


def _killed_beside(bond: Bond, himself: Token) -> bool:
    """Whether the number of ``bond`` and "himself" are objects of one killing."""
    number, apart = bond.counted.number, himself.i - bond.counted.end
    exact = number.minimum is not None and number.minimum == number.maximum and not number.implied
    if bond.harm != "killed" or not exact or bond.word > number.start or not 0 < apart <= _HIMSELF_WITHIN:
        return False
    between = himself.doc[bond.counted.end : himself.i]
    return any(token.lower_ in ("and", "then", ",") for token in between) or between[-1].lemma_ == "kill"


def _one_more(bond: Bond, end: int) -> Bond:
    number = bond.counted.number
    number = replace(number, end=end, minimum=(number.minimum or 0) + 1, maximum=(number.maximum or 0) + 1)
    return replace(bond, counted=replace(bond.counted, number=number, end=end))


_HIMSELF_WITHIN = 5
"""Tokens between those killed and "himself", at most, where both are objects of one killing."""


def _is_doer(token: Token) -> bool:
    """Whether the words are the agent of a passive: "shot by his stepson"."""
    return token.dep_ == "pobj" and token.head.dep_ == "agent"


def families(doc: Doc, bonds: Sequence[Bond]) -> list[Bond]:
    """Make one of people counted with their kin: "a man and his daughter" are two. A relative who is joined to nobody
    counted ("his daughter was killed") is a single person.
    """
    result: list[Bond] = []
    for bond in bonds:
        single = bond.counted.number.single
        if result and ((single and _explains(doc, bond, result[-1])) or _is_that_victim(doc, bond, result[-1])):
            continue
        beside_one = bool(result) and result[-1].counted.number.single and _joined(doc, result[-1], bond)
        if beside_one and (single or _is_counted_beside(doc, result[-1], bond)):
            result[-1] = _together(result[-1], bond)
            continue
        if single or not _is_owned(doc, bond.counted):
            if single or not (result and _is_family(doc, result[-1]) and _joined(doc, result[-1], bond)):
                result.append(bond)
                continue
        elif not (result and _joined(doc, result[-1], bond) and _may_be_with(result[-1], bond)):
            result.append(_as_single(bond) if bond.counted.number.implied else bond)
            continue
        result[-1] = _together(result[-1], bond)
    return result


def _is_owned(doc: Doc, one: Counted) -> bool:
    """Whether the words say whose they were: "THEIR son", "six of HIS men", "HER three children"."""
    start, end = max(one.number.start - 1, 0), max(one.end, one.number.core_end)
    return any(token.lower_ in POSSESSIVES for token in doc[start:end])


def _may_be_with(first: Bond, owned: Bond) -> bool:
    """Whether several that are somebody's were told with that one: "A WOMAN and her three children"."""
    return owned.counted.number.implied or first.counted.number.implied


def _is_counted_beside(doc: Doc, first: Bond, bond: Bond) -> bool:
    """Whether the number is of others than the one named before it: "the commander and TEN OF HIS MEN"."""
    between = {token.lower_ for token in doc[first.counted.end : bond.counted.number.start]}
    beside = between <= {"and", ",", "as", "well"} and not between.isdisjoint({"and", "well"})
    return beside and not bond.part and not bond.counted.number.implied and bond.counted.number.maximum != 0


def _explains(doc: Doc, bond: Bond, before: Bond) -> bool:
    """Whether the words say who the one before is: "Omar Saleh, a teacher, was killed" is one."""
    token = doc[bond.counted.head]
    if token.dep_ == "conj" and not any(child.dep_ in ("det", "poss") for child in token.children):
        token = token.head  # "Omar Saleh, a neighbour and close friend, was killed"
    return token.dep_ == "appos" and token.head.i == before.counted.head and bond.word == before.word


def _is_that_victim(doc: Doc, bond: Bond, before: Bond) -> bool:
    """Whether the words say who a victim just told of is: "a tenth victim, A TEACHER, died" is one."""
    if bond.word != before.word or not bond.counted.number.implied or before.counted.noun not in _SOMEONE:
        return False
    between = doc[before.counted.end : bond.counted.number.start].text
    end = after_age(doc, bond.counted.end)
    closed = end >= len(doc) or doc[end].is_punct or doc[end].tag_.startswith("VB") or doc[end].pos_ == "ADP"
    return between == "," and closed


_SOMEONE = frozenset({"victim", "person", "individual", "fatality", "casualty"})
"""Nouns for one person that leave open who it is."""


def _joined(doc: Doc, first: Bond, second: Bond) -> bool:
    """Whether the two are of one row of people: "a man AND his daughter", "the pilot, three of his crew"."""
    between = doc[first.counted.end : second.counted.number.start]
    if doc[second.counted.head].dep_ == "appos":
        return False  # "Ali Omar, a teacher" is one
    words = {token.lower_ for token in between}
    linked = not words.isdisjoint({"and", ",", "as"}) and words.isdisjoint(_PARTS)
    return first.word == second.word and len(between) <= 4 and linked


def _as_single(bond: Bond) -> Bond:
    """The bond of a relative joined to nobody, who is counted only where no number is told."""
    return replace(bond, counted=replace(bond.counted, number=replace(bond.counted.number, single=True)))


def _is_family(doc: Doc, bond: Bond) -> bool:
    start, end = bond.counted.number.start, bond.counted.end
    return any(token.lower_ in POSSESSIVES for token in doc[start:end])


def _together(first: Bond, second: Bond) -> Bond:
    one, other = first.counted.number, second.counted.number
    least = None if one.minimum is None or other.minimum is None else one.minimum + other.minimum
    most = None if one.maximum is None or other.maximum is None else one.maximum + other.maximum
    qualifier = other.qualifier if one.qualifier == "exact" else one.qualifier
    implied = one.implied and other.implied
    number = replace(
        one,
        end=second.counted.end,
        minimum=least,
        maximum=most,
        qualifier=qualifier,
        implied=implied,
        single=one.single and other.implied,
    )
    kin = implied or second.counted.noun in WORDS.kin
    counted = replace(first.counted, number=number, end=second.counted.end, noun="family" if kin else None)
    return replace(first, counted=counted, joined=(*first.joined, second.counted))


def _fatally(sentence: Span, one: Counted) -> HarmWord | None:
    """The death of some among the hit: "four men were shot, one fatally"."""
    after = sentence.doc[one.end] if one.end < sentence.end else None
    if after is None or after.lower_ not in ("fatally", "mortally"):
        return None
    follows = sentence.doc[after.i + 1] if after.i + 1 < sentence.end else None
    if follows is not None and follows.tag_ in ("VBN", "VBD"):
        return None  # "two men fatally shot" is the verb's to say
    return HarmWord(after.i, "killed", "state")


def _between_two(sentence: Span, one: Counted, words: dict[int, HarmWord], passive: set[int]) -> HarmWord | None:
    """The harm word of a number that stands between two: "three killed 29 injured", "killed 5 wounded 10"."""
    left, right = _left(sentence, one, words), _right(sentence, one, words)
    if left is None or right is None or left.i == right.i:
        return None
    return right if left.i in passive or left.form == "state" else None


def _and_in_a_state(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The state of people added to others: "the bodies of nine AND 48 WOUNDED" are not 48 bodies."""
    doc, i = sentence.doc, one.number.core_end
    if one.number.start == sentence.start or doc[one.number.start - 1].lower_ != "and" or i >= sentence.end:
        return None
    ends = i + 1 == sentence.end or doc[i + 1].is_punct or doc[i + 1].pos_ in ("ADP", "SCONJ", "CCONJ")
    return words.get(i) if doc[i].lower_ in WORDS.counted_states and ends else None


def _itself(doc: Doc, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The counted noun says the harm: "five deaths", "18 dead", "40 wounded"."""
    for i in range(one.number.core_end, one.end + 1):
        word = words.get(i)
        if word is None or word.form not in ("counted", "state", "suffered") or describes_people(doc[i]):
            continue
        if i < one.end or word.form == "state":
            return word
    return None


def _in_parse(doc: Doc, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word that the parse hangs the phrase on."""
    token = doc[one.head]
    for clause in token.children:
        word = words.get(clause.i)
        if describes_people(clause) and (word is None or word.harm != "killed"):
            continue  # "six displaced people" may since have been killed
        if word is not None and describes(clause, word):
            return word if clause.tag_ in ("VBN", "VBD", "JJ") or word.form == "suffered" else None
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in WORDS.collectives:
        token = token.head.head
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    head = token.head
    word = words.get(head.i)
    if token.dep_ in ("nsubjpass", "nsubj") and word is not None:
        if word.form == "suffered" or is_passive(head) or (word.form in ("verb", "state") and not acts(head, words)):
            return gravest(head, word, words)
        return None
    if token.dep_ in ("nsubjpass", "nsubj"):
        return of_predicate(head, words)
    if token.dep_ in ("dobj", "attr", "oprd") and word is not None and word.form == "verb" and not is_passive(head):
        return word
    if token.dep_ == "dobj":
        state = left_in_state(head, token, words)
        # "left a farmer DEAD and five others in a clinic" says nothing of the five.
        return None if state is not None and token.i < state.i < one.number.start else state
    if token.dep_ == "pobj" and head.lower_ == "of":
        return of_noun(head.head, words)
    return None


def _described(doc: Doc, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """What a participle before the people counted says had befallen them: "19 INJURED people"."""
    told = (words[i] for i in range(one.number.core_end, one.end) if i in words and describes_people(doc[i]))
    return next((word for word in told if word.harm in ("killed", "injured")), None)


def _right(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word after the phrase with nothing but auxiliaries and the like between: "16 others were injured"."""
    start = after_age(sentence.doc, one.end)
    for i in range(start, min(start + 9, sentence.end)):
        word = words.get(i)
        token = sentence.doc[i]
        if word is not None:
            is_past = token.tag_ in ("VBN", "VBD", "JJ") or token.lower_ in WORDS.states
            if word.form in ("state", "suffered"):
                return word
            return word if word.form == "verb" and is_past and not acts(token, words) else None
        if token.lower_ not in WORDS.bridges or token.like_num:
            return None
    return None


_BE = frozenset({"was", "were", "been", "being", "be", "reportedly", "also", "have", "had", "has", "are", "is"})


def _far_right(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The passive after a phrase that says where: "14 residents of the town in the north were killed"."""
    if one.noun not in WORDS.people:
        return None
    doc = sentence.doc
    parts_until = one.end
    for i in range(one.end, min(one.end + 16, sentence.end)):
        word = words.get(i)
        if word is not None:
            passive = word.form in ("verb", "state") and doc[i - 1].lower_ in _BE and not acts(doc[i], words)
            suffered = word.form == "suffered" and not is_own_deed(doc[i])  # whose deed, the parse alone can tell
            return word if passive or suffered else None
        if doc[i].lower_ in _PARTS:
            parts_until = i + 5
        if (doc[i].like_num and i > parts_until) or (
            doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") and doc[i].lower_ not in _BE
        ):
            return None
    return None


def _left(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word before the phrase with nothing but articles and the like between: "killed 28", "deaths of two"."""
    doc = sentence.doc
    for i in range(one.number.start - 1, max(sentence.start, one.number.start - 5) - 1, -1):
        word = words.get(i)
        if word is not None:
            takes_of = word.form == "noun" and doc[i + 1].lower_ == "of"
            return word if word.form == "verb" or takes_of else None
        lemma = doc[i].lemma_.lower()
        if lemma in WORDS.lives:
            return HarmWord(i, "killed", "noun")
        if lemma in WORDS.claiming and one.noun in WORDS.lives | WORDS.people and doc[i].pos_ == "VERB":
            claimed = lemma == "claim" and doc[one.head].dep_ not in ("nsubj", "nsubjpass")
            return HarmWord(i, "killed", "verb") if one.noun in WORDS.lives or claimed else None
        if lemma == "claim" and one.noun is None and _is_by_an_event(doc[i]) and doc[one.head].dep_ == "dobj":
            return HarmWord(i, "killed", "verb")  # "the raid claimed nine"
        if doc[i].lower_ not in (
            "of",
            "the",
            "another",
            "a",
            "further",
            "an",
            "also",
            "some",
            "those",
            "by",
            "at",
            "least",
            "his",
            "its",
        ):
            return None
    return None


def _is_by_an_event(verb: Token) -> bool:
    """Whether an attack or the like, and nobody, is the subject of ``verb``."""
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in EVENT_NOUNS for child in verb.children)


def _beside(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word beside the phrase in the order of words, where the parse gave none.

    The one before comes first, unless it is a passive: "were killed and 12 wounded" leaves the twelve to "wounded".
    """
    left, right = _left(sentence, one, words), _right(sentence, one, words)
    if left is None:
        return right
    passive = left.form == "verb" and is_passive(sentence.doc[left.i])
    return right if passive and (right is not None or one.noun is None) else left


def _after_toll(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The toll whose number this is: "a death toll of 47", "the toll rose to 28"."""
    doc = sentence.doc
    if [token.lower_ for token in doc[one.number.core_end : one.number.core_end + 2]] in _OF_THEM:
        return None
    i = one.number.start - 1
    while i >= sentence.start and doc[i].lower_ in WORDS.toll_bridges:
        i -= 1
    word = words.get(i) if i >= sentence.start else None
    if word is not None and word.form in ("toll", "counted", "noun") and i < one.number.start - 1:
        return word
    verb = _toll_verb(doc[one.head])
    if verb is None:
        return None
    for child in verb.children:
        # "put the dead at twelve", "brought to 40 the number of people killed"
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.i != one.head:
            found = [words[t.i] for t in child.subtree if t.i in words]
            if found:
                return found[0]
    return None


_OF_THEM = (["of", "them"], ["of", "whom"])


def _is_of_them(doc: Doc, one: Counted) -> bool:
    """Whether ``one`` is some of those told of: "41 OF THE VICTIMS"."""
    end = one.number.core_end
    return end < len(doc) and doc[end].lower_ == "of"


def _parts_from_the_dead(doc: Doc, before: Bond, one: Counted) -> bool:
    """Whether a state ends those told before: "left one DEAD and three others in hospital" has one dead."""
    between = [token.lower_ for token in doc[before.counted.end : one.number.start]]
    return bool(between) and between[0] in WORDS.states and between[-1] == "and" and not _is_of_them(doc, one)


def _is_superseded(sentence: Span, word: HarmWord) -> bool:
    """Whether a newer number has taken the place of this toll: "revising an EARLIER TOLL of 23"."""
    described = sentence.doc[word.i].children if word.form == "toll" else ()
    return any(child.lower_ in ("earlier", "previous") for child in described)


def _is_revised(doc: Doc, one: Counted, word: HarmWord) -> bool:
    """Whether the words say that the toll had been another before: "the death toll later CLIMBED to 17"."""
    verb = _toll_verb(doc[one.head]) if word.form != "verb" and word.i < one.number.start else None
    return verb is not None and verb.lemma_.lower() in WORDS.revising


def _toll_verb(token: Token) -> Token | None:
    """The verb that sets a toll at this number: "stands at 220", "has reached 236", "was updated to 82"."""
    if token.dep_ in ("nummod", "compound") and token.head.like_num:
        token = token.head  # "risen to 86 30 of them children"
    if token.dep_ == "pobj" and token.head.lower_ in ("to", "at"):
        token = token.head
    elif token.dep_ not in ("dobj", "attr"):
        return None
    verb = token.head
    if any(child.tag_ == "MD" for child in verb.children):  # "could reach dozens" gives no toll
        return None
    return verb if verb.lemma_.lower() in WORDS.toll_verbs else None


_PARTS = frozenset(
    {"including", "include", "included", "includes", "among", "amongst", "comprising", "whom", "them", "namely"}
)


def _whole_of(
    sentence: Span, one: Counted, bonds: Sequence[Bond], words: dict[int, HarmWord]
) -> tuple[Harm, int] | None:
    """The harm of the whole that this is a part of ("28 civilians, six of them children"), and its word."""
    doc = sentence.doc
    token = doc[one.head]
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    governor = token.head
    if governor.lemma_.lower() in ("include", "comprise") and token.dep_ in ("dobj", "pobj", "attr"):
        for child in governor.children:
            if child.dep_ == "nsubj":
                found = [words[t.i] for t in child.subtree if t.i in words]
                if found:
                    return found[0].harm, found[0].i
    near = [doc[i].lower_ for i in range(max(sentence.start, one.number.start - 5), min(sentence.end, one.end + 3))]
    joined = any(bond.counted.head in {a.i for a in doc[one.head].ancestors} for bond in bonds)
    listed = (
        bonds
        and not (one.number.implied and doc[one.head].dep_ in ("nsubj", "nsubjpass") and not _has_age(doc, one))
        and (_is_added(doc, one.number.start) or _is_next(doc, one, bonds[-1]))
    )
    if bonds and (_PARTS & set(near) or listed or (joined and one.noun in WORDS.people)):
        return bonds[-1].harm, bonds[-1].word
    if not bonds and _PARTS & set(near):
        # "Among the dead were two women": the whole has no number of its own.
        earlier = [word for word in words.values() if abs(word.i - one.number.start) <= 8]
        if earlier:
            return earlier[-1].harm, earlier[-1].i
    return None


def _has_age(doc: Doc, one: Counted) -> bool:
    """Whether an age goes with ``one``, as with people listed: "a boy, 12, and his SISTER, 9"."""
    return after_age(doc, one.end) > one.end


def _is_next(doc: Doc, one: Counted, before: Bond) -> bool:
    """Whether ``one`` is the next of a list after ``before``: with an "and" or a comma, or where the comma was lost."""
    apart = one.number.start - after_age(doc, before.counted.end)
    linked = before.part or doc[one.number.start - 1].lower_ in ("and", ",", "plus", "with", "as")
    return apart == 0 or (apart <= 3 and linked)


def _is_beside(doc: Doc, one: Counted, bonds: Sequence[Bond]) -> bool:
    """Whether an "and" alone joins ``one`` to people told in full: "killed three of the crew AND both pilots"."""
    before = bonds[-1] if bonds else None
    if before is None or before.part or doc[one.number.start - 1].lower_ != "and":
        return False
    between = doc[after_age(doc, before.counted.end) : one.number.start - 1]
    return all(token.pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ") for token in between)


def _is_added(doc: Doc, start: int) -> bool:
    """Whether what begins at token ``start`` is added to those told before it: "IN ADDITION TO one local man"."""
    before = tuple(token.lower_ for token in doc[max(0, start - _LONGEST_ADDITION) : start])
    return any(before[-len(phrase) :] == phrase for phrase in WORDS.adding)


_LONGEST_ADDITION = max(map(len, WORDS.adding))


def _updated(sentence: Span, one: Counted, bonds: Sequence[Bond], before: Sequence[Bond]) -> tuple[Harm, int] | None:
    """The harm of the toll that this number revises: "this was later updated to 82"."""
    verb = _toll_verb(sentence.doc[one.head])
    if verb is None or verb.lemma_.lower() in ("be", "put", "bring", "set", "pass", "hit", "come"):
        return None
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if not any(subject.lower_ in ("this", "it", "that", "number", "figure", "count", "tally") for subject in subjects):
        return None
    last = [*before, *bonds][-1:]
    return (last[0].harm, verb.i) if last else None

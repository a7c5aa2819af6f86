"""Number phrases with the people they count: "at least 28 civilians", "six of them", "a child"."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from spacy.attrs import POS
from spacy.symbols import PROPN
from spacy.tokens import Doc, Token

from reportedly.reading.harms import WORDS, is_case_of_harm
from reportedly.reading.numbers import Number, age_end, find_numbers, value_of
from reportedly.reading.once import lemmas, lower_words, texts, tokens_in


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the noun phrase it counts: ``head`` is the token that the parse hangs the phrase on."""

    number: Number
    head: int
    end: int
    noun: str | None


_NOBODY = frozenset({"deaths", "fatalities", "casualties", "one", "nobody"})
"""Words by which "no" states a toll of nobody harmed; "no casualty figures" and "no soldiers" do not."""


def count_people(doc: Doc) -> list[Counted]:
    """The number phrases of ``doc`` that may count people, with what they count, and single people meant."""
    numbers = [_with_collective(doc, number) for number in find_numbers(doc)]
    taken = {i for number in numbers for i in range(number.start, number.end)}
    numbers += [number for number in (*_implied_ones(doc), *_couples(doc), *_both(doc)) if number.start not in taken]
    numbers.sort(key=lambda number: number.core_start)
    starts = {number.start for number in numbers}
    counted: list[Counted] = []
    for number in numbers:
        end, noun = _noun_counted(doc, number, starts)
        if _is_of_a_parent(doc, number):
            continue
        if counted and _is_what_some_are_of(doc, counted[-1], number):
            continue
        if (noun in WORDS.never and not is_case_of_harm(doc[end - 1])) or (
            number.maximum == 0 and doc[end - 1].lower_ not in _NOBODY
        ):
            continue
        if noun is not None and number.implied and noun not in WORDS.people:
            continue
        if noun in _HOUSEHOLDS:
            continue  # "six families" are nobody knows how many people
        noun = noun or _collective_of(doc, number)
        head = _head(doc, number, end)
        if number.implied and doc[head].dep_ == "appos" and doc[head].head.pos_ == "PROPN":
            continue  # "Ali Omar, a teacher"
        counted.append(Counted(number, head, end, noun))
    taken = {i for one in counted for i in range(one.number.start, one.end)}
    singles = [one for one in _singles(doc) if taken.isdisjoint(range(one.number.start, one.end))]
    return sorted([*counted, *singles], key=lambda one: one.number.core_start)


def _with_collective(doc: Doc, number: Number) -> Number:
    """The number with the noun for several people together that it is of: "A FAMILY OF six", "a whole CREW OF ten"."""
    i = number.start - 2
    if i < 1 or doc[i + 1].lower_ != "of" or doc[i].lower_ not in WORDS.collectives or number.maximum == 0:
        return number
    start = i
    while start > 0 and i - start < _LONGEST_PHRASE and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    if start == 0 or doc[start - 1].lower_ not in ("a", "an", "the", "another", "one"):
        return number
    return replace(number, start=start - 1)


def _collective_of(doc: Doc, number: Number) -> str | None:
    """The noun for several people that the words of ``number`` hold, where it says who they are: "a FAMILY of six"."""
    lemmas = (token.lemma_.lower() for token in doc[number.start : number.core_start])
    return next((lemma for lemma in lemmas if lemma in WORDS.collectives & WORDS.people), None)


_HOUSEHOLDS = frozenset({"family", "household"})
"""Nouns whose number is not the number of people."""

_NO_PERSON = frozenset(
    {"body", "corpse", "life", "death", "dead", "victim", "casualty", "figure", "one", "other", "force"}
)
"""Nouns that count people after a numeral but do not name one after "a": "a government body", "a victim"."""


_MAY_BE_ONE = WORDS.people - _NO_PERSON - WORDS.collectives
_ONE_MORE = frozenset({"a", "an", "another"})


def _implied_ones(doc: Doc) -> Iterable[Number]:
    """One person without a numeral: "a child", "another militant"."""
    for token in tokens_in(doc, POSSESSIVES | _ONE_MORE):
        if token.i + 1 >= len(doc):
            continue
        if token.lower_ in POSSESSIVES:
            if _relative_after(doc, token.i):
                yield Number(token.i, token.i + 1, token.i, token.i + 1, 1, 1, "exact", implied=True)
            continue
        aged = age_end(doc, token.i + 1)
        if aged is not None and _is_the_noun(doc, aged - 1):
            yield Number(token.i, token.i + 1, token.i, token.i + 1, 1, 1, "exact", implied=True)
            continue
        start = aged or token.i + 1
        for after in doc[start : start + 4]:
            if after.tag_ in ("NN", "NNP") and after.lemma_.lower() in _MAY_BE_ONE:
                follows = doc[after.i + 1] if after.i + 1 < len(doc) else None
                if follows is None or not _goes_on(follows):
                    yield Number(token.i, token.i + 1, token.i, token.i + 1, 1, 1, "exact", implied=True)
                break
            if after.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "NUM") and after.lower_ != "-":
                break


def _couples(doc: Doc) -> Iterable[Number]:
    """Two people without a numeral: "a Homs couple"; "a couple of" is another matter."""
    for token in (doc[i] for i, lemma in enumerate(lemmas(doc)) if lemma == "couple"):
        if token.tag_ == "NN" and token.dep_ in _VICTIM_ROLES:
            start = token.left_edge.i
            of = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of"
            if not of and start < token.i <= start + _LONGEST_PHRASE and doc[start].lower_ in ("a", "an"):
                yield Number(start, start + 1, start, start + 1, 2, 2, "exact")


def _both(doc: Doc) -> Iterable[Number]:
    """Two people without a numeral: "both pilots"; "both soldiers and villagers" are any number."""
    for token in tokens_in(doc, _BOTH):
        after = next(
            (t for t in doc[token.i + 1 : token.i + 4] if t.lower_ not in _OF_THESE and t.lower_ != "of"), None
        )
        if after is None or after.tag_ != "NNS" or after.lemma_.lower() not in WORDS.people:
            continue
        if not any(child.dep_ in ("conj", "cc") for child in after.children):
            yield Number(token.i, token.i + 1, token.i, token.i + 1, 2, 2, "exact")


_BOTH = frozenset({"both"})


def _is_of_a_parent(doc: Doc, number: Number) -> bool:
    """Whether ``number`` is of somebody's children: "a father of THREE was killed", "mother-of-TWO"."""
    before = [token for token in doc[max(0, number.start - 4) : number.start] if token.text not in _HYPHENS]
    return len(before) > 1 and before[-1].lower_ == "of" and before[-2].lower_ in _PARENTS


_PARENTS = frozenset({"father", "mother", "dad", "mum", "mom", "parent", "grandfather", "grandmother", "widow"})


def _is_what_some_are_of(doc: Doc, some: Counted, number: Number) -> bool:
    """Whether ``number`` gives those of whom ``some`` are a part: the six of "three of the SIX soldiers"."""
    i = number.start
    named = doc[number.end] if number.end < len(doc) else None
    if named is not None and (named.lower_ in WORDS.counted_states or named.lemma_.lower() in WORDS.counted):
        return False  # "three of the 14 wounded" tells of all fourteen
    after = next((token for token in doc[number.end : number.end + 4] if token.pos_ not in ("NOUN", "ADJ")), None)
    if after is not None and (after.lower_ in ("who", "killed", "shot", "wounded", "injured")):
        return False  # "one of the five people killed"
    return i > 1 and some.number.end == i - 2 and doc[i - 2].lower_ == "of" and doc[i - 1].lower_ in _OF_THESE


_PART = "part"
"""What some of the dead or the wounded are, where the words do not say who they were."""


def _relative_after(doc: Doc, i: int) -> bool:
    """Whether one relative follows the possessive at token ``i``: "their son", "his nine-year-old daughter"."""
    start = age_end(doc, i + 1) or i + 1
    for token in doc[start : start + 3]:
        if token.lemma_.lower() in WORDS.kin:
            return token.tag_ == "NN"
        if token.pos_ not in ("ADJ", "NOUN"):
            return False
    return False


CHILDHOOD = 18
"""From this age on, in years, somebody is no child."""


def _noun_of_age(doc: Doc, i: int) -> str:
    """The noun that an age stands for: a child under eighteen, else a person."""
    age = value_of(doc[i])
    in_years = any(token.lower_.startswith("year") for token in doc[i : i + 4])
    return "child" if not in_years or (age is not None and age < CHILDHOOD) else "person"


def _is_the_noun(doc: Doc, i: int) -> bool:
    """Whether the "old" of an age at ``i`` stands for the person: "a 13-year-old was shot", not "a 13-year-old boy"."""
    following = doc[i + 1] if i + 1 < len(doc) else None
    if following is not None and (following.lower_.endswith("ly") or following.lower_ in WORDS.telegraphese):
        return doc[i].lower_ in ("old", "olds")
    describes = following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ") and doc[i].head.i > i
    return doc[i].lower_ in ("old", "olds") and not describes and doc[i].dep_ not in ("acomp", "amod")


POSSESSIVES = frozenset({"his", "her", "their"})
"""Words that make a relative of a noun for kin: "a man and his daughter"."""


def _singles(doc: Doc) -> Iterable[Counted]:
    """One person meant: a name, or "the pilot", "his wife", "boy" (in a headline)."""
    # The recogniser of names takes a row of towns for a person: "in Aleppo Homs Quneitra".
    placed = {i for mention in doc._.places for i in range(mention.start, mention.end)}
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
    persons = [token for entity in people if not placed.issuperset(range(entity.start, entity.end)) for token in entity]
    known = {token.text for token in persons if token.pos_ == "PROPN"}
    named_so = {token.i for token in persons}
    low, lemma = lower_words(doc), lemmas(doc)
    for i, part in enumerate(doc.to_array(POS).tolist()):
        if low[i].endswith("s") and low[i][:-1] in WORDS.people:
            continue  # "Soldiers" at the head of a sentence, which the tagger takes for a name
        if part != PROPN and low[i] not in _MAY_BE_MEANT and lemma[i] not in _PERSONS and i not in named_so:
            continue
        token = doc[i]
        aged = token.lower_ == "old" and token.i > 1 and _is_the_noun(doc, token.i)
        if token.dep_ not in _VICTIM_ROLES and not aged and not _before_harm(doc, token):
            continue
        named = token.i in named_so or token.lower_ in _ONE_MEANT or _is_name(doc, token, known)
        if named and token.i in placed and token.lower_ not in _ONE_MEANT:
            continue  # "Idlib: two men were killed"
        noun = token.lemma_.lower() if token.lemma_.lower() in _PERSONS else token.lower_
        if noun in _PERSONS and token.text[0].isupper():
            named = False  # "Boy Dies" is no name
        if (
            not named
            and not aged
            and (token.tag_ not in _ONE_TAGS or (noun not in _PERSONS and token.lower_ not in _PERSONS))
        ):
            continue
        if any(child.dep_ == "nummod" or child.lower_ in _NOBODY_IN_PARTICULAR for child in token.children):
            continue
        start = token.left_edge.i if token.i - token.left_edge.i < _LONGEST_PHRASE else token.i
        if aged:
            start = next((i for i in range(max(0, token.i - 5), token.i) if age_end(doc, i) == token.i + 1), start)
            start -= start > 0 and doc[start - 1].lower_ in ("a", "an", "the", "another")
            noun = next((_noun_of_age(doc, i) for i in range(start, token.i) if age_end(doc, i)), "person")
        number = Number(start, token.i + 1, token.i, token.i + 1, 1, 1, "exact", implied=True, single=True)
        yield Counted(number, token.i, token.i + 1, None if named else noun)


def _is_victim_by_verb(token: Token) -> bool:
    """Whether the verb says that its subject was a living being: "Saleh died", "Saleh was killed"."""
    verb = token.head.lemma_.lower()
    if token.dep_ == "nsubj":
        return verb in WORDS.suffered and WORDS.suffered[verb] == "killed"
    return token.dep_ == "nsubjpass" and WORDS.verbs.get(verb) in ("killed", "injured")


def _before_harm(doc: Doc, token: Token) -> bool:
    """Whether a word of harm follows at once, as in a headline, whatever the parser makes of it: "Boy Dies After"."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return following is not None and following.lower_ in WORDS.telegraphese


def _is_name(doc: Doc, token: Token, known: Container[str]) -> bool:
    """Whether a name that the recogniser left open is a person's: it is one elsewhere in the report (``known``), it is
    of two words, or an age goes with it ("16-year-old Omar", "Omar Saleh, 16").
    """
    if token.pos_ != "PROPN" or token.dep_ == "compound" or token.text.isupper():
        return False
    if token.ent_type_ == "" and (token.text in known or _is_victim_by_verb(token)):
        return True
    if token.ent_type_ == "" and token.dep_ in ("nsubj", "nsubjpass") and token.i and doc[token.i - 1].pos_ == "PROPN":
        return doc[token.i - 1].dep_ == "compound" and not any(p.start <= token.i < p.end for p in doc._.places)
    after = texts(doc)[token.i + 1 : token.i + 4]
    told = len(after) == 3 and after[0] == "," and after[2] in (",", ".", ";") and doc[token.i + 2].like_num
    return told or any(child.dep_ == "amod" and child.lower_ == "old" for child in token.children)


_ONE_MEANT = frozenset({"he", "she", "him", "her"})
_ONE_TAGS = frozenset({"NN", "NNP", "UH"})
"""Tags that the tagger gives to one person's noun; in headlines it takes it for a name."""

_NOBODY_IN_PARTICULAR = frozenset({"no", "every", "any", "each", "which", "what"})
_VICTIM_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT", "poss", "oprd", "dep"})
_CROWDS = WORDS.collectives | frozenset({"police", "personnel", "militia", "staff", "troop", "crew", "human", "soul"})
_PERSONS = (WORDS.people - _NO_PERSON - _CROWDS) | {"victim"}
_MAY_BE_MEANT = _PERSONS | _ONE_MEANT | {"old"}


def _goes_on(follows: Token) -> bool:
    """Whether the noun before ``follows`` only modifies it: "a rebel-held town", "a police station"."""
    return (follows.pos_ in ("NOUN", "PART") or follows.text in _HYPHENS) and follows.lemma_ not in WORDS.states


_HYPHENS = "-–"  # noqa: RUF001 - the dash is what is meant
_INSIDE_NOUN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN"})


def _noun_counted(doc: Doc, number: Number, starts: set[int]) -> tuple[int, str | None]:
    """Where the noun phrase of ``number`` ends, and the lemma of the noun that it counts, if it has one."""
    i = end = number.end
    noun: str | None = None
    if i + 1 < len(doc) and doc[i].lower_ == "of":
        if doc[i + 1].lower_ in _OF_THESE:
            return _of_these(doc, i + 2)
        i += number.qualifier == "vague"
    aged = age_end(doc, i)
    if aged is not None:
        if _is_the_noun(doc, aged - 1):
            return aged, _noun_of_age(doc, i)
        i = end = aged
    while i < len(doc) and i not in starts and i - (aged or number.end) < _LONGEST_PHRASE and _continues(doc, i, noun):
        token = doc[i]
        lemma = token.lemma_.lower()
        if token.lower_ in WORDS.states and not describes_people(token):
            return (end, noun) if noun else (i + 1, token.lower_)
        if lemma in _COUNTABLE:
            end, noun = i + 1, lemma
        elif noun is None and token.text not in _HYPHENS:
            end = i + 1
        i += 1
    if noun is None and end > (aged or number.end):
        last = doc[end - 1]
        return (end, last.lemma_.lower()) if last.pos_ in ("NOUN", "PROPN") else (number.end, None)
    return end, noun


_QUOTES = frozenset({'"', "“", "'", "‘"})  # noqa: RUF001 - the quotation marks are what is meant

_LONGEST_PHRASE = 8
"""Tokens between a number and the last noun of its phrase, at most."""

_COUNTABLE = WORDS.people | set(WORDS.counted) | WORDS.lives | WORDS.never


def _continues(doc: Doc, i: int, noun: str | None) -> bool:
    """Whether token ``i`` can still belong to a counted noun phrase whose noun so far is ``noun``."""
    token = doc[i]
    if noun is None and (describes_people(token) or (token.pos_ == "ADV" and _goes_with_participle(token))):
        return True
    if token.lower_ in WORDS.states and token.lower_ not in WORDS.counted_states | set(WORDS.counted):
        return False
    if noun is None and token.text in _QUOTES and doc[i - 1].like_num and not doc[i - 1].is_sent_start:
        return True  # some 30 "terrorists"
    if noun is None and token.lower_ == "and" and _shares_noun(doc, i):
        return True
    if token.text in _HYPHENS or (token.is_upper and token.is_alpha and noun is None):
        return True
    if noun is not None and token.pos_ == "ADJ" and token.lower_ not in WORDS.states:
        return False
    if token.pos_ in _INSIDE_NOUN_PHRASE or token.lower_ in _LOOSE:
        return True
    # "15 armed men": a participle before a person; "14 people including women" is another matter.
    following = doc[i + 1].lemma_.lower() if i + 1 < len(doc) else ""
    describes = token.tag_ in ("VBN", "VBG", "VBD") and token.lemma_ not in WORDS.verbs and token.lemma_ != "include"
    return describes and following in WORDS.people


def _goes_with_participle(adverb: Token) -> bool:
    """Whether an adverb stands before a participle that describes people: "19 SERIOUSLY injured people"."""
    return adverb.i + 1 < len(adverb.doc) and describes_people(adverb.nbor())


def _shares_noun(doc: Doc, i: int) -> bool:
    """Whether the "and" at ``i`` joins two words that describe one noun: "70 regime AND rebel fighters"."""
    after = doc[i + 1 : i + 4]
    people = next((n for n, token in enumerate(after) if token.lemma_.lower() in WORDS.people), None)
    if people is None or doc[i - 1].tag_ not in ("NN", "JJ", "NNP"):
        return False
    return all(token.pos_ in _INSIDE_NOUN_PHRASE for token in after[: people + 1])


def describes_people(token: Token) -> bool:
    """Whether a participle says of the people named right after it what had befallen them: "six DISPLACED people"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    describes = token.dep_ == "amod" and following is not None and token.head.i == following.i
    return describes and token.tag_ in ("VBN", "VBD", "JJ") and token.head.lemma_.lower() in WORDS.people


_LOOSE = frozenset({"more", "other", "others", "young"})


_OF_THESE = frozenset({"them", "those", "whom", "the", "his", "her", "its", "their", "these"})


def _of_these(doc: Doc, i: int) -> tuple[int, str | None]:
    """What "six of them" are, when the next words say so ("children", "a child"); ``i`` is the token after "them"."""
    for token in doc[i : i + 4]:
        lemma = token.lemma_.lower()
        if token.lower_ in WORDS.states:
            # "six of the dead were children" counts children; "several of the wounded were old" counts nobody.
            named = next((after.lemma_.lower() for after in doc[token.i + 1 : token.i + 4] if after.pos_ == "NOUN"), "")
            return token.i + 1, named if named in WORDS.people else _PART
        if lemma in WORDS.people or token.pos_ == "NOUN":
            return token.i + 1, lemma
        if token.pos_ not in ("DET", "ADJ", "NUM"):
            break
    return i, None


def _head(doc: Doc, number: Number, end: int) -> int:
    """The token by which the counted phrase hangs in the parse."""
    inside = range(number.start, max(end, number.core_end))
    heads = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    core = doc[number.core_end - 1]
    if core.dep_ == "nummod" and core.head.i in inside and core.head.i in heads:
        return core.head.i
    crowd = next((i for i in heads if i < number.core_start and doc[i].lemma_.lower() in WORDS.collectives), None)
    if crowd is not None:
        return crowd
    return heads[-1] if heads else core.i

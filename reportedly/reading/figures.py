"""The component "figures": numbers of people harmed, each with its harm, its group, its bounds and its words.

A number counts people when it is bound to a harm word ("killed", "dead", "wounded"). The bond is read from the parse
first and from the order of words second, since reports lose their commas and headlines their auxiliaries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Actor, Figure
from reportedly.model.figure import Group, Harm, Subgroup
from reportedly.reading.doc import FigureMention, words_of
from reportedly.reading.numbers import Number, find_numbers

Form = Literal["verb", "suffered", "state", "counted", "noun", "toll"]


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word that says harm: the token's index, which harm, and how the word takes those harmed."""

    i: int
    harm: Harm
    form: Form


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the noun phrase it counts: ``head`` is the token that the parse hangs the phrase on."""

    number: Number
    head: int
    end: int
    noun: str | None


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, Harm]
    suffered: dict[str, Harm]
    states: dict[str, Harm]
    counted: dict[str, Harm]
    nouns: dict[str, Harm]
    tolls: dict[str, Harm]
    leaving: frozenset[str]
    claiming: frozenset[str]
    lives: frozenset[str]
    toll_verbs: frozenset[str]
    toll_bridges: frozenset[str]
    suffering: frozenset[str]
    suffering_objects: dict[str, Harm]
    bridges: frozenset[str]
    wars: frozenset[str]
    starts: frozenset[str]
    threshold: int
    civilians: frozenset[str]
    fighters: frozenset[str]
    people: frozenset[str]
    subgroups: dict[str, Subgroup]
    never: frozenset[str]
    kin: frozenset[str]


HARMS: tuple[Harm, ...] = ("killed", "injured", "abducted", "detained", "missing", "displaced", "casualties")


def _load() -> _Words:
    raw, people = load_lexicon("harms"), load_lexicon("people")
    by_form: dict[str, dict[str, Harm]] = {
        form: {word: harm for harm in reversed(HARMS) for word in raw[harm][form]}
        for form in ("verbs", "suffered", "states", "counted", "nouns", "tolls")
    }
    subgroups: dict[str, Subgroup] = {word: name for name, words in people["subgroups"].items() for word in words}
    return _Words(
        **by_form,
        leaving=frozenset(raw["leaving"]),
        claiming=frozenset(raw["claiming"]),
        lives=frozenset(raw["lives"]),
        toll_verbs=frozenset(raw["toll_verbs"]),
        toll_bridges=frozenset(raw["toll_bridges"]),
        suffering=frozenset(raw["suffering"]["verbs"]),
        suffering_objects=raw["suffering"]["objects"],
        bridges=frozenset(raw["bridges"]),
        wars=frozenset(raw["cumulative"]["wars"]),
        starts=frozenset(raw["cumulative"]["starts"]),
        threshold=raw["cumulative"]["threshold"],
        civilians=frozenset(people["civilians"]),
        fighters=frozenset(people["fighters"]),
        people=frozenset(people["civilians"])
        | frozenset(people["fighters"])
        | frozenset(people["unknown"])
        | frozenset(subgroups),
        subgroups=subgroups,
        never=frozenset(people["never"]),
        kin=frozenset(people["kin"]),
    )


_WORDS = _load()


def harm_words(sentence: Span) -> list[HarmWord]:
    """The words of ``sentence`` that say harm, in order. Joint words ("killed or wounded") become one "casualties"."""
    found = [word for token in sentence if (word := _harm_word(token)) is not None]
    joined: list[HarmWord] = []
    for word in found:
        if joined and joined[-1].harm != word.harm and _are_joint(sentence.doc, joined[-1], word):
            joined[-1] = HarmWord(word.i, "casualties", word.form)
        else:
            joined.append(word)
    return joined


def _harm_word(token: Token) -> HarmWord | None:
    low, lemma = token.lower_, token.lemma_.lower()
    if lemma in _WORDS.suffering and token.pos_ in ("VERB", "AUX"):
        harms = [_WORDS.suffering_objects[t.lemma_] for t in token.subtree if t.lemma_ in _WORDS.suffering_objects]
        return HarmWord(token.i, harms[0], "suffered") if harms else None
    if lemma in _WORDS.tolls:
        return HarmWord(token.i, _WORDS.tolls[lemma], "toll")
    is_verb = token.tag_.startswith("VB") or (token.pos_ == "PROPN" and lemma in _WORDS.verbs)
    if is_verb and lemma in _WORDS.verbs:
        return HarmWord(token.i, _WORDS.verbs[lemma], "verb")
    if token.tag_.startswith("VB") and lemma in _WORDS.suffered:
        return HarmWord(token.i, _WORDS.suffered[lemma], "suffered")
    if low in _WORDS.states:
        return HarmWord(token.i, _WORDS.states[low], "state")
    if lemma in _WORDS.counted:
        return HarmWord(token.i, _WORDS.counted[lemma], "counted")
    if lemma in _WORDS.nouns:
        return HarmWord(token.i, _WORDS.nouns[lemma], "noun")
    # In headlines the tagger takes "kills" and "wounds" for nouns.
    if lemma in _WORDS.verbs:
        return HarmWord(token.i, _WORDS.verbs[lemma], "verb")
    return None


def _are_joint(doc: Doc, first: HarmWord, second: HarmWord) -> bool:
    between = [token.lower_ for token in doc[first.i + 1 : second.i]]
    both = {first.harm, second.harm}
    return both == {"killed", "injured"} and bool(between) and set(between) <= {"and", "or", "/", "and/or", "were"}


def count_people(doc: Doc) -> list[Counted]:
    """The number phrases of ``doc`` that may count people, with what they count."""
    numbers = list(find_numbers(doc))
    taken = {i for number in numbers for i in range(number.start, number.end)}
    numbers += [number for number in _implied_ones(doc) if number.start not in taken]
    numbers.sort(key=lambda number: number.core_start)
    starts = {number.start for number in numbers}
    counted = []
    for number in numbers:
        end, noun = _noun_counted(doc, number, starts)
        if noun in _WORDS.never:
            continue
        if noun is not None and number.implied and noun not in _WORDS.people:
            continue
        counted.append(Counted(number, _head(doc, number, end), end, noun))
    return counted


def _implied_ones(doc: Doc) -> Iterable[Number]:
    """ "a child", "another militant": one person without a numeral."""
    for token in doc:
        if token.lower_ not in ("a", "an", "another") or token.i + 1 >= len(doc):
            continue
        for after in doc[token.i + 1 : token.i + 5]:
            if after.tag_ in ("NN", "NNP") and after.lemma_.lower() in _WORDS.people:
                follows = doc[after.i + 1] if after.i + 1 < len(doc) else None
                if follows is None or follows.pos_ not in ("NOUN", "PART") or follows.lemma_ in _WORDS.states:
                    yield Number(token.i, token.i + 1, token.i, token.i + 1, 1, 1, "exact", implied=True)
                break
            if after.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "NUM") and after.lower_ != "-":
                break


_INSIDE_NOUN_PHRASE = frozenset({"ADJ", "NOUN", "PROPN"})


def _noun_counted(doc: Doc, number: Number, starts: set[int]) -> tuple[int, str | None]:
    """Where the noun phrase of ``number`` ends, and the lemma of the noun that it counts, if it has one."""
    end, noun = number.end, None
    i = number.end
    if (
        i < len(doc)
        and doc[i].lower_ == "of"
        and i + 1 < len(doc)
        and doc[i + 1].lower_ in ("them", "those", "whom", "the", "his", "its", "their")
    ):
        return i + 2, None
    if i < len(doc) and doc[i].lower_ == "of" and number.qualifier == "vague":
        i += 1
    while i < len(doc) and i not in starts and i - number.end < 8:
        token = doc[i]
        low, lemma = token.lower_, token.lemma_.lower()
        if low in _WORDS.states and lemma not in ("wounded", "injured", "dead"):
            break
        if token.is_sent_start and i > number.end:
            break
        hyphen = token.is_punct and token.text in "-–" and i > number.end  # noqa: RUF001
        if (
            token.pos_ not in _INSIDE_NOUN_PHRASE
            and not hyphen
            and low not in ("more", "other", "others", "young", "aid")
        ):
            if not (
                token.tag_ in ("VBN", "VBG", "VBD")
                and i + 1 < len(doc)
                and doc[i + 1].lemma_.lower() in _WORDS.people
                and lemma not in _WORDS.verbs
            ):
                break
        if low in _WORDS.states:
            return (end, noun) if noun else (i + 1, low)
        if lemma in _WORDS.people or lemma in _WORDS.counted or lemma in _WORDS.lives:
            end, noun = i + 1, lemma
        elif lemma in _WORDS.never:
            end, noun = i + 1, lemma
        elif noun is None and not hyphen:
            end = i + 1
        elif noun is not None and not hyphen and token.pos_ == "ADJ":
            break
        i += 1
    if noun is None and end > number.end:
        last = doc[end - 1]
        noun = last.lemma_.lower() if last.pos_ in ("NOUN", "PROPN") else None
        if noun is None:
            end = number.end
    return end, noun


def _head(doc: Doc, number: Number, end: int) -> int:
    """The token by which the counted phrase hangs in the parse."""
    inside = range(number.start, max(end, number.core_end))
    heads = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    core = doc[number.core_end - 1]
    if core.dep_ == "nummod" and core.head.i in inside and core.head.i in heads:
        return core.head.i
    return heads[-1] if heads else core.i


@dataclass(frozen=True, slots=True)
class Bond:
    """A counted phrase bound to the harm word that says what happened to those counted."""

    counted: Counted
    harm: Harm
    word: int
    part: bool = False
    revised: bool = False


def bind(sentence: Span, counted: Sequence[Counted], before: Sequence[Bond] = ()) -> list[Bond]:
    """Bind each counted phrase of ``sentence`` to its harm word. ``before`` are the bonds of the sentences before it,
    which "this was later updated to 82" and "the dead include" look back to. Phrases with no harm word are left out."""
    words = harm_words(sentence)
    by_token = {word.i: word for word in words}
    bonds: list[Bond] = []
    passive: set[int] = set()
    for one in counted:
        word = (
            _between_two(sentence, one, by_token, passive)
            or _in_parse(sentence.doc, one, by_token)
            or _itself(one, by_token)
            or _beside(sentence, one, by_token)
            or _after_toll(sentence, one, by_token)
        )
        if word is not None:
            if word.i >= one.end:
                passive.add(word.i)
            bonds.append(Bond(one, word.harm, word.i))
            continue
        whole = _whole_of(sentence, one, bonds, by_token)
        if whole is not None:
            bonds.append(Bond(one, *whole, part=True))
            continue
        earlier = _updated(sentence, one, bonds, before)
        if earlier is not None:
            bonds.append(Bond(one, *earlier, revised=True))
    return bonds


def _between_two(sentence: Span, one: Counted, words: dict[int, HarmWord], passive: set[int]) -> HarmWord | None:
    """The harm word of a number that stands between two: "three killed 29 injured", "killed 5 wounded 10"."""
    left, right = _left(sentence, one, words), _right(sentence, one, words)
    if left is None or right is None or left.i == right.i:
        return None
    return right if left.i in passive or left.form == "state" else None


def _itself(one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The counted noun says the harm: "five deaths", "18 dead", "40 wounded"."""
    for i in range(one.number.core_end, one.end + 1):
        word = words.get(i)
        if word is not None and word.form in ("counted", "state", "suffered") and (i < one.end or word.form == "state"):
            return word
    return None


def _in_parse(doc: Doc, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word that the parse hangs the phrase on."""
    token = doc[one.head]
    for clause in token.children:
        word = words.get(clause.i)
        if word is not None and clause.dep_ in ("acl", "relcl", "amod") and word.form in ("verb", "state", "suffered"):
            if clause.dep_ != "relcl" or _is_passive(clause) or word.form == "suffered":
                return word if clause.tag_ in ("VBN", "VBD", "JJ") or word.form == "suffered" else None
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    head = token.head
    word = words.get(head.i)
    if token.dep_ in ("nsubjpass", "nsubj") and word is not None:
        if (
            word.form == "suffered"
            or _is_passive(head)
            or (word.form in ("verb", "state") and not _has_object(head, token))
        ):
            return word
        return None
    if token.dep_ in ("nsubjpass", "nsubj"):
        return _of_predicate(head, words)
    if token.dep_ in ("dobj", "attr", "oprd") and word is not None and word.form == "verb" and not _is_passive(head):
        return word
    if token.dep_ == "dobj":
        return _left_in_state(head, token, words)
    if token.dep_ == "pobj" and head.lower_ == "of":
        return _of_noun(head.head, words)
    return None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _has_object(verb: Token, subject: Token) -> bool:
    return any(child.dep_ in ("dobj", "obj") and child.i > subject.i for child in verb.children)


def _of_predicate(verb: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """The state a subject is in: "five were dead", "28 were among those killed", "25 were left injured"."""
    for child in verb.children:
        word = words.get(child.i)
        if (
            word is not None
            and child.dep_ in ("acomp", "attr", "oprd", "xcomp", "conj")
            and word.form in ("state", "counted", "verb")
        ):
            return word if child.dep_ != "conj" or _is_passive(child) else None
        if child.dep_ == "prep" and child.lower_ in ("among", "amongst"):
            return next((words[t.i] for t in child.subtree if t.i in words), None)
    return None


def _left_in_state(verb: Token, noun: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """ "left 28 dead": or nothing."""
    if verb.lemma_.lower() not in _WORDS.leaving:
        if verb.lemma_.lower() in _WORDS.claiming and noun.lemma_.lower() in _WORDS.lives:
            return HarmWord(verb.i, "killed", "verb")
        return None
    for child in [*verb.children, *noun.children]:
        word = words.get(child.i)
        if word is not None and child.i > noun.i and word.form in ("state", "verb", "counted"):
            return word
    return None


def _of_noun(noun: Token, words: dict[int, HarmWord]) -> HarmWord | None:
    """ "the killing of 28", "the lives of two", "the number of dead": or nothing."""
    word = words.get(noun.i)
    if word is not None and word.form in ("noun", "counted", "toll", "state", "verb"):
        return word
    if noun.lemma_.lower() in _WORDS.lives:
        return HarmWord(noun.i, "killed", "noun")
    return None


def _right(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word after the phrase with nothing but auxiliaries and the like between: "16 others were injured"."""
    for i in range(one.end, min(one.end + 9, sentence.end)):
        word = words.get(i)
        token = sentence.doc[i]
        if word is not None:
            is_past = token.tag_ in ("VBN", "VBD", "JJ") or token.lower_ in _WORDS.states
            if word.form in ("state", "suffered"):
                return word
            return word if word.form == "verb" and is_past and not _acts(token) else None
        if token.lower_ not in _WORDS.bridges or token.like_num:
            return None
    return None


def _acts(verb: Token) -> bool:
    """Whether a harm verb has somebody as its object, so that what stands before it does the harm."""
    if _is_passive(verb):
        return False
    return any(child.dep_ == "dobj" and child.i > verb.i and child.i - verb.i < 6 for child in verb.children)


def _left(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word before the phrase with nothing but articles and the like between: "killed 28", "deaths of two"."""
    doc = sentence.doc
    for i in range(one.number.start - 1, max(sentence.start, one.number.start - 5) - 1, -1):
        word = words.get(i)
        if word is not None:
            return word if word.form in ("verb", "noun") else None
        lemma = doc[i].lemma_.lower()
        if lemma in _WORDS.lives:
            return HarmWord(i, "killed", "noun")
        if lemma in _WORDS.claiming and one.noun in _WORDS.lives | _WORDS.people and doc[i].pos_ == "VERB":
            return HarmWord(i, "killed", "verb") if one.noun in _WORDS.lives or lemma == "claim" else None
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


def _beside(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The harm word beside the phrase in the order of words, where the parse gave none."""
    left, right = _left(sentence, one, words), _right(sentence, one, words)
    if left is not None and not (right is not None and left.form == "verb" and _is_passive(sentence.doc[left.i])):
        if not (left.form == "verb" and _is_passive(sentence.doc[left.i]) and one.noun is None):
            return left
    return right


def _after_toll(sentence: Span, one: Counted, words: dict[int, HarmWord]) -> HarmWord | None:
    """The toll whose number this is: "a death toll of 47", "the toll rose to 28"."""
    doc = sentence.doc
    i = one.number.start - 1
    while i >= sentence.start and doc[i].lower_ in _WORDS.toll_bridges:
        i -= 1
    word = words.get(i) if i >= sentence.start else None
    if word is not None and word.form in ("toll", "counted", "noun") and i < one.number.start - 1:
        return word
    verb = _toll_verb(doc[one.head])
    if verb is None:
        return None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i < one.number.start:
            found = [words[t.i] for t in child.subtree if t.i in words]
            if found:
                return found[0]
    return None


def _toll_verb(token: Token) -> Token | None:
    """The verb that sets a toll at this number: "stands at 220", "has reached 236", "was updated to 82"."""
    if token.dep_ == "pobj" and token.head.lower_ in ("to", "at"):
        token = token.head
    elif token.dep_ not in ("dobj", "attr"):
        return None
    return token.head if token.head.lemma_.lower() in _WORDS.toll_verbs else None


_PARTS = frozenset(
    {"including", "include", "included", "includes", "among", "amongst", "comprising", "whom", "them", "namely"}
)


def _whole_of(
    sentence: Span, one: Counted, bonds: Sequence[Bond], words: dict[int, HarmWord]
) -> tuple[Harm, int] | None:
    """The harm of the whole that this is a part of ("28 civilians, six of them children"), and the word that says it."""
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
    near = [doc[i].lower_ for i in range(max(sentence.start, one.number.start - 3), min(sentence.end, one.end + 3))]
    joined = any(bond.counted.head in {a.i for a in doc[one.head].ancestors} for bond in bonds)
    listed = (
        bonds
        and one.number.start - bonds[-1].counted.end <= 3
        and (bonds[-1].part or doc[one.number.start - 1].lower_ in ("and", ",", "plus"))
    )
    if bonds and (_PARTS & set(near) or listed or (joined and one.noun in _WORDS.people)):
        return bonds[-1].harm, bonds[-1].word
    if not bonds and _PARTS & set(near):
        # "Among the dead were two women": the whole has no number of its own.
        earlier = [word for word in words.values() if abs(word.i - one.number.start) <= 8]
        if earlier:
            return earlier[-1].harm, earlier[-1].i
    return None


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


def group_of(one: Counted, who: Actor | None) -> Group:
    """Whom the words say they were. ``side_a`` and ``side_b`` are set where the event's sides are known."""
    if one.noun in _WORDS.civilians or (who is not None and who.kind == "civilians"):
        return "civilians"
    subgroup = _WORDS.subgroups.get(one.noun or "")
    if subgroup in ("children", "medics", "journalists"):
        return "civilians"
    return "unknown"


@Language.component("figures")
def figures(doc: Doc) -> Doc:
    """Leave ``doc._.figures``: every number of people harmed, with the words that give it."""
    counted = count_people(doc)
    bonds: list[Bond] = []
    for sentence in doc.sents:
        here = [one for one in counted if sentence.start <= one.number.core_start < sentence.end]
        if here:
            bonds += bind(sentence, here, bonds[-1:])
    doc._.figures = tuple(_mention(doc, bond) for bond in bonds)
    return doc


def _mention(doc: Doc, bond: Bond) -> FigureMention:
    one, number = bond.counted, bond.counted.number
    end = max(one.end, number.end)
    who = next((mention.actor for mention in doc._.actors if number.start <= mention.start < end), None)
    span = doc[number.start : end]
    figure = Figure(
        harm=bond.harm,
        group=group_of(one, who),
        who=who,
        subgroup=_WORDS.subgroups.get(one.noun or ""),
        minimum=number.minimum,
        maximum=number.maximum,
        qualifier=number.qualifier,
        verbatim=span.text,
        span=words_of(span),
        cumulative=is_cumulative(doc, bond),
    )
    return FigureMention(number.start, end, bond.word, figure, bond.part, bond.revised)


def is_cumulative(doc: Doc, bond: Bond) -> bool:
    """Whether the number is a running total of a war or a year rather than an event's own toll."""
    number = bond.counted.number
    if (number.minimum or number.maximum or 0) >= _WORDS.threshold:
        return True
    sentence = doc[number.core_start].sent
    lemmas = [token.lemma_.lower() for token in sentence]
    for i, token in enumerate(sentence):
        if token.lower_ in ("since", "throughout", "during"):
            after = lemmas[i + 1 : i + 8]
            if set(after) & _WORDS.wars and (token.lower_ != "since" or set(after) & _WORDS.starts):
                return True
    return False

"""Who is the subject, the agent, the one quoted: what the finders of attributions ask of the parse."""

from spacy.tokens import Token

from reportedly.knowledge.cues import cues
from reportedly.model.claim import Factuality
from reportedly.reading.attribution_found import inside, subtree
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import lower_words

SUBJECTS = frozenset({"nsubj", "csubj"})

PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})

PRONOUNS_OF_RELATIVES = frozenset({"who", "which", "that"})

AUXILIARIES = frozenset({"aux", "auxpass", "neg"})

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

PARTING = frozenset({"but", ":", ";"})
"""What stands before a source, and belongs to another's words."""

MEDIA = cues().words["media"]
"""What something is said in."""

IMPLICATIVE = frozenset({"go", "continue", "begin", "proceed", "appear", "seem", "manage"})
"""Verbs whose infinitive took place: "went on to say"."""


def happened(verb: Token) -> bool:
    """Whether the saying is told as something that took place: not "would say", "to criticize", "before asking".

    "Did not say" passes: that somebody kept silent is itself reported.
    """
    if verb.tag_ == "VB":
        if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
            return negated(verb)
        if verb.dep_ in {"xcomp", "ccomp"} and any(c.lower_ == "to" for c in verb.lefts):
            return verb.head.lemma_.lower() in IMPLICATIVE
        return not (verb.dep_ in {"advcl", "acl", "relcl"} and any(c.lower_ == "to" for c in verb.lefts))
    return not (verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ not in {"by", "as", "in"})


def negative(factuality: Factuality) -> Factuality:
    """What a negated cue commits to: "does not believe" is PR- where "believes" is PR+."""
    table: dict[Factuality, Factuality] = {"CT+": "CT-", "PR+": "PR-", "PS+": "PS-"}
    return table.get(factuality, factuality)


def negated(verb: Token) -> bool:
    """Whether the verb itself is negated: "did not say", "never said"."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: "was described", "said to be", "images described by"."""
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "auxpass" for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl", "advcl"}
        and not any(c.dep_ == "aux" for c in verb.children)
        and not _tells(verb)
    )


def _tells(verb: Token) -> bool:
    """Whether a supposed participle has a clause as its object: "a study FOUND that". A passive has none."""
    return verb.dep_ == "acl" and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def subject_of(verb: Token) -> tuple[TokenRange | None, TokenRange | None]:
    """The subject of ``verb``, its own or that of the verb that governs it, and the antecedent of a relative one."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        teller = _teller_of(verb)
        if teller is not None:
            verb = teller
            continue
        for child in _subject(verb):
            if verb.dep_ == "relcl" and _is_relative(child):
                head = verb.head
                return (child.i, child.i + 1), (head.left_edge.i, verb.left_edge.i)
            return source_range(child, verb), None
        head = verb.head
        telling = _telling_verb(verb)
        if telling is not None:
            verb = telling
            continue
        if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if verb.tag_ == "VBG" or verb.dep_ == "relcl" or _tells(verb):
                return (head.left_edge.i, max(head.i + 1, verb.left_edge.i)), None
            return None, None
        reporting = _reporting_verb(verb)
        if reporting is not None:
            verb = reporting
        elif verb.dep_ == "pcomp":
            verb = _governing_verb(head)
        elif verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and head.i != verb.i:
            verb = head
        else:
            return None, None
    return None, None


def _subject(verb: Token) -> list[Token]:
    """The subject of ``verb``, if it has one of its own. Of two before it, it is the second after a colon or semicolon
    ("Haiti: GANG LEADER claims"), after a clause, and where the first only says what it is ("rebel ally CHAD said").
    """
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS]
    first, last = subjects[:1], [child for child in subjects if child.i < verb.i][-1:]
    if len(subjects) < 2 or not last or first == last:
        return first
    parted = any(token.text in {":", ";"} for token in verb.doc[first[0].i : last[0].i])
    named = first[0].pos_ == "NOUN" and last[0].pos_ == "PROPN" and last[0].left_edge.i == first[0].right_edge.i + 1
    return last if parted or named or first[0].dep_.startswith("csubj") else first


def quoted_as_saying(verb: Token) -> tuple[TokenRange, TokenRange | None] | None:
    """Of "the agency quoted a medic as saying": the medic, and the agency that passed it on."""
    link = verb.head
    quoting = link.head.head if link.head.dep_ in {"dobj", "obj"} else link.head
    if verb.dep_ != "pcomp" or link.lower_ != "as" or quoting.pos_ != "VERB":
        return None
    subject, _ = subject_of(quoting)
    if is_passive(quoting):
        agent = agent_of(quoting)
        return (subject, subtree(agent) if agent is not None else None) if subject else None
    quoted = next((c for c in quoting.children if c.dep_ in {"dobj", "obj"}), None)
    if quoted is None:
        return None
    start, end = subtree(quoted)
    return (start, min(end, link.i) if link.i > quoted.i else end), subject


def _is_relative(word: Token) -> bool:
    """Whether the word is a relative pronoun, and not the World Health Organization's initials."""
    name = word.text == "WHO" and word.i > 0 and not word.nbor(-1).text.isupper()
    return word.lower_ in PRONOUNS_OF_RELATIVES and not name


def _telling_verb(verb: Token) -> Token | None:
    """The verb that has the subject of a participle which the parse hangs on a noun.

    So it is after a comma ("rejected the notion, SAYING that") and after what something is said in ("said in a
    statement BLAMING the army").
    """
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or noun.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
        return None
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
    medium = noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lower_ in MEDIA
    if not medium and not is_mute(noun) and (before is None or before.text != ","):
        return None
    governor = _governing_verb(noun)
    return governor if governor.pos_ in {"VERB", "AUX"} else None


def is_mute(noun: Token) -> bool:
    """Whether ``noun`` names what cannot be a source: an event, a day, casualties."""
    known = {noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s")}
    return noun.pos_ in {"NOUN", "PROPN"} and not known.isdisjoint(cues().words["mute"])


def _governing_verb(token: Token) -> Token:
    """The nearest verb above ``token``, itself included, that has a subject of its own; else the top."""
    while token.head.i != token.i:
        if token.pos_ in {"VERB", "AUX"} and any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in token.children):
            return token
        token = token.head
    return token


def _teller_of(verb: Token) -> Token | None:
    """The verb of saying that a participle goes on from, which the parse hangs on what is said: "THEY SAID the army had
    left, ADDING that the road was mined".
    """
    saying = cues().verbs
    cue, told = saying.get(verb.lower_), verb.head
    if (
        verb.dep_ not in {"advcl", "ccomp"}
        or verb.tag_ != "VBG"
        or verb.i < told.i
        or cue is None
        or cue.kind != "says"
    ):
        return None
    if any(child.dep_ == "aux" for child in verb.children):
        return None
    outer = told.head
    teller = saying.get(outer.lower_)
    if told.dep_ != "ccomp" or told.lower_ in saying or teller is None or outer.i > told.i or "clause" not in cue.takes:
        return None
    return outer if teller.kind == "says" and "clause" in teller.takes else None


def _reporting_verb(verb: Token) -> Token | None:
    """The verb of saying that a second one goes on from: "IT SAID the rebels had advanced but reported fighting".

    The parse joins the second verb to the clause reported. Its subject does not report where it says nothing else: a
    clause in the passive or the perfect ("that six had been killed and blamed the army") has no place for a past tense.
    """
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ccomp" or first.i > verb.i:
        return None
    outer = first.head
    saying = cues().verbs
    second, before = saying.get(verb.lower_), saying.get(outer.lower_)
    if second is None or before is None or second.kind != "says" or before.kind != "says":
        return None
    if "clause" not in before.takes or first.lower_ in saying or not _same_tense(verb, outer) or outer.i > first.i:
        return None
    return outer if "clause" in second.takes or _compound(first) else None


def _same_tense(verb: Token, outer: Token) -> bool:
    """Whether ``verb`` can stand beside ``outer``. The tagger takes a past tense for a participle after "had been"."""
    active = not any(child.dep_ in AUXILIARIES - {"neg"} for child in verb.children)
    if verb.tag_ == "VBN":
        return active and outer.tag_ == "VBD" and any(child.dep_ in {"dobj", "obj", "ccomp"} for child in verb.children)
    return active and verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.tag_ == outer.tag_


def _compound(verb: Token) -> bool:
    """Whether the verb's tense is made with an auxiliary: "had been killed", "has left"."""
    return any(child.dep_ in {"aux", "auxpass"} for child in verb.children)


def source_range(noun: Token, verb: Token) -> TokenRange:
    """The words of a source: all under its noun, on the noun's side of the verb."""
    start, end = subtree(noun)
    if noun.i < verb.i:
        end = min(end, verb.i)
        low = lower_words(noun.doc)
        # A parser may join "the attack but MANY ACCOUNTS SUGGEST" where another clause begins.
        parting = (i for i in range(end - 1, start, -1) if low[i] == "but" or (i < noun.i and low[i] in PARTING))
        start = next((i + 1 for i in parting), start)
        return start, end
    return max(start, verb.i + 1), end


def cue_range(verb: Token, content: tuple[TokenRange, ...], source: TokenRange | None) -> TokenRange:
    """The verb with its auxiliaries and the adverbs right before it."""
    start, end = verb.i, verb.i + 1
    taken = [*content, *([source] if source else [])]
    for child in sorted(verb.lefts, key=lambda t: -t.i):
        beside = child.i == start - 1 and not inside(child.i, taken)
        if beside and (child.dep_ in AUXILIARIES or child.dep_ == "advmod"):
            start = child.i
    if end < len(verb.doc) and verb.nbor().dep_ == "prt" and verb.nbor().head.i == verb.i:
        end += 1
    return start, end

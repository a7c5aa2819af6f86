"""Attributions by a verb with a subject, or with nobody named, and a complement."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cue, Cues
from reportedly.model.claim import Factuality
from reportedly.reading.attribution_found import Found, ranges_of, subtree, without
from reportedly.reading.attribution_grammar import (
    MEDIA,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    agent_of,
    cue_range,
    happened,
    is_passive,
    negated,
    negative,
    quoted_as_saying,
    subject_of,
)
from reportedly.reading.doc import TokenRange
from reportedly.reading.once import tokens_in

NOBODY = frozenset({"no", "nobody", "none", "neither"})


REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})

AS = frozenset({"mark", "advmod", "prep"})
"""What the parse takes "as" for at the head of a clause."""

PREDICATES = frozenset({"oprd", "acomp", "xcomp"})
"""What a passive says its subject to be: "were confirmed dead"."""


def verb_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """Attributions by a verb with a subject (or an agent, or nobody named) and a complement."""
    for token in tokens_in(doc, lexicon.verbs):
        cue = lexicon.verbs[token.lower_]
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound", "aux"}:
            continue
        if cue.before and (token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in cue.before):
            continue
        yield from _of_verb(doc, token, cue)


def _of_verb(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    if not happened(verb) or _describes(verb, cue):
        return
    passive = is_passive(verb)
    if "raising" in cue.takes:
        yield from _of_raising(verb, cue)
        return
    source, antecedent = subject_of(verb)
    source, quoted_by = quoted_as_saying(verb) or (source, None)
    if _quotes_somebody(verb):
        return
    named = source
    if passive:
        agent = agent_of(verb)
        named, antecedent = (_agent_range(agent, cue), None) if agent is not None else (None, None)
    spoken = passive and "addressee" in cue.takes and named is None and not _expletive(verb)
    if spoken:
        return
    if named is None and (not passive or (verb.dep_ == "acl" and "as" in cue.takes)):
        return
    if named is None and cue.stance == "supports" and any(c.dep_ in PREDICATES for c in verb.children):
        return  # "five were confirmed dead" is the report's own word
    if "as" in cue.takes and any(c.dep_ in {"dobj", "nsubj"} and c.lower_ in REFLEXIVES for c in _after(verb)):
        return  # "an outfit calling itself the Lions" names it
    content, addressee = complement_of(verb, cue, passive)
    if not content and "clause" in cue.takes and not passive and not negated(verb):
        content = _clause_beside(verb)
    if not content:
        return
    factuality: Factuality = cue.unnamed if passive and named is None else cue.factuality
    kind = cue.kind
    if negated(verb) or (source is not None and doc[source[0]].lower_ in NOBODY):
        if kind == "says":
            kind, factuality = "other", "Uu"
        elif factuality in {"CT+", "PR+", "PS+"}:
            factuality = cue.denied or negative(factuality)
    yield Found(
        anchor=verb.i,
        cue=cue_range(verb, content, named),
        lemma=cue.lemma,
        kind=kind,
        factuality=factuality,
        stance=cue.stance if kind != "other" else None,
        content=content,
        source=named,
        antecedent=antecedent,
        told=addressee,
        quoted_by=quoted_by,
        unnamed=passive and named is None,
    )


def _after(verb: Token) -> list[Token]:
    """What hangs on ``verb`` or on its complement, after it."""
    return [
        *verb.rights,
        *(grand for child in verb.rights if child.dep_ in {"ccomp", "xcomp"} for grand in child.lefts),
    ]


def _clause_beside(verb: Token) -> tuple[TokenRange, ...]:
    """The clause that an inserted one comments on: "the road, THE ARMY SAID, was open", "AS HE SAID, it was open"."""
    that = next((c for c in verb.head.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if verb.dep_ == "ccomp" and that is not None and verb.i < that.i:
        return ((that.i, verb.head.right_edge.i + 1),)  # "the paper reported, citing medics, THAT TEN HAD DIED"
    inserted = verb.dep_ == "parataxis" or (
        verb.dep_ == "advcl" and any(c.lower_ == "as" and c.i < verb.i and c.dep_ in AS for c in verb.children)
    )
    if not inserted or any(c.dep_ in {"dobj", "obj", "dative", "xcomp", "ccomp"} for c in verb.children):
        return ()
    return without(subtree(verb.head), [subtree(verb)])


def _describes(verb: Token, cue: Cue) -> bool:
    """Whether a participle only describes the noun before it: "jets BELIEVED to be Russian". The jets believe nothing.

    The parse often takes such a participle for the verb of the clause.
    """
    if verb.tag_ not in {"VBN", "VBD"} or cue.takes & {"infinitive", "addressee"} or verb.i + 2 >= len(verb.doc):
        return False
    if any(child.dep_ in {"aux", "auxpass"} or child.dep_ in PASSIVE_SUBJECTS for child in verb.children):
        return False
    return verb.nbor().lower_ == "to" and verb.nbor(2).tag_ in {"VB", "RB"}


def _agent_range(agent: Token, cue: Cue) -> TokenRange:
    """The words of an agent, without what belongs to the verb: "described by medics AS grave"."""
    start, end = subtree(agent)
    label = _label_of(agent, cue)
    return (start, min(end, label.i)) if label is not None else (start, end)


def _label_of(agent: Token, cue: Cue) -> Token | None:
    """What the verb says of its subject, which the parse hangs on the agent: "AS grave", "OF shelling hospitals"."""
    for child in agent.children:
        if child.dep_ != "prep" or child.lower_ not in cue.prepositions:
            continue
        if child.lower_ == "as" or any(c.dep_ == "pcomp" for c in child.children):
            return child
    return None


def _quotes_somebody(verb: Token) -> bool:
    """Whether what is quoted follows as "quoted a medic AS SAYING": that verb is then the cue."""
    links = [*verb.children, *(g for c in verb.children if c.dep_ in {"dobj", "obj"} for g in c.children)]
    return any(c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in links)


def _of_raising(verb: Token, cue: Cue) -> Iterator[Found]:
    """As in "They seem to have left": subject and infinitive are what seems so."""
    what = [child for child in verb.children if child.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} and child.i > verb.i]
    if not what:
        return
    who = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ != "it"]
    content = ranges_of(i for part in [*who, *what] for i in range(*subtree(part)) if i != verb.i)
    yield Found(
        anchor=verb.i,
        cue=cue_range(verb, content, None),
        lemma=cue.lemma,
        kind=cue.kind,
        factuality=negative(cue.factuality) if negated(verb) else cue.factuality,
        stance=None,
        content=content,
        source=None,
        unnamed=True,
    )


def _expletive(verb: Token) -> bool:
    return any(c.dep_ in PASSIVE_SUBJECTS and c.lower_ == "it" for c in verb.children)


def complement_of(verb: Token, cue: Cue, passive: bool) -> tuple[tuple[TokenRange, ...], TokenRange | None]:
    """The content of the verb, and whom it is addressed to."""
    takes, doc = cue.takes, verb.doc
    found: list[TokenRange] = []
    addressee: TokenRange | None = None
    objects = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    if cue.objects and not any(c.lemma_.lower() in cue.objects for c in objects):
        return (), None
    # "attacks attributed to the rebels": what is attributed stands before a participle, and nobody attributes it.
    if cue.prepositions and cue.takes == {"object"} and not (passive or objects):
        return (), None
    # "claimed nine lives", "claimed nine": where lives are taken, a bare number is of lives.
    if cue.not_objects and any(c.lower_ in cue.not_objects or c.like_num for c in objects):
        return (), None
    for child in verb.children:
        dep = child.dep_
        if dep == "ccomp" and ("clause" in takes or ("object" in takes and _names_a_thing(child))):
            found.append(subtree(child))
        elif dep == "xcomp" and child.pos_ in {"VERB", "AUX"}:
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            if (to and (takes & {"infinitive", "addressee"} or passive)) or (not to and "gerund" in takes):
                found.append(subtree(child))
        elif (
            (dep in {"oprd", "xcomp", "acomp", "attr"} and "as" in takes)
            or (dep in {"dobj", "obj"} and "as" in takes)
            or (dep in {"dobj", "obj"} and "object" in takes)
            or (dep == "conj" and "clause" in takes and found and _is_that_clause(child))
        ):
            found.append(subtree(child))
        elif dep in {"dobj", "obj", "dative"} and "addressee" in takes:
            addressee = subtree(child)
        elif dep in PASSIVE_SUBJECTS and passive and takes & {"object", "as"}:
            found += ranges_of(token.i for token in child.subtree if token.i < verb.i)
        elif (dep == "prep" and child.lower_ in cue.prepositions) or (
            dep == "advcl" and "clause" in takes and child.i > verb.i and _is_question(child)
        ):
            found.append(subtree(child))
    agent = agent_of(verb) if passive else None
    label = _label_of(agent, cue) if agent is not None else None
    if label is not None:
        found.append(subtree(label))
    if objects and "object" in takes and len(found) == 1:
        found += [subtree(child) for child in verb.rights if child.i > objects[0].i and _completes(child)]
    if objects and found:
        found += [subtree(child) for child in verb.rights if child.i > objects[0].i and _names_parts(child)]
    if not found:
        return (), addressee
    if "addressee" in takes and not found and objects:
        return (), addressee
    holes = [subtree(c) for c in verb.children if c.dep_ in SUBJECTS] + [(verb.i, verb.i + 1)]
    if agent is not None:
        holes.append(_agent_range(agent, cue))
    contents = [part for span in found for part in without(span, holes)]
    return ranges_of(i for start, end in contents for i in range(start, end) if not _space(doc, i)), addressee


def _completes(child: Token) -> bool:
    """Whether a phrase after the object belongs to what is said, and not to when or in which medium it is said."""
    if child.dep_ != "prep" or child.lower_ in {"by", "during", "via", "through", "at"}:
        return child.dep_ in {"oprd", "xcomp"}
    noun = next((c for c in child.children if c.dep_ == "pobj"), None)
    return noun is not None and noun.ent_type_ not in {"DATE", "TIME"} and noun.lower_ not in MEDIA


def _names_parts(child: Token) -> bool:
    """Whether a phrase tells who is among those counted: "put the toll at 21, INCLUDING A NURSE"."""
    return child.lower_ == "including" or child.doc[child.left_edge.i].lower_ in {"among", "amongst"}


def _is_that_clause(clause: Token) -> bool:
    """Whether the clause goes on with what is said: "said it had been hit, BUT THAT NOBODY WAS HURT"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _space(doc: Doc, i: int) -> bool:
    return doc[i].is_space


def _names_a_thing(clause: Token) -> bool:
    """Whether the clause stands for a noun: "condemned WHAT IT CALLED A MASSACRE"."""
    return clause.doc[clause.left_edge.i].lower_ in {"what", "whatever"}


def _is_question(clause: Token) -> bool:
    return any(c.lower_ in {"whether", "if"} and c.dep_ == "mark" for c in clause.children)

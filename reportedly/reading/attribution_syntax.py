"""Attributions that the parse shows: verbs, adjectives, nouns, prepositions and adverbs with their complements."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.knowledge.cues import Cue, Cues, cues
from reportedly.model.claim import Factuality
from reportedly.reading.attribution_found import Found, inside, ranges_of, subtree, without
from reportedly.reading.doc import TokenRange

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
PRONOUNS_OF_RELATIVES = frozenset({"who", "which", "that"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
MEDIA = frozenset(
    {
        "statement",
        "interview",
        "report",
        "tweet",
        "email",
        "speech",
        "briefing",
        "conference",
        "letter",
        "post",
        "bulletin",
    }
)
"""What something is said in: not part of what is said."""

IMPLICATIVE = frozenset({"go", "continue", "begin", "proceed", "appear", "seem", "manage"})
"""Verbs whose infinitive took place: "went on to say"."""

NOBODY = frozenset({"no", "nobody", "none", "neither"})


def verb_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """Attributions by a verb with a subject (or an agent, or nobody named) and a complement."""
    for token in doc:
        cue = lexicon.verbs.get(token.lower_)
        if cue is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound", "aux"}:
            continue
        if cue.before and (token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in cue.before):
            continue
        yield from _of_verb(doc, token, cue)


def _of_verb(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    if not _happened(verb):
        return
    passive = is_passive(verb)
    if "raising" in cue.takes:
        yield from _of_raising(verb, cue)
        return
    source, antecedent = subject_of(verb)
    source, quoted_by = _quoted_as_saying(verb) or (source, None)
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
    content, addressee = complement_of(verb, cue, passive)
    if not content:
        return
    factuality: Factuality = cue.unnamed if passive and named is None else cue.factuality
    kind = cue.kind
    if negated(verb) or (source is not None and doc[source[0]].lower_ in NOBODY):
        if kind == "says":
            kind, factuality = "other", "Uu"
        elif factuality in {"CT+", "PR+", "PS+"}:
            factuality = _negative(factuality)
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


def _happened(verb: Token) -> bool:
    """Whether the saying is told as something that took place: not "would say", "to criticize", "before asking".

    "Did not say" passes: that somebody kept silent is itself reported.
    """
    if verb.tag_ == "VB":
        if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
            return negated(verb)
        if verb.dep_ in {"xcomp", "ccomp"} and any(c.lower_ == "to" for c in verb.lefts):
            return verb.head.lemma_.lower() in IMPLICATIVE
        return not (verb.dep_ in {"advcl", "acl", "relcl"} and any(c.lower_ == "to" for c in verb.lefts))
    return not (verb.dep_ == "pcomp" and verb.head.lower_ not in {"by", "as", "in"})


def _agent_range(agent: Token, cue: Cue) -> TokenRange:
    """The words of an agent, without the "as …" that belongs to the verb: "described by medics AS grave"."""
    start, end = subtree(agent)
    label = _label_of(agent, cue)
    return (start, min(end, label.i)) if label is not None else (start, end)


def _label_of(agent: Token, cue: Cue) -> Token | None:
    return next(
        (c for c in agent.children if c.dep_ == "prep" and c.lower_ == "as" and c.lower_ in cue.prepositions), None
    )


def _quoted_as_saying(verb: Token) -> tuple[TokenRange, TokenRange | None] | None:
    """Of "the agency quoted a medic as saying": the medic, and the agency that passed it on."""
    link = verb.head
    quoting = link.head
    if verb.dep_ != "pcomp" or link.lower_ != "as" or quoting.pos_ != "VERB":
        return None
    subject, _ = subject_of(quoting)
    if is_passive(quoting):
        return (subject, None) if subject else None
    quoted = next((c for c in quoting.children if c.dep_ in {"dobj", "obj"}), None)
    if quoted is None:
        return None
    start, end = subtree(quoted)
    return (start, min(end, link.i) if link.i > quoted.i else end), subject


def _quotes_somebody(verb: Token) -> bool:
    """Whether what is quoted follows as "quoted a medic AS SAYING": that verb is then the cue."""
    return any(c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in verb.children)


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
        factuality=_negative(cue.factuality) if negated(verb) else cue.factuality,
        stance=None,
        content=content,
        source=None,
        unnamed=True,
    )


def _negative(factuality: Factuality) -> Factuality:
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
    )


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def _expletive(verb: Token) -> bool:
    return any(c.dep_ in PASSIVE_SUBJECTS and c.lower_ == "it" for c in verb.children)


def subject_of(verb: Token) -> tuple[TokenRange | None, TokenRange | None]:
    """The subject of ``verb``, its own or that of the verb that governs it, and the antecedent of a relative one."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS:
                if child.lower_ in PRONOUNS_OF_RELATIVES and verb.dep_ == "relcl":
                    head = verb.head
                    return (child.i, child.i + 1), (head.left_edge.i, verb.left_edge.i)
                return source_range(child, verb), None
        head = verb.head
        if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if verb.tag_ == "VBG" or verb.dep_ == "relcl":
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


def _governing_verb(token: Token) -> Token:
    """The nearest verb above ``token``, itself included, that has a subject of its own; else the top."""
    while token.head.i != token.i:
        if token.pos_ in {"VERB", "AUX"} and any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in token.children):
            return token
        token = token.head
    return token


def _reporting_verb(verb: Token) -> Token | None:
    """The verb of saying that a second one goes on from: "IT SAID the rebels had advanced but reported fighting".

    The parse joins the second verb to the clause reported, whose subject does not report.
    """
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ccomp" or first.i > verb.i:
        return None
    outer = first.head
    saying = cues().verbs
    inner = saying.get(first.lower_)
    both = saying.get(verb.lower_), saying.get(outer.lower_)
    if any(cue is None or cue.kind != "says" or "clause" not in cue.takes for cue in both) or inner is not None:
        return None
    return outer if outer.i < first.i and verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.tag_ == outer.tag_ else None


def source_range(noun: Token, verb: Token) -> TokenRange:
    """The words of a source: all under its noun, on the noun's side of the verb."""
    start, end = subtree(noun)
    if noun.i < verb.i:
        end = min(end, verb.i)
        start = next((i + 1 for i in range(end - 1, start, -1) if noun.doc[i].lower_ == "but"), start)
        return start, end
    return max(start, verb.i + 1), end


def complement_of(verb: Token, cue: Cue, passive: bool) -> tuple[tuple[TokenRange, ...], TokenRange | None]:
    """The content of the verb, and whom it is addressed to."""
    takes, doc = cue.takes, verb.doc
    found: list[TokenRange] = []
    addressee: TokenRange | None = None
    objects = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    if cue.objects and not any(c.lemma_.lower() in cue.objects for c in objects):
        return (), None
    if any(c.lower_ in cue.not_objects for c in objects):
        return (), None
    for child in verb.children:
        dep = child.dep_
        if dep == "ccomp" and "clause" in takes:
            found.append(subtree(child))
        elif dep == "xcomp" and child.pos_ in {"VERB", "AUX"}:
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            if (to and (takes & {"infinitive", "addressee"} or passive)) or (not to and "gerund" in takes):
                found.append(subtree(child))
        elif (
            (dep in {"oprd", "xcomp", "acomp", "attr"} and "as" in takes)
            or (dep in {"dobj", "obj"} and "as" in takes)
            or (dep in {"dobj", "obj"} and "object" in takes)
        ):
            found.append(subtree(child))
        elif dep in {"dobj", "obj", "dative"} and "addressee" in takes:
            addressee = subtree(child)
        elif (
            (dep == "prep" and child.lower_ in cue.prepositions)
            or (dep in PASSIVE_SUBJECTS and passive and takes & {"object", "as"})
            or (dep == "advcl" and "clause" in takes and child.i > verb.i and _is_question(child))
        ):
            found.append(subtree(child))
    agent = agent_of(verb) if passive else None
    label = _label_of(agent, cue) if agent is not None else None
    if label is not None:
        found.append(subtree(label))
    if objects and "object" in takes and len(found) == 1:
        found += [subtree(child) for child in verb.rights if child.i > objects[0].i and _completes(child)]
    if not found:
        return (), addressee
    if "addressee" in takes and not found and objects:
        return (), addressee
    holes = [subtree(c) for c in verb.children if c.dep_ in SUBJECTS] + [(verb.i, verb.i + 1)]
    if agent is not None:
        holes.append(_agent_range(agent, cue))
    contents = [part for span in found for part in without(span, holes)]
    return ranges_of(i for start, end in contents for i in range(start, end) if not _space(doc, i)), addressee


def _is_what_is_said(verb: Token, cue: Cue) -> bool:
    """Whether the subject of a passive is content: "they are said to", "it was disputed", "was described by X"."""
    if any(c.dep_ in {"xcomp", "oprd", "ccomp"} for c in verb.children):
        return cue.stance != "supports"
    if not cue.takes & {"object", "as"}:
        return False
    return agent_of(verb) is not None or cue.stance == "denies" or cue.unnamed == "PS+" or cue.lemma == "report"


def _through_particle(verb: Token, cue: Cue) -> bool:
    """Whether the parse takes a preposition of the cue for a particle: "called on them to leave"."""
    return any(c.dep_ == "prt" and c.lower_ in cue.prepositions for c in verb.children)


def _completes(child: Token) -> bool:
    """Whether a phrase after the object belongs to what is said, and not to when or in which medium it is said."""
    if child.dep_ != "prep" or child.lower_ in {"by", "during", "via", "through", "at"}:
        return child.dep_ in {"oprd", "xcomp"}
    noun = next((c for c in child.children if c.dep_ == "pobj"), None)
    return noun is not None and noun.ent_type_ not in {"DATE", "TIME"} and noun.lower_ not in MEDIA


def _called(verb: Token) -> bool:
    """Whether the object is called something: "described it AS a massacre", "called it A MASSACRE"."""
    return any(
        c.dep_ in {"oprd", "xcomp", "acomp"} or (c.dep_ == "prep" and c.lower_ in {"as", "to"}) for c in verb.children
    )


def _space(doc: Doc, i: int) -> bool:
    return doc[i].is_space


def _is_question(clause: Token) -> bool:
    return any(c.lower_ in {"whether", "if"} and c.dep_ == "mark" for c in clause.children)


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


def adjective_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "He is confident that", "they were opposed to"."""
    for token in doc:
        cue = lexicon.adjectives.get(token.lower_)
        if cue is None or token.dep_ not in {"acomp", "ROOT", "conj", "attr", "oprd"}:
            continue
        being = token.head if token.dep_ in {"acomp", "attr", "oprd"} else token
        source, antecedent = subject_of(being)
        if source is None:
            continue
        parts: list[TokenRange] = []
        for child in token.children:
            if child.i < token.i:
                continue
            if (
                (child.dep_ == "ccomp" and "clause" in cue.takes)
                or (child.dep_ == "xcomp" and ("infinitive" in cue.takes or "clause" in cue.takes))
                or (child.dep_ == "prep" and child.lower_ in cue.prepositions)
            ):
                parts.append(subtree(child))
        if not parts:
            continue
        start = being.i if being.i < token.i else token.i
        factuality = _negative(cue.factuality) if negated(being) else cue.factuality
        yield Found(
            anchor=token.i,
            cue=(start, token.i + 1) if start > source[1] - 1 else (token.i, token.i + 1),
            lemma=cue.lemma,
            kind=cue.kind,
            factuality=factuality,
            stance=None,
            content=ranges_of(i for part in parts for i in range(*part)),
            source=source,
            antecedent=antecedent,
        )


LIGHT_VERBS = frozenset(
    {"make", "issue", "give", "release", "have", "express", "voice", "hold", "offer", "raise", "put"}
)


def noun_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "The claim that", "reports of clashes", "his call for a truce"."""
    for token in doc:
        if token.pos_ != "NOUN":
            continue
        cue = lexicon.nouns.get(token.lower_)
        if cue is None:
            continue
        parts: list[TokenRange] = []
        source: TokenRange | None = None
        for child in token.children:
            dep = child.dep_
            if child.i > token.i:
                if (
                    (dep in {"acl", "ccomp", "relcl"} and "clause" in cue.takes and _that_clause(child))
                    or (dep == "acl" and "infinitive" in cue.takes and _to_infinitive(child))
                    or (dep == "prep" and child.lower_ in cue.prepositions)
                ):
                    parts.append(subtree(child))
                elif dep == "prep" and child.lower_ in {"by", "from", "among"} and source is None:
                    source = next((subtree(n) for n in child.children if n.dep_ == "pobj"), None)
            elif dep == "poss":
                source = _possessor(child)
        if not parts:
            continue
        verb = token.head
        said_in = _said_in(token, lexicon)
        if said_in is not None:
            teller = subject_of(said_in)
            saying = lexicon.verbs[said_in.lower_]
            yield Found(
                anchor=said_in.i,
                cue=(said_in.i, said_in.i + 1),
                lemma=saying.lemma,
                kind=saying.kind,
                factuality=saying.factuality,
                stance=saying.stance,
                content=ranges_of(i for part in parts for i in range(*part)),
                source=teller[0],
                antecedent=teller[1],
            )
            continue
        if source is None and token.dep_ in {"dobj", "obj"} and verb.lemma_ in LIGHT_VERBS:
            source, _ = subject_of(verb)
        yield Found(
            anchor=token.i,
            cue=(token.i, token.i + 1),
            lemma=cue.lemma,
            kind=cue.kind,
            factuality=cue.factuality,
            stance=cue.stance,
            content=ranges_of(i for part in parts for i in range(*part)),
            source=source,
            unnamed=source is None,
            by="noun",
        )


def _said_in(noun: Token, lexicon: Cues) -> Token | None:
    """The verb of "announced in a statement that …", whose clause the parse hangs on the noun."""
    verb = noun.head.head
    cue = lexicon.verbs.get(verb.lower_)
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or cue is None or "clause" not in cue.takes:
        return None
    return verb if verb.pos_ == "VERB" and subject_of(verb)[0] is not None else None


def _possessor(noun: Token) -> TokenRange:
    start, end = subtree(noun)
    if end - start > 1 and noun.doc[end - 1].tag_ == "POS":
        end -= 1
    return start, end


def _that_clause(verb: Token) -> bool:
    return any(
        c.lower_ in {"that", "whether", "if"} and c.dep_ in {"mark", "det", "nsubj", "dobj"} for c in verb.lefts
    ) and any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS and c.lower_ != "that" for c in verb.children)


def _to_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def preposition_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "According to X", "X, citing Y": the clause around is content."""
    lows = [token.lower_ for token in doc]
    firsts = {words[0] for words in lexicon.prepositions}
    for i, low in enumerate(lows):
        if low not in firsts:
            continue
        for words, cue in lexicon.prepositions.items():
            end = i + len(words)
            if tuple(lows[i:end]) != words:
                continue
            noun = _noun_after(doc, i, end)
            if noun is None:
                continue
            source = (end, max(end, noun.right_edge.i + 1))
            if doc[i].pos_ == "VERB" and not _could_speak(doc, noun, source, lexicon):
                continue
            content = _clause_around(doc, i, source[1])
            if content:
                yield Found(
                    anchor=i,
                    cue=(i, end),
                    lemma=cue.lemma,
                    kind=cue.kind,
                    factuality=cue.factuality,
                    stance=None,
                    content=content,
                    source=source,
                    quoted_by=_citing(doc[i]),
                    by="preposition",
                )
            break


def _could_speak(doc: Doc, noun: Token, source: TokenRange, lexicon: Cues) -> bool:
    """Whether what is cited is somebody, and not a fact: "citing medics", not "citing the death of two"."""
    if any(m.start < source[1] and source[0] < m.end for m in doc._.sources):
        return True
    return noun.ent_type_ in {"PERSON", "ORG"} or noun.lower_ in lexicon.headline_sources


def _citing(word: Token) -> TokenRange | None:
    """Who cites: the subject of the clause that "citing X" belongs to."""
    return subject_of(word)[0] if word.pos_ == "VERB" else None


def _noun_after(doc: Doc, start: int, end: int) -> Token | None:
    for child in doc[start:end]:
        for noun in child.children:
            if noun.i >= end and noun.dep_ in {"pobj", "dobj"}:
                return noun
    if end < len(doc) and doc[end].pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PRON"}:
        token = doc[end]
        while token.pos_ in {"DET", "ADJ"} or (
            token.dep_ in {"compound", "amod", "det", "poss"} and token.head.i > token.i
        ):
            if token.head.i <= token.i:
                break
            token = token.head
        return token
    return None


def _clause_around(doc: Doc, start: int, end: int) -> tuple[TokenRange, ...]:
    """The clause that the words ``start`` to ``end`` stand in, without them.

    Words that end the sentence go with all that stands before them, words that begin it with all that follows.
    """
    sentence = doc[start].sent
    if not any(t.tag_ in FINITE for t in doc[end : sentence.end]) and any(
        t.tag_ in FINITE for t in doc[sentence.start : start]
    ):
        return ((sentence.start, start),)
    head = doc[start].head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    span = subtree(head)
    if start == sentence.start or doc[start - 1].text in {",", "(", "\u2014", "\u2013"} or span[0] >= start:
        span = (sentence.start, sentence.end)
    return tuple(part for part in without(span, [(start, end)]) if any(t.is_alpha for t in doc[slice(*part)]))


def adverb_cues(doc: Doc, lexicon: Cues) -> Iterator[Found]:
    """As in "Reportedly", "allegedly": the clause is content; "an alleged attack": the noun phrase is."""
    for token in doc:
        cue = lexicon.adverbs.get(token.lower_)
        if cue is not None:
            head = token.head
            content = without(subtree(head), [(token.i, token.i + 1)])
        else:
            cue = lexicon.attributive.get(token.lower_)
            if cue is None or token.dep_ not in {"amod", "nmod"}:
                continue
            head = token.head
            content = without(subtree(head), [(token.i, token.i + 1)])
        yield Found(
            anchor=token.i,
            cue=(token.i, token.i + 1),
            lemma=cue.lemma,
            kind="says" if token.pos_ == "ADV" else "other",
            factuality=cue.factuality,
            stance=None,
            content=content,
            source=None,
            unnamed=True,
            by="adverb",
        )

"""The component "events": words that say what happened, typed as ACLED types events, with doer and target."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import load_lexicon
from reportedly.model import Actor
from reportedly.reading.doc import ActorMention, EventMention, TokenRange
from reportedly.reading.factuality import is_negated
from reportedly.reading.harm_grammar import is_passive
from reportedly.reading.harms import WORDS, is_mortal
from reportedly.reading.naming import named_as, party_in_words
from reportedly.reading.phrases import Found, Phrases, word_forms
from reportedly.reading.positions import Positions, sentence_at


@dataclass(frozen=True, slots=True)
class Sign:
    """What a lexicon word says of an event: its sub-event type, how exact that is, and the weapon it names."""

    sub_type: str
    rank: int
    weapon: str | None = None
    fixed: bool = False
    act: bool = True
    flies: bool = False


def _signs() -> Phrases[Sign]:
    raw = load_lexicon("events")
    entries = [
        (word, Sign(row["sub_type"], row["rank"], None, row.get("fixed", False), act=True))
        for row in raw["acts"]
        for word in row["words"]
    ]
    entries += [
        (word, Sign(row["sub_type"], row["rank"], row["weapon"], act=False, flies=row.get("flies", False)))
        for row in raw["weapons"]
        for word in row["words"]
    ]
    return Phrases(entries)


_SIGNS = _signs()
_LIGHT = frozenset(load_lexicon("events")["light_verbs"])
_SHARING = frozenset(load_lexicon("events")["sharing_verbs"])
_BY_VERBS = frozenset(load_lexicon("events")["by_verbs"])
_REACH = 18
"""Tokens between an act and a weapon that belongs to it, at most."""

_AIR_ROW = load_lexicon("events")["from_the_air"]
_AIR_NOUNS = frozenset(_AIR_ROW["words"])
_AIR = Sign(_AIR_ROW["sub_type"], _AIR_ROW["rank"], _AIR_ROW["weapon"])
_ACTS = frozenset(word.split("/")[0] for row in load_lexicon("events")["acts"] for word in row["words"])
_ABOUT = frozenset(load_lexicon("events")["about"])
_ANSWERING = frozenset(load_lexicon("events")["answering"])
_BACKING = frozenset(load_lexicon("events")["backing"])
_PUTTING_DOWN = frozenset(load_lexicon("events")["putting_down"])
_TIED_TO = frozenset(load_lexicon("events")["tied_to"])
_ACCOMPANYING = frozenset(load_lexicon("events")["accompanying"])
_COMPLAINING = frozenset(load_lexicon("events")["complaining"])
_HOLDING = frozenset(load_lexicon("events")["holding"])
_COMING_DOWN = frozenset(load_lexicon("events")["coming_down"])
_HITTING = frozenset(load_lexicon("events")["hitting"])
_KINDS_OF = frozenset(load_lexicon("events")["kinds_of"])
_CHOKING: Phrases[bool] = Phrases((words, True) for words in load_lexicon("events")["choking"])
_CREW = frozenset(load_lexicon("events")["crew"])
_CHOKED_ON = frozenset(load_lexicon("events")["choked_on"])
_CARRIES_GAS = frozenset(load_lexicon("discourse")["carried_by"]["Chemical weapon"])
_GAS = Sign("Chemical weapon", max(row["rank"] for row in load_lexicon("events")["weapons"]))
_FLYING = frozenset(load_lexicon("events")["flying"])
_SPOTS = frozenset(load_lexicon("events")["spots"])
_BESIDE = frozenset(load_lexicon("events")["beside"])

BARE = 20
"""Up to this rank an event's words say that people were harmed or attacked, but not how."""

_WEAPONS = frozenset(word for row in load_lexicon("events")["weapons"] for word in row["words"])


def names_a_weapon(words: str) -> bool:
    """Whether the last of ``words`` is a weapon or its carrier ("unidentified warplanes") and not people."""
    last = words.lower().split()[-1:] or [""]
    return last[0] in _WEAPONS or last[0].removesuffix("s") in _WEAPONS


_WITNESSING = frozenset(load_lexicon("events")["witnessing"])

BACKGROUND = 1
"""The rank of what a place is said to have been through: it types an event only where nothing else does."""

TERRITORY = "territory"
"""The lexicon's word for a change of control; who gains it decides which of ACLED's two types it is."""


@Language.component("events")
def events(doc: Doc) -> Doc:
    """Leave ``doc._.events``: one mention for each word that says what happened."""
    signs = list(_SIGNS.find(doc))
    mentions = []
    by_position = Positions(signs, lambda sign: sign.start)
    choking = Positions(_CHOKING.find(doc), lambda found: found.start)
    named = {i for mention in doc._.sources if mention.source.id for i in range(mention.start, mention.end)}
    for sentence in doc.sents:
        # "Amnesty" is no amnesty where it speaks.
        here = [sign for sign in by_position.within([(sentence.start, sentence.end)]) if sign.start not in named]
        acts = [sign for sign in here if sign.entry.act and _tells(_root(doc, sign))]
        roots = {_root(doc, act) for act in acts}
        if all(_is_aside(root) for root in roots):  # "dropped gas on a town near where a plane was shot down"
            free = [sign for sign in here if not sign.entry.act and not roots.intersection(doc[sign.end - 1].ancestors)]
            acts += _weapons_alone(doc, free)
        choked = any(_is_by_gas(doc, found) for found in choking.within([(sentence.start, sentence.end)]))
        for act in acts:
            mention = _mention(doc, sentence, act, here)
            mentions.append(_with_gas(mention) if choked else mention)
    doc._.events = tuple(mentions)
    return doc


def _tells(act: Token) -> bool:
    """Whether the word tells of an act: not where it says what kind of thing another is ("attack helicopters", "the
    blast site"), nor of a plan that is dead, nor of what a government sends ("drew protests from the capital"), nor of
    what another event is about.
    """
    if act.lower_ == "dead" and not is_mortal(act):
        return False
    if act.lemma_ == "protest" and act.dep_ == "dobj" and act.head.lemma_ in _COMPLAINING:
        return not any(child.lower_ == "from" for one in (act, act.head) for child in one.children)
    if _belongs_to_another(act):
        return False
    return not (act.dep_ in ("compound", "amod") and act.head.i > act.i and act.head.lemma_.lower() in _KINDS_OF)


def _weapons_alone(doc: Doc, signs: Sequence[Found[Sign]]) -> list[Found[Sign]]:
    """Weapons that stand for their use in a sentence that names no act: "warplanes over the town"."""
    used = [sign for sign in signs if sign.entry.rank > 60 and not _is_aimed_at(doc[sign.end - 1])]
    return [sign for sign in used if _stands_for_its_use(doc[sign.end - 1], flies=sign.entry.flies)][:1]


def _stands_for_its_use(weapon: Token, *, flies: bool) -> bool:
    subject = weapon.head.head if weapon.dep_ == "pobj" and weapon.head.lower_ == "of" else weapon
    bare = not any(child.dep_ == "dobj" for child in subject.head.children)  # "flew twenty sorties" is another matter
    if flies and bare and subject.dep_ == "nsubj" and subject.head.lemma_ in _FLYING:
        return False  # "the aircraft fell in a field", "none of its planes were there"
    if weapon.dep_ == "dobj" and weapon.head.lemma_ in _HOLDING and weapon.head.dep_ == "acl":
        weapon = weapon.head.head  # "barrels containing chlorine fell on the town"
    if weapon.dep_ == "dobj":
        return weapon.head.lemma_ in _LIGHT  # "launched 20 missiles at the base"
    return weapon.dep_ in ("nsubj", "nsubjpass", "ROOT", "pobj")


def _mention(doc: Doc, sentence: Span, act: Found[Sign], signs: Iterable[Found[Sign]]) -> EventMention:
    sign = act.entry
    token = _root(doc, act)
    weapon = sign.weapon
    if not sign.fixed:
        for other in signs:
            if not other.entry.act and _serves(doc, other, token):
                weapon = weapon or other.entry.weapon
                if other.entry.rank > sign.rank and sign.sub_type != TERRITORY:
                    sign, weapon = other.entry, other.entry.weapon
    if sign.sub_type == TERRITORY and _is_done_to_people(token):
        sign = Sign("Abduction/forced disappearance", sign.rank)
    doers = () if _stands_behind(token) else doers_of(doc, token)
    targets = targets_of(doc, token)
    alone = weapon is None and act.end - act.start == 1  # "regime bombing", but not "a missile strike"
    if (sign.rank <= BARE or alone) and _is_from_the_air(token, doers):
        sign, weapon = _AIR, weapon or _AIR.weapon
    return EventMention(
        trigger=token.i,
        start=act.start,
        end=act.end,
        sub_type=_territory(sign.sub_type, doers),
        rank=min(sign.rank, BACKGROUND) if _is_witnessed(token) else sign.rank,
        weapon=weapon,
        perpetrators=doers,
        targets=targets,
        negated=is_negated(token),
        aside=_is_aside(token),
        apart=where_clause(token) is not None,
        own=own_words(token),
    )


def _is_by_gas(doc: Doc, choking: Found[bool]) -> bool:
    """Whether nothing else is told that people choke on, and no road or supply is choked off."""
    start, end = sentence_at(doc, choking.start)
    if any(token.lemma_.lower() in _CHOKED_ON and token.pos_ != "VERB" for token in doc[start:end]):
        return False
    word = doc[choking.start]
    things = (child for child in word.children if child.dep_ in ("dobj", "nsubjpass", "prt"))
    return word.pos_ != "VERB" or all(child.dep_ != "prt" and _is_somebody(child) for child in things)


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ in ("PRON", "NUM") or noun.lemma_.lower() in WORDS.people


def _with_gas(mention: EventMention) -> EventMention:
    """``mention`` as a gas attack, where it is of what carries gas: people choked on what was dropped or fired."""
    if mention.sub_type not in _CARRIES_GAS:
        return mention
    return replace(mention, sub_type=_GAS.sub_type, rank=_GAS.rank)


def _is_aside(token: Token) -> bool:
    """Whether the event is told in passing: in a relative clause, or as what another event is about ("protests against
    the raids", "the truce after the attack").
    """
    while token.dep_ in ("conj", "compound", "nmod") and token.head.i != token.i:
        token = token.head
    about = (token.dep_ == "pobj" and token.head.lower_ in _ABOUT) or is_answered(token)
    # "rebels fighting the army", "captured villagers" say who they are.
    describes = (token.dep_ == "acl" and token.tag_ == "VBG") or (token.dep_ == "amod" and token.tag_ in ("VBN", "VBG"))
    describes = describes and not _is_after_a_party(token)
    describes = describes or _stands_behind(token)
    # "close to where a plane was shot down" hangs the clause on a preposition.
    return about or describes or any(head.dep_ == "relcl" or _says_when(head) for head in (token, *token.ancestors))


def _is_after_a_party(verb: Token) -> bool:
    """Whether what the parse takes for an adjective is a verb with its subject before it: "the army BOMBED islands"."""
    parties = any(mention.end == verb.i and mention.actor.id is not None for mention in verb.doc._.actors)
    return parties or any(child.dep_ == "nsubj" for child in verb.children)


def _stands_behind(noun: Token) -> bool:
    """Whether the event at ``noun`` only supports who is told of: "troops BACKED BY AIR STRIKES took the town"."""
    by = noun.head
    return noun.dep_ == "pobj" and by.lower_ == "by" and by.head.lemma_.lower() in _BACKING


def is_answered(noun: Token) -> bool:
    """Whether the event at ``noun`` is only what another answers: "a response to the raid on Idlib on Tuesday"."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_ in _ANSWERING


def _belongs_to_another(noun: Token) -> bool:
    """Whether the event at ``noun`` is told of elsewhere: "a suspect in the attacks", "the repression of protests"."""
    return noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_ in _TIED_TO | _PUTTING_DOWN


def _says_when(verb: Token) -> bool:
    return verb.dep_ == "pcomp" and any(child.lower_ in ("where", "when") for child in verb.children)


def where_clause(act: Token) -> Token | None:
    """The verb of the clause that tells of ``act`` only to say where something else is: "near the spot where a bus was
    hit", "close to where a plane had been shot down".
    """
    clause = next((head for head in (act, *act.ancestors) if head.dep_ in ("relcl", "pcomp")), None)
    if clause is None or not any(child.lower_ == "where" for child in clause.children):
        return None
    if clause.tag_ not in ("VBD", "VBN"):
        return None  # "near where rebels are advancing" tells of no event that is over
    if clause.dep_ == "relcl" and clause.head.lemma_.lower() not in _SPOTS:
        return None
    preposition = clause.head if clause.dep_ == "pcomp" else clause.head.head
    word = preposition.head if preposition.lower_ in ("to", "from") else preposition
    return clause if word.lower_ in _BESIDE else None


def _is_witnessed(token: Token) -> bool:
    """Whether a relative clause tells it of a place: "an area that has witnessed fierce fighting"."""
    clause = next((head for head in token.ancestors if head.dep_ == "relcl"), None)
    return clause is not None and clause.lemma_ in _WITNESSING


def _is_from_the_air(token: Token, doers: Sequence[Actor]) -> bool:
    """Whether a bare "strike" or "raid" is a state's or a coalition's, and not its police's or army's on the ground."""
    if not doers or doers[0].kind not in ("state", "external") or token.pos_ not in ("NOUN", "PROPN"):
        return False
    on_the_ground = (doers[0].id or "").endswith(("-police", "-army", "-forces"))
    return not on_the_ground and bool(_AIR_NOUNS.intersection(word_forms(token)))


def _is_done_to_people(verb: Token) -> bool:
    """Whether people and not a place were taken: "seized 20 villagers"."""
    taken = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass") and child.pos_ == "NOUN"]
    return any(thing.lemma_.lower() in WORDS.people for thing in taken)


def _territory(sub_type: str, doers: Sequence[Actor]) -> str:
    if sub_type != TERRITORY:
        return sub_type
    return (
        "Government regains territory" if doers and doers[0].kind == "state" else "Non-state actor overtakes territory"
    )


def _root(doc: Doc, found: Found[Sign]) -> Token:
    inside = range(found.start, found.end)
    return next((doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), doc[found.end - 1])


def _serves(doc: Doc, weapon: Found[Sign], act: Token) -> bool:
    """Whether the weapon belongs to the act: its subject, its object, its instrument, or beside it in the phrase."""
    token = doc[weapon.end - 1]
    if _is_aimed_at(token) or _holds(token, act) or _only_helps(token):
        return False
    if weapon.entry.flies and token.dep_ == "nsubj" and token.head.lemma_ in _COMING_DOWN:
        return False  # "a jet crashed, killing ten"
    if weapon.entry.flies and token.dep_ == "pobj" and token.head.head.lemma_.lower() in _CREW:
        return False  # "both pilots of the helicopter died"
    if abs(token.i - act.i) <= 3:
        return True
    if token.head.i == act.i or act.head.i == token.i:
        return True
    above = set(token.ancestors)
    # "rained rockets on the town, killing five", "gas fell on the town, killing five": the killing hangs on their verb.
    # It has no subject of its own: "the bomb killed five as fighters advanced" is no advance by bomb.
    beside = act.dep_ in ("advcl", "acl") and act.head.i == token.head.i and token.dep_ in ("dobj", "nsubj")
    beside = beside and not any(child.dep_ == "nsubj" for child in act.children)
    return beside or (act in above and abs(token.i - act.i) < _REACH)


def _holds(carrier: Token, act: Token) -> bool:
    """Whether ``act`` befell those inside the carrier: "a helicopter, in which five died"."""
    if act.dep_ != "relcl" or act.head.i != carrier.i:
        return False
    return any(word.lower_ == "which" and word.head.lower_ in _INSIDE for word in act.subtree)


_INSIDE = frozenset({"in", "aboard", "on"})


def _is_aimed_at(weapon: Token) -> bool:
    """Whether the weapon is what was attacked: "an attack on a helicopter", "shot the plane down"."""
    if weapon.dep_ == "pobj":
        return weapon.head.lower_ in ("on", "against", "at", "into", "near")
    return weapon.dep_ in ("dobj", "nsubjpass") and weapon.head.lemma_ in _HITTING


def _only_helps(weapon: Token) -> bool:
    """Whether the weapon only goes along with an act: "with a cover from the air force", "with support by drones"."""
    return weapon.dep_ == "pobj" and weapon.head.head.lemma_.lower() in _ACCOMPANYING


def doers_of(doc: Doc, act: Token) -> tuple[Actor, ...]:
    """Who is said to do ``act``: its subject or agent, the word before the noun ("army shelling"), the "by" after."""
    if act.lemma_ == "clash" and act.pos_ == "VERB" and not any(child.lower_ == "with" for child in act.children):
        return ()  # "troops, rebels clash": both do
    path = list(_path_to_doer(act))
    found = next((found for token in path if (found := _doers_here(doc, token))), [])
    shared = next((i for i, token in enumerate(path) if token.lemma_ in _SHARING), len(path))
    found += next((more for token in path[shared:] if (more := _doers_here(doc, token)) and more[0] not in found), [])
    return _distinct(found) if found else tuple(party_in_words(doc, named_as(noun)) for noun in _describing(path))


def _path_to_doer(act: Token) -> Iterator[Token]:
    """The words beside which the doer of ``act`` may be told, nearest first."""
    token: Token | None = act
    seen: list[Token] = []
    while token is not None and token not in seen and len(seen) < 4:
        seen.append(token)
        yield token
        token = _towards_doer(token)


def own_words(act: Token) -> TokenRange | None:
    """The words by which a speaker may call itself the doer of ``act``: "it", "we", "its warplanes".

    The simple present tells no deed: "it only attacks military targets".
    """
    for token in _path_to_doer(act):
        if token.tag_ in ("VBZ", "VBP"):
            return None
        for noun in _doing_nouns(token):
            if noun.lower_ in _ITSELF or any(child.lower_ in _ITS for child in noun.children if child.dep_ == "poss"):
                return noun.left_edge.i, noun.i + 1
    return None


def _doing_nouns(token: Token) -> list[Token]:
    """The nouns and pronouns that do ``token``: its subject, or what stands after its "by"."""
    subjects = [child for child in token.children if child.dep_ == "nsubj" and _acts(token)]
    agents = [child for child in token.children if child.dep_ == "agent" or (child.dep_, child.lower_) == _BY]
    return [*subjects, *(noun for agent in agents for noun in agent.children if noun.dep_ == "pobj")]


def _describing(acts: Sequence[Token]) -> list[Token]:
    """The nouns by which the doers are described where no party is named: "two hooded men opened fire"."""
    for act in acts:
        people = [noun for noun in _doing_nouns(act) if noun.lemma_.lower() in _DOERS and noun.pos_ == "NOUN"]
        if people:
            return people[:1]
    return []


_DONE_TO = frozenset(load_lexicon("events")["done_to"])
_BY = ("prep", "by")
_ITSELF = frozenset(load_lexicon("events")["itself"])
_ITS = frozenset(load_lexicon("events")["its"])
_DOERS = frozenset(load_lexicon("things")["doers"])


def _doers_here(doc: Doc, token: Token) -> list[ActorMention]:
    if token.tag_ == "VB" or (token.tag_ == "VBN" and token.dep_ == "amod"):
        # "in an IS ambush", parsed as "is"; "the air force bombed islands", parsed as bombed islands
        before = [mention for mention in doc._.actors if mention.end == token.i and mention.actor.id is not None]
        if before:
            return before
    spans: list[tuple[int, int]] = []
    for child in token.children:
        if (
            child.dep_ == "agent"
            or (child.dep_ == "prep" and child.lower_ == "by")
            or (child.dep_ in ("amod", "compound", "poss", "nmod") and token.pos_ in ("NOUN", "PROPN"))
        ):
            spans.append((child.left_edge.i, child.right_edge.i + 1))
        elif child.dep_ == "nsubj" and _acts(token):
            spans.append((child.left_edge.i, child.i + 1))
            if not _ACTS.intersection(
                word_forms(child)
            ):  # "clashes between rebels and the army" are not done by either
                spans.append((child.i, child.right_edge.i + 1))
        elif child.dep_ in ("acl", "relcl"):
            # "strikes carried out by", "an attack believed to have been carried out by"
            verbs = [child, *(grand for grand in child.children if grand.dep_ in ("xcomp", "ccomp"))]
            agents = [a for verb in verbs if verb.lemma_ in _BY_VERBS for a in verb.children if a.dep_ == "agent"]
            spans += [(agent.left_edge.i, agent.right_edge.i + 1) for agent in agents]
    for start, end in spans:
        inside = [
            mention
            for mention in doc._.actors
            if start <= mention.start < end and mention.actor.kind != "civilians" and not _acts_on(doc, mention, token)
        ]
        if inside:
            # "Rebels AND TRIBESMEN attacked": a row of doers goes on after the first.
            after = [m for m in doc._.actors if inside[-1].start < m.start < token.i and m.actor.kind != "civilians"]
            return _jointly(doc, [*inside, *after])
    return []


def _acts_on(doc: Doc, mention: ActorMention, act: Token) -> bool:
    """Whether the party only did something to the doer of ``act``, or stands behind that: "rebels besieged BY THE
    ARMY attacked", "troops backed BY US JETS advanced".
    """
    above = list(doc[mention.start : mention.end].root.ancestors)
    agent = next((token for token in above if token.dep_ == "agent"), None)
    if (
        agent is None
        or agent.head.dep_ not in ("acl", "relcl")
        or act.i in {agent.head.i, *(t.i for t in above[: above.index(agent)])}
    ):
        return False
    described = agent.head.head.i
    return described != act.i and any(m.start <= described < m.end for m in doc._.actors if m != mention)


def _acts(verb: Token) -> bool:
    """Whether the subject of ``verb`` does it: not of a passive, of "died", or of a headline's bare "killed"."""
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or is_passive(verb) or lemma in WORDS.suffered:
        return False
    if verb.tag_ not in ("VBN", "VBD"):
        return True
    if lemma not in WORDS.verbs and not (lemma in _DONE_TO and _is_in_headline(verb)):
        return True
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    joined = [child for child in verb.children if child.dep_ == "conj"]  # "killed and wounded dozens"
    return perfect or any(_has_an_object(one) for one in (verb, *joined))


def _has_an_object(verb: Token) -> bool:
    return any(child.dep_ in ("dobj", "ccomp") for child in verb.children)


def _is_in_headline(token: Token) -> bool:
    """Whether a headline tells it, which leaves out auxiliaries: "Soldiers ambushed", "Helicopter shot down"."""
    return any(part.kind == "headline" and part.start <= token.i < part.end for part in token.doc._.sections)


def _jointly(doc: Doc, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The first mention and those joined to it by "and" or "or"."""
    joined = [mentions[0]]
    for mention in mentions[1:]:
        between = doc[joined[-1].end : mention.start]
        if len(between) <= 3 and any(token.lower_ in ("and", "or", ",", "/") for token in between):
            joined.append(mention)
    return joined


def _towards_doer(token: Token) -> Token | None:
    """Where the doer of ``token`` may be told instead: the subject noun of a verb, the light verb over a noun."""
    if token.pos_ in ("VERB", "AUX"):
        shares = token.lemma_ in _SHARING
        for child in token.children:
            if child.dep_ == "agent" or (child.dep_ == "nsubj" and _acts(token)):  # not "five army soldiers died"
                return child
        for child in token.children:
            if child.dep_ == "agent":
                return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
            if child.dep_ == "prep" and child.lower_ in ("in", "by", "during", "after") and not shares:
                noun = next((grand for grand in child.children if grand.dep_ == "pobj"), None)
                if noun is not None and noun.ent_type_ not in ("GPE", "LOC", "DATE"):
                    return noun
        if token.dep_ == "acl" and token.tag_ == "VBN" and not _has_an_object(token):
            return None  # "soldiers KILLED in an ambush"
        if token.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl", "ccomp"):
            if _has_a_subject(token) or (token.dep_ == "ccomp" and not _is_told_of_who(token.head, token)):
                return None
            return token.head
        return None
    if token.dep_ in ("dobj", "pobj") and token.head.pos_ == "VERB" and token.head.lemma_ in _LIGHT:
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.head.lemma_ in _SHARING:
        return token.head.head
    if token.dep_ in ("compound", "conj"):
        return token.head
    if (
        token.dep_ == "nsubj"
        and token.head.pos_ == "VERB"
        and token.head.lemma_ in _LIGHT | _BY_VERBS
        and not is_passive(token.head)
    ):
        return None
    if token.dep_ == "nsubjpass" and token.head.lemma_ in _LIGHT | _BY_VERBS:
        return next((child for child in token.head.children if child.dep_ == "agent"), None)
    return None


def _is_told_of_who(verb: Token, act: Token) -> bool:
    """Whether ``verb`` only tells who did ``act``, which the parse hangs on it: "men BELIEVED to be rebels shot"."""
    follows = verb.nbor().lower_ == "to" if verb.i + 1 < len(verb.doc) else False
    return follows and verb.tag_ in ("VBD", "VBN") and verb.i < act.i


def _has_a_subject(clause: Token) -> bool:
    """Whether a clause has a subject of its own, so that the doer of what it hangs on does not do it: "the army shelled
    the town, and NONE OF THE REBELS DIED".
    """
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.tag_ not in ("WDT", "WP") for child in clause.children)


def targets_of(doc: Doc, act: Token) -> tuple[Actor, ...]:
    """Whom ``act`` is done to: its object, its passive subject, or the noun after "on", "against", "targeting"."""
    for child in act.children:
        if child.dep_ in ("dobj", "nsubjpass") or (
            child.dep_ == "prep" and child.lower_ in ("on", "against", "at", "targeting", "with", "between")
        ):
            start, end = child.left_edge.i, child.right_edge.i + 1
            inside = [mention for mention in doc._.actors if start <= mention.start < end]
            if inside:
                return _distinct(_jointly(doc, inside))
    return ()


def _distinct(mentions: Iterable[ActorMention]) -> tuple[Actor, ...]:
    by_name: dict[str, Actor] = {}
    for mention in mentions:
        by_name.setdefault(mention.actor.id or mention.actor.name, mention.actor)
    return tuple(by_name.values())

"""The words for who did it: the phrase of a doer, or of whoever is behind the weapon or event that stands in its place."""

from __future__ import annotations

from spacy.tokens import Token

from annotate import actors, clauses, dates
from annotate.finder import Span
from annotate.kinds.casualty import blame, people, setting
from annotate.kinds.casualty.happened import BELIEVED
from annotate.kinds.casualty.hit import Hit
from annotate.kinds.casualty.parties import actor_before, by, objects, own_subject

_NOBODY = ("nobody", "none", "what", "whatever")
_PRONOUNS = ("which", "that", "who")
_EVENTS = ("DATE", "TIME", "CARDINAL")
# "Police car" is a car; "police raid" is what police did.
_LEADING = frozenset(("a", "an", "another", "one", "two", "three", "several", "this", "that", "these", "those"))
_OF_STATES = frozenset(("airstrike", "strike", "drone", "offensive", "invasion", "shelling"))
_ARMS = frozenset(
    ("air", "drone", "rocket", "missile", "artillery", "mortar", "ground", "night", "dawn", "gun", "bomb")
)


def of(hit: Hit, harmed: people.Victims) -> Span | None:
    """Return where the words for who did it stand (code points), or None.

    In turn: at the outcome word; in whose attack it happened; who is said elsewhere in the sentence to have done it,
    unless it is those harmed.
    """
    named = phrase(hit.perpetrator) or phrase(_in_attack(hit.trigger))
    return named if named is not None else _blamed(hit, harmed)


def phrase(token: Token | None) -> Span | None:
    """Return the phrase of a doer. A weapon or an event is none; whoever is named as its maker or owner is."""
    if token is None or token.lower_ in _NOBODY or any(child.lower_ == "no" for child in token.lefts):
        return None
    if token.pos_ in ("VERB", "AUX") and token.lower_ not in people.words("instruments"):
        return None  # "what appeared to be an accident"
    names = {token.lemma_.lower(), token.lower_}
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "VBG":
        names.add(token.nbor(1).lower_)  # "Rebel shelling killed ...": the parse takes the first word for the subject.
    if names & people.words("instruments") or token.pos_ == "PRON" or token.ent_type_ in _EVENTS:
        maker = by(token) or blame.maker(token)
        return phrase(maker) if maker is not None and maker != token else _owner(token)
    start, end = clauses.trim(token.doc, *clauses.noun_phrase(token, appositions=False, short=True))
    while start < token.i and dates.is_part(token.doc[start].text):
        start += 1  # "At dawn on Thursday gunmen stormed ...": a parse may make one phrase of them
    return clauses.chars(token.doc, start, end)


def in_place(hit: Hit) -> list[Span]:
    """Return where a weapon or event stands in the doer's place before the outcome word, with its whole phrase."""
    subject = hit.event or own_subject(hit.trigger) or raised(hit.trigger)
    if subject is None and hit.trigger.dep_ == "acl" and hit.trigger.tag_ in ("VBD", "VBN"):
        # "The raid killed 30 insurgents, the army claimed": a parse may hang the verb on it.
        subject = actor_before(hit.trigger.head)
    if subject is None and (did := hit.perpetrator) is not None and did.dep_ == "csubj" and did.head == hit.trigger:
        subject = did  # "Shelling by rebels killed ...": the parse takes it for a clause
    if subject is None or subject not in (hit.perpetrator, hit.event) or subject.lower_ in _PRONOUNS:
        return []
    return [clauses.chars(hit.trigger.doc, *clauses.noun_phrase(subject, appositions=False))]


def stands_before(hit: Hit) -> bool:
    """Whether the doer is the subject of the outcome word, or of a verb just before or above it."""
    tokens = hit.tokens or [hit.trigger]
    found = [own_subject(token) for token in (hit.trigger, *tokens, *_just_before(hit.trigger))]
    found.append(raised(hit.trigger))
    return hit.perpetrator is not None and hit.perpetrator in (*found, hit.event)


def raised(verb: Token) -> Token | None:
    """Return the subject of the verb of believing that `verb` hangs on, or None: "the army is said to have killed 16"."""
    held = verb.head
    passive = any(child.dep_ == "auxpass" for child in held.lefts)
    return own_subject(held) if verb.dep_ == "xcomp" and passive and held.lemma_ in BELIEVED else None


def act_of(maker: Token) -> Token | None:
    """Return the act of which `maker` is named as the maker: the strike of "a strike by the coalition"."""
    by_ = maker.head
    act = by_.head
    is_act = by_.lower_ == "by" and bool({act.lemma_.lower(), act.lower_} & people.words("instruments"))
    return act if is_act else None


def _owner(act: Token) -> Span | None:
    """Whose attack it was, where the words before it name somebody who acts: "the army's campaign", "a police raid"."""
    following = act.nbor(1) if act.i + 1 < len(act.doc) else act
    if following.lower_ in setting.words("acts") and following.tag_ == "VBG":
        start, end = act.left_edge.i, act.i + 1  # "Army shelling killed ..."
    elif act.lemma_.lower() not in setting.words("acts"):
        return None
    elif (owner := next((child for child in act.lefts if child.dep_ == "poss"), None)) is not None:
        start, end = clauses.noun_phrase(owner, appositions=False, short=True)[0], owner.i + 1
    else:
        start, end = act.left_edge.i, act.i
    while start < end and act.doc[start].lower_ in _LEADING:
        start += 1
    while end > start and (act.doc[end - 1].lower_ in _ARMS or act.doc[end - 1].is_punct):
        end -= 1
    span = clauses.chars(act.doc, start, end) if start < end else None
    return span if span and _acts(clauses.surface(act.doc, span), act.lemma_.lower()) else None


def _acts(words: str, act: str) -> bool:
    """Whether `words` name somebody who acts; a country does so in its strikes, while a bombing may be in it."""
    return any(one.side and not one.weak and (not one.alone or act in _OF_STATES) for one in actors.find(words))


def _in_attack(trigger: Token) -> Token | None:
    """The attack in which it happened: that of "killed in an attack by gunmen"."""
    for preposition in trigger.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "during"):
            for noun in preposition.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in people.words("instruments"):
                    return noun
    return None


def _just_before(verb: Token) -> list[Token]:
    """The verb that `verb` is joined to if it has no object of its own: "shot" of "shot and killed"."""
    return [verb.head] if verb.dep_ == "conj" and 0 < verb.i - verb.head.i <= 3 and not objects(verb.head) else []


def _blamed(hit: Hit, harmed: people.Victims) -> Span | None:
    did = hit.perpetrator
    if did is not None:
        did = next(
            (one for one in did.lefts if one.tag_ == "PRP$"), did
        )  # "the army admitted that its strike killed 14"
    told_of_itself = blame.stands_for(did) if did is not None else None
    found = phrase(told_of_itself or blame.around(hit.trigger))
    if found is None and (blamed := blame.blamed(hit.trigger)) is not None:
        found = phrase(blamed)
        if found and blamed.i < hit.trigger.i and found[1] > hit.trigger.idx:
            found = found[0], blamed.idx + len(blamed)  # "accuse the gang of murdering ...": as the parse hangs it
    return None if found and found[0] < harmed.phrase[1] and harmed.phrase[0] < found[1] else found

"""Who is held to have done it where the clause itself does not say, and how firmly it is said.

"The attack was blamed on rebels", "the group claimed responsibility", "police accused a gang of killing ...". The codes
of responsibility are those of Airwars and of the Global Terrorism Database's claims, cut to what a sentence can say.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from annotate import clauses
from annotate.kinds.casualty import setting

_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|t(?:ake|akes|ook|aken|aking))\s+(?:\w+\s+){0,2}(?:responsibility|credit)\b|"
    r"\b(?:responsibility|attack|bombing|killings?)\s+(?:\w+\s+){0,4}claimed\s+by\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:admit(?:s|ted|ting)?|acknowledg(?:es?|ed|ing)|confess(?:es|ed|ing)?|accept(?:s|ed|ing)?\s+responsibility|"
    r"pleaded\s+guilty|found\s+guilty|(?:was|were)\s+convicted|apologi[sz]ed)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disclaim(?:s|ed)?)\b|\bdid\s+not\s+(?:kill|attack|carry)\b",
    re.IGNORECASE,
)
_DISPUTED = re.compile(
    r"\b(?:disput(?:es?|ed|ing)|traded\s+(?:blame|accusations)|blamed\s+each\s+other|conflicting\s+accounts?)\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:alleg(?:es?|ed|edly|ing|ations?)|accus(?:es?|ed|ing|ations?)|blam(?:es?|ed|ing)|suspect(?:s|ed)?|reportedly|"
    r"believed\s+to|thought\s+to|said\s+to\s+have|attributed\s+to|purported(?:ly)?)\b",
    re.IGNORECASE,
)
_OWN_ACCOUNT = ("admit", "acknowledge", "claim", "deny", "confess", "boast")
_IN_TURN = (
    ("disputed", _DISPUTED),
    ("denied", _DENIED),
    ("claimed", _CLAIMED),
    ("accepted", _ACCEPTED),
    ("alleged", _ALLEGED),
)


def responsibility(sentence: str) -> str:
    """Return how the sentence that names a perpetrator says it was them: its code in the schema, or ""."""
    return next((code for code, pattern in _IN_TURN if pattern.search(sentence)), "")


def blamed(trigger: Token) -> Token | None:
    """Return the head of the phrase for whoever is blamed for it, or claims it, in the sentence of `trigger`, or None."""
    kept: dict[int, Token | None] = trigger.doc.user_data.setdefault("blamed", {})
    start = clauses.sentence(trigger)[0]
    if start not in kept:
        kept[start] = next((party for party in map(_party, trigger.sent) if party is not None), None)
    return kept[start]


def stands_for(pronoun: Token) -> Token | None:
    """Return who a pronoun stands for that did it by a teller's own account: "the army admitted that it had killed"."""
    act = pronoun.head if pronoun.dep_ == "poss" else pronoun
    verb = act.head
    teller = verb.head
    if pronoun.pos_ != "PRON" or verb.dep_ != "ccomp" or teller == verb:
        return None
    own = teller.lemma_.lower() in _OWN_ACCOUNT or (
        pronoun.lower_ in ("it", "its") and teller.lemma_.lower() in ("say", "confirm")
    )
    return _actor(_child(teller, "nsubj")) if own else None


def maker(act: Token) -> Token | None:
    """Return who made an act or fired a weapon, after "claimed by", "carried out by", "fired by" and their like."""
    for verb in act.rights:
        if (
            verb.dep_ in ("acl", "relcl")
            and verb.tag_ == "VBN"
            and verb.lemma_.lower() in setting.words("making-verbs")
        ):
            return _after(verb, "by")
    return None


def around(trigger: Token) -> Token | None:
    """Return who did it by what stands around `trigger`: at whose hands, in whose attack, or when who attacked."""
    for child in trigger.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("at", "in", "by", "during", "after"):
            noun = _child(child, "pobj")
            if noun is not None and child.lower_ == "at" and noun.lemma_.lower() == "hand":
                return _after(noun, "of")
            if noun is not None and (found := maker(noun)) is not None:
                return found
        if child.dep_ == "advcl" and child.i > trigger.i and child.lemma_.lower() in setting.words("attack-verbs"):
            marked = any(one.lower_ in ("when", "as", "after", "while") for one in child.lefts)
            passive = any(one.dep_ in ("nsubjpass", "auxpass") for one in child.children)
            if marked and not passive:
                return _actor(_child(child, "nsubj"))
    return None


def _party(verb: Token) -> Token | None:
    lemma = verb.lemma_.lower()
    if lemma not in ("blame", "accuse", "suspect", "attribute", "claim") or verb.pos_ != "VERB":
        return None
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    subject = _child(verb, "nsubj", "nsubjpass")
    if lemma == "claim":
        what = _child(verb, "dobj", "nsubjpass")
        if what is None or what.lemma_.lower() not in ("responsibility", "credit", "attack", "bombing", "killing"):
            return None
        return _after(verb, "by") if passive else _actor(subject)
    on = _after(verb, "on", "to")
    if on is not None and lemma in ("blame", "attribute"):
        return on
    if lemma == "attribute":
        return None
    return _actor(subject) if passive else _actor(_child(verb, "dobj"))


def _child(token: Token, *labels: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in labels), None)


def _after(verb: Token, *prepositions: str) -> Token | None:
    for child in verb.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            return _actor(_child(child, "pobj"))
    return None


def _actor(token: Token | None) -> Token | None:
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return None
    return None if any(child.lower_ == "no" for child in token.lefts) else token

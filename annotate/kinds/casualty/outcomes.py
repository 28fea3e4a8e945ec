"""Outcome words: from "killed", "dead" or "the death toll" to those harmed and who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from annotate import actors, clauses
from annotate.finder import rows
from annotate.kinds.casualty import KIND, doers, idioms, plain, victims
from annotate.kinds.casualty.happened import BELIEVED, is_kept_from, is_unreal
from annotate.kinds.casualty.hit import Hit
from annotate.kinds.casualty.parties import (
    by,
    companions,
    held,
    is_passive,
    objects,
    own_subject,
    parties,
    passive_subjects,
    subjects,
)

# "40 massacres" are not 40 people.
_ADJECTIVES = ("wounded", "injured", "displaced")
_HARMS = {
    **dict.fromkeys(("death", "fatality"), ("killed",)),
    "injury": ("injured",),
    "casualty": ("killed", "injured"),
}
_HELD_OTHERWISE = frozenset(
    (
        "back",
        "up",
        "responsible",
        "accountable",
        "liable",
        "aloft",
        "hostage",
        "captive",
        "together",
        "off",
        "in contempt",
    )
)
_OF_MANY = frozenset(("massacre", "slaughter", "lynching", "shooting", "crash", "stabbing"))


@cache
def _patterns() -> dict[str, list[dict[str, Any]]]:
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for row in rows(KIND.folder / "patterns.jsonl"):
        for lemma in row["lemmas"]:
            by_lemma.setdefault(lemma, []).append(row)
    return by_lemma


def hits(doc: Doc) -> Iterator[Hit]:
    """Yield the outcome words of a paragraph that lead to somebody."""
    for token, row in _begun(doc):
        hit = _SHAPES[row["shape"]](token, row) or _plainly(token, row)
        if hit is not None and hit.victims:
            personal = row.get("personal", False)
            yield hit if hit.personal == personal else replace(hit, personal=personal)


def triggers(doc: Doc) -> Iterator[Token]:
    """Yield the words of a paragraph that a pattern begins with, whether or not they lead to somebody."""
    return (token for token, _ in _begun(doc))


def _begun(doc: Doc) -> list[tuple[Token, dict[str, Any]]]:
    """The words of a paragraph that a pattern begins with, each with the pattern; looked up once and kept with it."""
    if "outcomes" not in doc.user_data:
        known = _patterns()
        # "Missing" is a state; its lemma is that of missing a train.
        words = (
            ("missing" if lemma == "miss" and doc[at].lower_ == "missing" else lemma)
            for at, lemma in enumerate(clauses.lemmas(doc))
        )
        begun = [(doc[at], row) for at, word in enumerate(words) if word in known for row in known[word]]
        # "30 wounded people": what they are, where the lemma is that of the verb.
        text = clauses.even(doc).lower()
        adjectives = doc if any(word in text for word in _ADJECTIVES) else ()
        states = ((token, known.get(token.lower_, ())) for token in adjectives if token.dep_ in ("amod", "pobj"))
        begun += [(t, row) for t, found in states if t.lower_ != t.lemma_.lower() for row in found]
        doc.user_data["outcomes"] = [(token, row) for token, row in begun if _needs(token, row)]
    return doc.user_data["outcomes"]


def _plainly(token: Token, row: dict[str, Any]) -> Hit | None:
    """What the order of the words gives where the parse shows nobody."""
    if row["shape"] not in ("verb", "intransitive") or "side" in row or is_unreal(token) or _may_be_left(token):
        return None
    harmed = plain.harmed(token)
    tokens = [token, *_needed(token, row)]
    return Hit(row["id"], [row["outcome"]], token, harmed, by(token), tokens, row["score"]) if harmed else None


def _verb(verb: Token, row: dict[str, Any]) -> Hit | None:
    finished = any(child.dep_ == "prt" and child.lower_ == "off" for child in verb.rights)
    if not verb.tag_.startswith("VB") or finished or is_unreal(verb) or _may_be_left(verb):
        return None  # "killed off the match"
    first = verb.head if verb.dep_ == "conj" else None
    group, outcomes = _joined(verb, row)
    if (
        any(
            child.dep_ == "conj" and _is_outcome(child) and objects(child) and child.i - verb.i <= 3
            for child in verb.children
        )
        and not objects(verb)
        and not is_passive(verb)
    ):
        return None
    if first is not None and _is_outcome(first) and not objects(verb) and not own_subject(verb):
        return None
    harmed, doer = parties(verb)
    if row.get("subject") and (is_passive(verb) or (first is not None and is_passive(first))):
        harmed, doer = passive_subjects(verb), None  # "were given electric shocks": those are no victims
    if "side" in row and not _acts_for(row["side"], verb, harmed, doer):
        return None
    doer = None if row.get("harmless") else doer
    known = any(map(victims.read, harmed))
    harmed = [*harmed, *companions(verb)] if known else plain.harmed(verb) or harmed
    if first is not None and _is_outcome(first) and objects(verb) and not objects(first) and verb.i - first.i <= 3:
        group = [first, *group]
        outcomes = [*_outcomes(first), *outcomes]
    tokens = [*group, *_needed(verb, row)]
    return Hit(row["id"], outcomes, verb, harmed, doer, tokens, row["score"], counted=row.get("counted", False))


def _acts_for(side: str, verb: Token, harmed: list[Token], doer: Token | None) -> bool:
    """Whether a doer on that side acts on people: pirates who seized sailors, but not rebels who seized a town."""
    named = [one for token in harmed for one in victims.read(token) if victims.are_people(one)]
    return bool(named) and doer is not None and actors.side(clauses.surface(verb.doc, doers.phrase(doer))) == side


def _may_be_left(state: Token) -> bool:
    """Whether it only may be how people are left: "the march might leave dozens injured"."""
    head = state.head
    if state.dep_ in ("xcomp", "oprd", "acomp") and head.lemma_ == "leave":
        return is_unreal(head)
    left = state.dep_ in ("acl", "amod", "advmod") and head.dep_ == "dobj" and head.head.lemma_ == "leave"
    return left and is_unreal(head.head)


def _own_objects(verb: Token) -> list[Token]:
    # "15 people died (13 civilians)", "22 died, among them 14 soldiers": what is set off is no object.
    return [one for one in objects(verb) if not any(t.text in ("(", ",", "–", "—") for t in verb.doc[verb.i : one.i])]


def _intransitive(verb: Token, row: dict[str, Any]) -> Hit | None:
    if not verb.tag_.startswith("VB") or is_unreal(verb) or (_own_objects(verb) and row["outcome"] == "killed"):
        return None
    if row["outcome"] == "starved" and (starved := objects(verb)):
        return Hit(row["id"], [row["outcome"]], verb, starved, clauses.subject(verb), [verb], row["score"])
    harmed = subjects(verb)
    alone = verb.head.dep_ == "ROOT" or verb.i == verb.head.i + 1
    if not harmed and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and alone:
        harmed = [verb.head]  # "200 migrants drowned when two boats sank": a parse may hang the verb on them.
    # "Dozens were feared drowned": some parses make the participle a clause of its own.
    set_on = verb.dep_ in ("advcl", "oprd", "xcomp", "acomp") and verb.i == verb.head.i + 1
    feared = verb.tag_ == "VBN" and set_on and is_passive(verb.head)
    whose = verb.head if feared and verb.head.lemma_ in BELIEVED else verb
    if not harmed and (subject := clauses.subject(whose)) is not None:
        harmed = [subject]
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb], row["score"])


def _state(token: Token, row: dict[str, Any]) -> Hit | None:
    head = token.head
    if token.lower_ == "missing" and (own := own_subject(token)) is not None and not is_unreal(token):
        return Hit(row["id"], [row["outcome"]], token, [own], None, [token], row["score"])
    if token.lower_ == "missing" and head.lemma_ == "go" and head.i < token.i and not is_unreal(head):
        return Hit(row["id"], [row["outcome"]], token, subjects(head), None, [head, token], row["score"])
    counted = token.lower_ == "missing" and token.dep_ == "dobj"  # "leaving 15 missing"
    counted = counted or bool(victims.counted_of(token))  # "dozens of wounded"
    if token.tag_.startswith("VB") and token.dep_ not in ("oprd", "acomp", "amod") and not counted:
        return None
    harmed: list[Token] = []
    doer = event = None
    if token.dep_ in ("acomp", "oprd", "attr", "advmod", "xcomp", "dobj") and head.pos_ in ("VERB", "AUX"):
        if is_unreal(head):
            return None
        if objects(head) and not is_passive(head):
            harmed, doer = [one for one in objects(head) if one != token], clauses.subject(head)
            event = own_subject(head)
            if not harmed and victims.read(token):
                harmed = [token]  # "left 23 dead"
        else:
            harmed = subjects(head) or [one for one in [clauses.subject(head)] if one is not None]
            if not harmed and head.dep_ == "acl" and head.lemma_ in BELIEVED:
                harmed = [head.head]  # "eight climbers, feared dead, have not been found"
    elif token.dep_ == "ccomp" and (own := own_subject(token)) is not None:
        harmed, doer, event = [own], clauses.subject(head), own_subject(head)
    elif token.dep_ in ("amod", "acl", "advmod") and head.i < token.i and head.pos_ in ("NOUN", "NUM", "PROPN"):
        if _may_be_left(token):
            return None
        harmed = [head]
    elif (
        token.dep_ == "amod"
        and row["outcome"] in ("injured", "displaced")
        and head.left_edge.lower_ not in ("the", "those", "these")
    ):
        harmed = [head] if any(one.quantity for one in victims.read(head)) else []  # "40 injured people were treated"
    elif any(child.dep_ == "nummod" for child in token.lefts) or token.dep_ in ("ROOT", "pobj", "conj", "dobj"):
        own = next(filter(None, map(own_subject, (token, *(c for c in token.lefts if c.lemma_ == "be")))), None)
        harmed = [own] if own is not None else [token] if victims.read(token) else victims.counted_of(token)
    if doer is not None and doer.dep_ == "nsubjpass":
        doer = None  # "The village was shelled, leaving 15 dead": it did not leave them so.
    event = event if event == doer else None
    return Hit(row["id"], [row["outcome"]], token, harmed, doer, [token], row["score"], event=event)


def _hostage(verb: Token, row: dict[str, Any]) -> Hit | None:
    word = next((token for token in verb.subtree if token.lower_ in row["needs"] and token.i > verb.i), None)
    if word is None or not verb.tag_.startswith("VB") or is_unreal(verb):
        return None
    harmed, doer = parties(verb)
    harmed = [one for one in harmed if one != word] or [child for child in word.lefts if child.pos_ in ("NOUN", "NUM")]
    return Hit(row["id"], [row["outcome"]], verb, harmed, doer, [verb, word], row["score"])


def _noun(noun: Token, row: dict[str, Any]) -> Hit | None:
    if noun.pos_ != "NOUN" or is_kept_from(noun):
        return None
    doer = by(noun)
    outcomes = [row["outcome"], *row.get("also", ())]
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to") and "also" not in row:
            harmed = [child for child in preposition.children if child.dep_ == "pobj"]
            # "The arrest of a journalist by police": a parse may hang the police on the journalist.
            doer = doer or next((one for one in map(by, harmed) if one is not None), None)
            return Hit(row["id"], outcomes, noun, harmed, doer, [noun], row["score"])
    far = [token for token in noun.subtree if token.lower_ == "of" and 0 < token.i - noun.i <= 8 and "also" not in row]
    for child in (child for token in far for child in token.children if child.dep_ == "pobj"):
        # "The murder in Dorn of a judge": a parse may hang the judge on the place.
        if any(one.quantity is None and one.low for one in victims.read(child)):
            return Hit(row["id"], outcomes, noun, [child], doer, [noun], row["score"])
    if owners := [child for child in noun.lefts if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN")]:
        return Hit(row["id"], [row["outcome"]], noun, owners, doer, [noun], row["score"])
    if noun.tag_ == "NNS" and row["id"] not in ("displacement-noun",):
        apart = any(child.lower_ in ("separate", "different", "targeted", "mass") for child in noun.lefts)
        one_each = noun.lemma_.lower() not in _OF_MANY and not apart
        of = victims.counted_of(noun)  # "dozens of injuries"
        read = victims.read(of[0] if of else noun) if one_each else []
        counted = of or [noun] if any(one.low == 0 or not is_unreal(noun.head) for one in read) else []
        both = [noun, *_harms_joined(noun)]
        outcomes = [one for word in both for one in _HARMS.get(word.lemma_.lower(), outcomes)]
        return Hit(row["id"], list(dict.fromkeys(outcomes)), noun, counted, doer, both, row["score"])
    return None


def _harms_joined(noun: Token) -> list[Token]:
    """The other harm that nobody met: the injuries of "no deaths or injuries"."""
    none = any(child.lower_ in ("no", "any") for child in noun.lefts)
    return [one for one in noun.rights if none and one.dep_ == "conj" and one.lemma_.lower() in _HARMS]


def _held_verb(verb: Token, row: dict[str, Any]) -> Hit | None:
    """Those whom somebody holds: "12 activists are being held"; by an armed group they are abducted."""
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    if not verb.tag_.startswith("VB") or is_unreal(verb) or after in _HELD_OTHERWISE:
        return None
    harmed, doer = parties(verb)
    named = [one for token in harmed for one in victims.read(token) if victims.are_people(one)]
    taken = _acts_for("non_state", verb, harmed, doer)
    if not (is_passive(verb) or verb.tag_ == "VBG" or taken or _acts_for("state", verb, harmed, doer)):
        return None
    outcome = "abducted" if taken else row["outcome"]
    return Hit(row["id"], [outcome], verb, harmed, doer, [verb], row["score"]) if named else None


_SHAPES: dict[str, Callable[[Token, dict[str, Any]], Hit | None]] = {
    "verb": _verb,
    "intransitive": _intransitive,
    "state": _state,
    "hostage": _hostage,
    "noun": _noun,
    "toll": idioms.toll,
    "those": idioms.those,
    "lives": idioms.lives,
    "bodies": idioms.bodies,
    "sustain": idioms.sustain,
    "holding": _held_verb,
    "among": idioms.among,
    "throat": idioms.throat,
    "held": lambda noun, row: Hit(row["id"], [row["outcome"]], noun, held(noun), None, [noun.head, noun], row["score"]),
}


def _needs(token: Token, row: dict[str, Any]) -> bool:
    """Whether the words a pattern needs beside it, or must not have, are there."""
    if "needs" not in row and "needs_not" not in row:
        return True
    after = " ".join(word.lower_ for word in _behind(token))
    near = f" {token.doc[max(token.i - 1, 0)].lower_} {after} "
    if any(f" {phrase} " in near for phrase in row.get("needs_not", ())):
        return False
    return not row.get("needs") or any(f" {phrase} " in near for phrase in row["needs"])


def _behind(token: Token) -> Iterator[Token]:
    """The next eleven words of the sentence."""
    last = min(token.i + 12, clauses.sentence(token)[1])
    return (token.doc[index] for index in range(token.i + 1, last))


def _needed(token: Token, row: dict[str, Any]) -> list[Token]:
    """The words after `token` that make the outcome what it is: "dead", "to death"."""
    if "needs" not in row:
        return []
    after = list(_behind(token))
    for phrase in row["needs"]:
        words = phrase.split()
        for at in range(len(after) - len(words) + 1):
            if [word.lower_ for word in after[at : at + len(words)]] == words:
                return after[at : at + len(words)]
    return []


def _outcomes(token: Token) -> list[str]:
    return [
        row["outcome"]
        for row in _patterns().get(token.lemma_.lower(), ())
        if row["shape"] == "verb" and "side" not in row and _needs(token, row)
    ]


def _is_outcome(token: Token) -> bool:
    return bool(_outcomes(token))


def _joined(verb: Token, row: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """The verbs that share the victims of `verb` ("killed and tortured"), with their outcomes."""
    group, outcomes = [verb], [row["outcome"], *row.get("also", ())]
    for child in victims.joined(verb):
        if child.pos_ == "VERB" and _outcomes(child) and not objects(child) and not own_subject(child):
            group.append(child)
            outcomes += _outcomes(child)
    return group, outcomes

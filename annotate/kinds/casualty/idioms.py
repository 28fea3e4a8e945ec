"""Outcomes told by a noun or an idiom: a death toll, "the dead included", "claimed the lives of", "the bodies of"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from spacy.tokens import Token

from annotate import clauses
from annotate.kinds.casualty import people, setting, victims
from annotate.kinds.casualty.happened import is_unreal
from annotate.kinds.casualty.hit import Hit
from annotate.kinds.casualty.parties import by, gapped, own_subject, subjects

_TOLLS = ("toll", "figure", "count", "tally")
_DEATH_WORDS = frozenset(("death", "fatality", "dead", "casualty", "deaths", "fatalities", "casualties"))
_DEAD_BODIES = frozenset(
    ("dead", "lifeless", "charred", "mutilated", "decomposed", "decomposing", "decapitated", "beheaded", "headless")
)
_DYING = frozenset(("die", "kill", "perish", "death", "dead", "massacre", "murder", "toll"))
_A = ("a", "an", "another", "one")
_LONGEST = 6
# Tokens before "put the figure at 60" in which it may be said of what.
_NEAR = 40
_DEAD_WORDS = _DEATH_WORDS | {"killed", "victims", "died", "slain", "murdered"}
_TOLD_OF = {
    "killed": _DEAD_WORDS,
    "injured": frozenset(("wounded", "injured", "hurt", "injuries")),
    "missing": frozenset(("missing", "disappeared", "unaccounted")),
    "displaced": frozenset(("displaced", "homeless", "evacuated", "uprooted")),
    "detained": frozenset(("arrested", "detained", "arrests", "detainees", "jailed")),
}
# Whom a force says it has lost, it has lost to death.
_LOST = frozenset(
    ("soldier", "man", "fighter", "troop", "officer", "trooper", "policeman", "marine", "guard", "militant")
)


def toll(noun: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "the death toll rose to 37", "put the number of people killed at 40", "revised the toll from 40 to 45"."""
    verb = noun.head
    told = verb.pos_ in ("VERB", "AUX") and verb.lemma_ in setting.words("toll-verbs")
    told_dead = False
    of_dead = [token for token in noun.rights if token.dep_ in ("prep", "acl")]
    words = _TOLD_OF[row["outcome"]]
    dead = [token for one in of_dead for token in one.subtree if token.lower_ in words]
    dying = row["outcome"] == "killed"
    figure = noun.lemma_ in ("figure", "number", "total", "count")
    puts = dying and told and figure and verb.lemma_ in ("put", "place", "give")
    others = {token.lower_ for one in of_dead for token in one.subtree} - words
    puts = puts and not any(others & met for met in _TOLD_OF.values())
    if puts and any(token.lemma_.lower() in _DYING for token in noun.doc[max(verb.i - _NEAR, 0) : verb.i]):
        pass  # "38 people died, while rights groups put the figure at 60"
    elif dying and noun.lemma_ in _TOLLS:
        at = [child for one in of_dead for child in one.children if one.lower_ in ("of", "at") and child.dep_ == "pobj"]
        if noun.lemma_ == "toll" and any(child.lower_ in _DEAD_WORDS for child in at):
            told_dead = True  # "the toll at 14 dead"
        if not told and not told_dead and not any(child.lower_ in _DEATH_WORDS for child in noun.lefts):
            return None
        if noun.lemma_ != "toll" and not any(child.lower_ in _DEATH_WORDS for child in noun.lefts):
            return None
    elif not dead or not told:
        return None
    places = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in ("of", "at", "to")]
    places = places if noun.lemma_ in _TOLLS else []
    numbers_: list[Token] = []
    rising = False
    if told:
        led = [child for child in verb.rights if child.dep_ == "prep"]
        led += [
            child for one in verb.rights if one.dep_ == "prt" for child in one.rights
        ]  # "revised the toll down to 38"
        led += [inner for child in led for inner in child.rights if inner.dep_ == "prep"]  # "from 40 to 45"
        led += [child for child in noun.rights if child.dep_ == "prep" and child.lower_ != "of"]
        places += [child for child in led if child.lower_ in ("to", "at", "past", "as")]
        numbers_ += [child for child in verb.rights if child.dep_ in ("dobj", "attr") and child != noun]
        rising = verb.lemma_ not in ("stand", "be", "put", "place", "give", "estimate")
    numbers_ += [child for place in places for child in place.children if child.dep_ == "pobj"]
    harmed = [token for token in numbers_ if any(one.quantity for one in victims.read(token))][:1]
    kind = "cumulative" if rising else "total"
    # "Bringing to 19 the number of reporters killed": what is counted comes last.
    behind = [token for token in dead[-1:] if harmed and harmed[0].i < noun.i]
    return Hit(row["id"], [row["outcome"]], noun, harmed, None, [*_phrase(noun), *behind], row["score"], kind)


def _phrase(noun: Token) -> list[Token]:
    """`noun` with the words before it, "the army's death toll"; without those of a parse that reaches too far."""
    near = noun.i - noun.left_edge.i <= _LONGEST
    return list(noun.doc[noun.left_edge.i : noun.i + 1]) if near else [*noun.lefts, noun]


def those(word: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "The dead included six civilians": who they are is said after the verb."""
    verb = word.head
    if word.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_ == "be":
        # "Of the 31 dead, 14 were children"
        return Hit(row["id"], [row["outcome"]], word, [word], None, [word], row["score"], counted=True)
    named = word.dep_ == "nsubjpass" and verb.lemma_ in ("identify", "name", "describe")
    made_up = word.dep_ == "nsubj" and verb.lemma_ in ("include", "comprise", "be", "number")
    among = word.doc[word.left_edge.i - 1].lower_ in ("among", "amongst") if word.left_edge.i else False
    if not (named or made_up) or word.tag_ == "NN" or among:
        return None
    harmed = [child for child in verb.rights if child.dep_ in ("dobj", "attr")]
    if named:
        harmed = [one for child in verb.rights if child.lower_ == "as" for one in child.rights if one.dep_ == "pobj"]
    harmed = [one for one in harmed if any(part.quantity for part in victims.read(one))]
    those = [one for one in word.lefts if one.lower_ in ("the", "those")]
    return Hit(row["id"], [row["outcome"]], word, harmed, None, [*those, word], row["score"])


def lives(verb: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "claimed 300 lives", "cost 13 people their lives", "took the lives of two men", "lost their lives"."""
    nouns = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    lives = next((child for child in nouns if child.lemma_.lower() == "life"), None)
    if lives is None and verb.lemma_ == "cost":
        lives = next((t for t in verb.subtree if t.lower_ == "lives" and t.dep_ == "dobj"), None)
    if is_unreal(verb):
        return None
    if lives is None:
        lost = [one for one in verb.rights if one.dep_ == "dobj" and victims.noun_of(one).lemma_.lower() in _LOST]
        if verb.lemma_ != "lose" or not any(one.quantity for token in lost for one in victims.read(token)):
            return None
        return Hit(row["id"], [row["outcome"]], verb, lost, None, [verb], row["score"], event=own_subject(verb))
    of = next((child for child in lives.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if of is not None:
        harmed = [child for child in of.children if child.dep_ == "pobj"]
    elif verb.lemma_ == "cost" and any(child.dep_ == "dative" for child in verb.rights):
        harmed = [child for child in verb.rights if child.dep_ == "dative"]  # "cost 13 people their lives"
    elif verb.lemma_ == "cost" and lives.head != verb:
        harmed = [lives.head]
    elif verb.lemma_ == "lose" and any(child.dep_ == "poss" for child in lives.lefts):
        subject = clauses.subject(verb)
        harmed = [subject] if subject is not None else []
    else:
        harmed = [lives]  # "claimed 300 lives"
    event = clauses.subject(verb) if verb.lemma_ != "lose" and own_subject(verb) is not None else None
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, lives], row["score"], event=event)


def among(word: Token, row: dict[str, Any]) -> Hit | None:
    """Those of "Two nurses were among the dead", "Among those killed was a judge"."""
    before = word.doc[max(word.left_edge.i - 1, 0)]
    among = next((one for one in (word.head, word.head.head, before) if one.lower_ in ("among", "amongst")), None)
    if among is None or among.dep_ != "prep" or word.i < among.i:
        return None
    verb = among.head
    if verb.lemma_ != "be":
        return Hit(row["id"], [row["outcome"]], word, [verb], None, [among, word], row["score"], "part")
    harmed = [one for one in subjects(verb) if one != word]
    harmed = harmed or [child for child in verb.rights if child.dep_ in ("nsubj", "attr")]
    return Hit(row["id"], [row["outcome"]], word, harmed, None, [among, word], row["score"], "part")


def throat(verb: Token, row: dict[str, Any]) -> Hit | None:
    """Those of "slit the throats of nine farmers" and "had his throat slit"."""
    throat = next((one for one in verb.children if one.lemma_.lower() == "throat"), None)
    if throat is None or is_unreal(verb):
        return None
    of = next((child for child in throat.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    harmed = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
    doer = clauses.subject(verb) if harmed else by(verb)
    if not harmed and verb.head.lemma_ == "have":
        harmed = subjects(verb.head)
    harmed = harmed or [child for child in throat.lefts if child.dep_ == "poss" and child.pos_ != "PRON"]
    return Hit(row["id"], [row["outcome"]], verb, harmed, doer, [verb, throat], row["score"])


def sustain(verb: Token, row: dict[str, Any]) -> Hit | None:
    """Those of "Nine others sustained injuries"."""
    if not verb.tag_.startswith("VB") or is_unreal(verb):
        return None
    harm = next((child for child in verb.rights if child.dep_ == "dobj" and child.lemma_ in ("injury", "wound")), None)
    if harm is None:
        return None
    harmed = subjects(verb) or [one for one in [clauses.subject(verb)] if one is not None]
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, harm], row["score"])


def bodies(noun: Token, row: dict[str, Any]) -> Hit | None:
    """The dead of "the bodies of six men", "the mayor's body", "found 14 corpses"."""
    if noun.pos_ != "NOUN" or noun.lower_ == "corps":
        return None
    if scores := victims.counted_of(noun):  # "scores of bodies"
        seen = any(one.lemma_ in setting.words("finding-verbs") for one in (*_around(noun), *_around(scores[0])))
        return Hit(row["id"], [row["outcome"]], noun, scores if seen else [], None, [noun], row["score"])
    of = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    harmed = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
    harmed += [child for child in noun.lefts if child.dep_ == "poss"]
    harmed = [one for one in harmed if any(map(_is_counted_or_one, victims.read(one)))]
    if not harmed:
        seen = any(one.lemma_ in setting.words("finding-verbs") for one in _around(noun))
        dead = any(child.lower_ in _DEAD_BODIES for child in noun.lefts)
        # "A body was found", but not "the body found that ...": a single one is met with or has something dead about it.
        one = noun.tag_ == "NN" and noun.dep_ in ("nsubjpass", "dobj") and any(c.lower_ in _A for c in noun.lefts)
        if not (seen or dead) or is_unreal(noun.head) or not (one or victims.read(noun)):
            return None
        harmed = [noun, *(gapped(noun.head) if noun.dep_ == "dobj" else ())]
    return Hit(row["id"], [row["outcome"]], noun, harmed, None, [noun], row["score"])


def _around(noun: Token) -> Iterator[Token]:
    """The words that `noun` hangs on, nearest first, and the participle that hangs on it: "22 bodies recovered"."""
    yield from islice(noun.ancestors, 4)
    yield from (child for child in noun.rights if child.dep_ == "acl")


def _is_counted_or_one(one: people.Victims) -> bool:
    return one.token.pos_ != "PRON" and one.low != 0

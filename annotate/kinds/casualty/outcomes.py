"""Outcome words: from "killed", "dead" or "the death toll" to those harmed and who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from annotate import clauses
from annotate.finder import rows
from annotate.kinds.casualty import KIND, victims

_BELIEVED = (
    "believe",
    "fear",
    "allege",
    "report",
    "say",
    "think",
    "presume",
    "suspect",
    "understand",
    "appear",
    "seem",
    "claim",
)
_TOLL_VERBS = (
    "rise",
    "climb",
    "reach",
    "stand",
    "be",
    "pass",
    "exceed",
    "top",
    "jump",
    "put",
    "bring",
    "increase",
    "grow",
)
_FINDING = ["find", "recover", "discover", "retrieve", "unearth", "exhume", "bury", "see", "count", "pull", "bring"]


@dataclass(frozen=True)
class Hit:
    """An outcome word and the tokens it leads to."""

    rule: str
    outcomes: list[str]
    trigger: Token
    victims: list[Token]
    perpetrator: Token | None = None
    tokens: list[Token] = field(default_factory=list)
    score: float = 0.8
    count_kind: str = ""
    counted: bool = False


@cache
def _patterns() -> dict[str, list[dict[str, Any]]]:
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for row in rows(KIND.folder / "patterns.jsonl"):
        for lemma in row["lemmas"]:
            by_lemma.setdefault(lemma, []).append(row)
    return by_lemma


def hits(doc: Doc) -> Iterator[Hit]:
    """Yield the outcome words of a paragraph that lead to somebody."""
    for token in doc:
        # "Missing" is a state; its lemma is that of missing a train.
        for row in _patterns().get(token.lower_ if token.lower_ == "missing" else token.lemma_.lower(), ()):
            if _needs(token, row):
                hit = _SHAPES[row["shape"]](token, row)
                if hit is not None and hit.victims:
                    yield hit


def _verb(verb: Token, row: dict[str, Any]) -> Hit | None:
    if not verb.tag_.startswith("VB") or _is_unreal(verb):
        return None
    first = verb.head if verb.dep_ == "conj" else None
    group, outcomes = _joined(verb, row)
    if (
        any(
            child.dep_ == "conj" and _is_outcome(child) and objects(child) and child.i - verb.i <= 3
            for child in verb.children
        )
        and not objects(verb)
        and not _is_passive(verb)
    ):
        return None
    if first is not None and _is_outcome(first) and not objects(verb) and not own_subject(verb):
        return None
    harmed, doer = _parties(verb)
    if first is not None and _is_outcome(first) and objects(verb) and not objects(first) and verb.i - first.i <= 3:
        group = [first, *group]
        outcomes = [*_outcomes(first), *outcomes]
    tokens = [*group, *_needed(verb, row)]
    return Hit(row["id"], outcomes, verb, harmed, doer, tokens, row["score"], counted=row.get("counted", False))


def _parties(verb: Token) -> tuple[list[Token], Token | None]:
    """Who was harmed, and by whom, at a verb of harming."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    doer = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
    if _is_passive(verb):
        subject = clauses.subject(verb)
        return ([subject] if subject is not None else []), doer
    if acted_on := objects(verb):
        doer = clauses.subject(verb) or (verb.head if verb.dep_ == "acl" else None)
        place = (
            verb.dep_ == "relcl" and doer is not None and doer.ent_type_ in ("GPE", "LOC", "FAC") and doer == verb.head
        )
        return acted_on, None if place else doer
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and verb.head.pos_ in ("NOUN", "PROPN", "NUM"):
        return [verb.head], doer
    own = own_subject(verb)
    if own is not None and verb.tag_ in ("VBN", "VBD") and (victims.read(own)):
        # Headlines and elliptic clauses leave the auxiliary out: "5 killed in blast", "... and 30 wounded".
        return [own], doer
    return [], None


def _intransitive(verb: Token, row: dict[str, Any]) -> Hit | None:
    if not verb.tag_.startswith("VB") or _is_unreal(verb) or (objects(verb) and row["outcome"] == "killed"):
        return None
    subject = clauses.subject(verb)
    return Hit(row["id"], [row["outcome"]], verb, [subject] if subject is not None else [], None, [verb], row["score"])


def _state(token: Token, row: dict[str, Any]) -> Hit | None:
    head = token.head
    if token.lower_ == "missing" and (own := own_subject(token)) is not None and not _is_unreal(token):
        return Hit(row["id"], [row["outcome"]], token, [own], None, [token], row["score"])
    if token.tag_.startswith("VB") and token.dep_ not in ("oprd", "acomp", "amod"):
        return None
    harmed: list[Token] = []
    doer = None
    if token.dep_ in ("acomp", "oprd", "attr", "advmod", "xcomp", "dobj") and head.pos_ in ("VERB", "AUX"):
        if _is_unreal(head):
            return None
        if objects(head) and not _is_passive(head):
            harmed, doer = [one for one in objects(head) if one != token], clauses.subject(head)
        else:
            subject = clauses.subject(head)
            harmed = [subject] if subject is not None else []
    elif token.dep_ == "ccomp" and (own := own_subject(token)) is not None:
        harmed, doer = [own], clauses.subject(head)
    elif token.dep_ in ("amod", "acl", "advmod") and head.i < token.i and head.pos_ in ("NOUN", "NUM", "PROPN"):
        harmed = [head]
    elif any(child.dep_ == "nummod" for child in token.lefts) or token.dep_ in ("ROOT", "pobj", "conj", "dobj"):
        harmed = [own] if (own := own_subject(token)) is not None else [token] if victims.read(token) else []
    return Hit(row["id"], [row["outcome"]], token, harmed, doer, [token], row["score"])


def _hostage(verb: Token, row: dict[str, Any]) -> Hit | None:
    word = next((token for token in verb.subtree if token.lower_ in row["needs"] and token.i > verb.i), None)
    if word is None or not verb.tag_.startswith("VB") or _is_unreal(verb):
        return None
    harmed, doer = _parties(verb)
    harmed = [one for one in harmed if one != word] or [child for child in word.lefts if child.pos_ in ("NOUN", "NUM")]
    return Hit(row["id"], [row["outcome"]], verb, harmed, doer, [verb, word], row["score"])


def _noun(noun: Token, row: dict[str, Any]) -> Hit | None:
    if noun.pos_ != "NOUN":
        return None
    doer = by(noun)
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "to"):
            harmed = [child for child in preposition.children if child.dep_ == "pobj"]
            return Hit(row["id"], [row["outcome"]], noun, harmed, doer, [noun], row["score"])
    if noun.tag_ == "NNS" and row["id"] not in ("displacement-noun",):
        return Hit(row["id"], [row["outcome"]], noun, [noun] if victims.read(noun) else [], doer, [noun], row["score"])
    return None


def _toll(noun: Token, row: dict[str, Any]) -> Hit | None:
    if not any(child.lower_ in ("death", "fatality", "dead", "casualty") for child in noun.lefts):
        return None
    verb = noun.head
    places = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in ("of", "at", "to")]
    numbers_: list[Token] = []
    rising = False
    if verb.pos_ in ("VERB", "AUX") and verb.lemma_ in _TOLL_VERBS:
        places += [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("to", "at", "past")]
        numbers_ += [child for child in verb.rights if child.dep_ in ("dobj", "attr") and child != noun]
        rising = verb.lemma_ not in ("stand", "be", "put")
    numbers_ += [child for place in places for child in place.children if child.dep_ == "pobj"]
    harmed = [token for token in numbers_ if any(one.quantity for one in victims.read(token))][:1]
    kind = "cumulative" if rising else "total"
    return Hit(row["id"], [row["outcome"]], noun, harmed, None, [*noun.lefts, noun], row["score"], kind)


def _lives(verb: Token, row: dict[str, Any]) -> Hit | None:
    nouns = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    lives = next((child for child in nouns if child.lemma_.lower() == "life"), None)
    if lives is None or _is_unreal(verb):
        return None
    of = next((child for child in lives.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if of is not None:
        harmed = [child for child in of.children if child.dep_ == "pobj"]
    elif verb.lemma_ == "lose" and any(child.dep_ == "poss" for child in lives.lefts):
        subject = clauses.subject(verb)
        harmed = [subject] if subject is not None else []
    else:
        harmed = [lives]  # "claimed 300 lives"
    return Hit(row["id"], [row["outcome"]], verb, harmed, None, [verb, lives], row["score"])


def _bodies(noun: Token, row: dict[str, Any]) -> Hit | None:
    if noun.pos_ != "NOUN" or noun.tag_ != "NNS":
        return None
    if noun.head.lemma_ not in _FINDING:
        return None
    of = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    harmed = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
    return Hit(
        row["id"],
        [row["outcome"]],
        noun,
        harmed if any(map(victims.read, harmed)) else [noun],
        None,
        [noun],
        row["score"],
    )


_SHAPES: dict[str, Callable[[Token, dict[str, Any]], Hit | None]] = {
    "verb": _verb,
    "intransitive": _intransitive,
    "state": _state,
    "hostage": _hostage,
    "noun": _noun,
    "toll": _toll,
    "lives": _lives,
    "bodies": _bodies,
}


def _needs(token: Token, row: dict[str, Any]) -> bool:
    """Whether the words a pattern needs beside it, or must not have, are there."""
    if "needs" not in row and "needs_not" not in row:
        return True
    after = " ".join(word.lower_ for word in token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])
    near = f" {token.doc[max(token.i - 1, 0)].lower_} {after} "
    if any(f" {phrase} " in near for phrase in row.get("needs_not", ())):
        return False
    return not row.get("needs") or any(f" {phrase} " in near for phrase in row["needs"])


def _needed(token: Token, row: dict[str, Any]) -> list[Token]:
    """The words after `token` that make the outcome what it is: "dead", "to death"."""
    after = list(token.doc[token.i + 1 : min(token.i + 12, token.sent.end)])
    for phrase in row.get("needs", ()):
        words = phrase.split()
        for at in range(len(after) - len(words) + 1):
            if [word.lower_ for word in after[at : at + len(words)]] == words:
                return after[at : at + len(words)]
    return []


def objects(verb: Token) -> list[Token]:
    """Return those a verb acts on: its objects, or the number right after it."""
    found = [
        c for c in verb.rights if c.dep_ in ("dobj", "dative") or (c.dep_ in ("npadvmod", "attr") and c.pos_ == "NUM")
    ]
    if not found and verb.i + 1 < len(verb.doc) and verb.tag_ in ("VBD", "VBG", "VBN") and not _own_passive(verb):
        # "... and wounding 125": a number right after the verb is its object, whatever the parse makes of it.
        after = verb.idx + len(verb) + 1
        for one in victims.quantities(verb.doc):
            if one.start == after:
                found = victims.counted_noun(verb.doc, one)
    return found


def _own_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands with `verb` itself."""
    # Of two, the parse was misled by the first; the one next to the verb is its own.
    return next((child for child in reversed(list(verb.lefts)) if child.dep_ in ("nsubj", "nsubjpass")), None)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not objects(verb)
        and own_subject(verb) is None
        and _is_passive(verb.head)
    )


def _outcomes(token: Token) -> list[str]:
    return [
        row["outcome"]
        for row in _patterns().get(token.lemma_.lower(), ())
        if row["shape"] == "verb" and _needs(token, row)
    ]


def _is_outcome(token: Token) -> bool:
    return bool(_outcomes(token))


def _joined(verb: Token, row: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """The verbs that share the victims of `verb` ("killed and tortured"), with their outcomes."""
    group, outcomes = [verb], [row["outcome"]]
    for child in verb.conjuncts:
        if (
            child.i > verb.i
            and child.pos_ == "VERB"
            and _outcomes(child)
            and not objects(child)
            and not own_subject(child)
        ):
            group.append(child)
            outcomes += _outcomes(child)
    return group, outcomes


def _is_unreal(verb: Token) -> bool:
    """Whether nothing of the sort is said to have happened: negated, wished, feared for the future, asked."""
    lefts = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "mark")]
    names = {child.lower_ for child in lefts}
    if any(child.dep_ == "neg" for child in lefts) or names & {"if", "unless", "whether"}:
        return True
    perfect = "have" in names
    if (
        names & {"will", "would", "can", "could", "should", "must", "may", "might", "shall", "'ll", "’ll"}
        and not perfect
    ):
        return True
    if "to" in names and not perfect:
        told = verb.head.lemma_ in _BELIEVED and verb.head.tag_ == "VBN"
        return not told and verb.head.lemma_ not in ("appear", "seem")
    if verb.dep_ == "conj" and verb.tag_ == "VB":
        return _is_unreal(verb.head)
    return verb.tag_ == "VB" and not names & {"to", "have", "did"}


def by(noun: Token) -> Token | None:
    """Return who is named after "by" at a noun."""
    by = next((child for child in noun.rights if child.dep_ in ("prep", "agent") and child.lower_ == "by"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None

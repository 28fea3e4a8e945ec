"""What holds a casualty claim at a distance: hedges within it, and around it what says of it that it is not confirmed."""

from __future__ import annotations

import re

from spacy.tokens import Token

from annotate import clauses, hedges
from annotate.finder import Span

# Who does one of these holds it true, not known.
_HELD = frozenset(("fear", "believe", "suspect", "presume", "think"))
_REPORTS = frozenset(("report", "rumour", "rumor", "claim", "account", "allegation", "suggestion", "word"))
_OPEN = re.compile(
    r"\b(?:(?:could|can)\s+not\s+(?:immediately\s+|yet\s+)?be\s+(?:independently\s+)?(?:confirmed|verified)|"
    r"(?:has|have|had)\s+(?:not|yet)\s+(?:yet\s+)?(?:to\s+)?be(?:en)?\s+(?:independently\s+)?(?:confirmed|verified)|"
    r"(?<=citing\s)unconfirmed|unconfirmed(?!\s+(?:report|claim|rumou?r|account|death|casualt|suggestion|toll|number|figure))|unverified(?=\s*[.,;])|"
    r"(?:is|are|was|were)\s+not\s+(?:immediately\s+|independently\s+)?(?:confirmed|verified))\b",
    re.IGNORECASE,
)
_SAID_TO_BE = frozenset(("reported", "rumoured", "rumored", "supposed", "claimed", "apparent"))
_STEPS = 4


def find(trigger: Token, span: Span, source: Span | None) -> list[Span]:
    """Return the hedges of the claim at `span` (code points), in order, each once.

    Those within it; "alleged" and "unconfirmed" before the words for the killing, the reports or the `source`; who fears
    or believes it; and "could not be verified" in the same sentence.
    """
    doc, text = trigger.doc, clauses.even(trigger.doc)
    found = hedges.find(text, *span)
    if source:
        found += hedges.find(text, *source)
    start, end = clauses.chars(doc, *clauses.sentence(trigger))
    found += [match.span() for match in _OPEN.finditer(text, start, end)]
    for noun in _nouns(trigger):
        found += hedges.find(text, doc[noun.left_edge.i].idx, noun.idx)
        found += [(one.idx, one.idx + len(one)) for one in noun.lefts if one.lower_ in _SAID_TO_BE]
    if (verb := holding(trigger)) is not None:
        found.append(clauses.chars(doc, *clauses.verb_group(verb)))
    return [one for one in sorted(set(found)) if not any(_within(one, other) for other in found)]


def _within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _nouns(trigger: Token) -> list[Token]:
    """The noun of an outcome, and the reports that it hangs on: "unconfirmed reports of seven deaths"."""
    nouns = [trigger] if trigger.pos_ == "NOUN" else []
    at = trigger
    for _ in range(_STEPS):
        if at.head == at or at.dep_ not in ("pobj", "prep", "acl", "pcomp", "ccomp"):
            break
        at = at.head
        if at.lemma_.lower() in _REPORTS and at.pos_ == "NOUN":
            nouns.append(at)
    return nouns


def holding(trigger: Token, *, active: bool = False) -> Token | None:
    """Return the verb by which it is feared or believed, or None: "rescuers fear 40 people have died".

    With `active` only of somebody who is named with it: not that of "it is feared that 40 people have died".
    """
    at = trigger
    for _ in range(_STEPS):
        head = at.head
        if head == at:
            break
        if at.dep_ in ("ccomp", "advcl") and head.lemma_.lower() in _HELD and head.pos_ == "VERB":
            return None if active and _is_passive(head) else head
        if at.dep_ not in ("ccomp", "conj", "xcomp", "acomp", "oprd"):
            break
        at = head
    return None


def _is_passive(verb: Token) -> bool:
    bare = verb.tag_ in ("VBN", "VBD") and verb.nbor(1).lower_ == "to" if verb.i + 1 < len(verb.doc) else False
    return bare or any(child.dep_ == "auxpass" for child in verb.children)

"""Who says a number: the source of the words around it, or who counted, with the cue and through whom it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from annotate import attribution, clauses
from annotate.attribution import speakers
from annotate.finder import Finding, Span, findings, rewrite
from annotate.kinds.casualty import KIND, doubt
from annotate.kinds.casualty.hit import Hit

# Who does one of these to a number of dead vouches for it: "the monitor recorded 40 deaths", "police put the toll at 14".
_COUNTING = frozenset(
    ("record", "document", "count", "register", "list", "tally", "log", "verify", "estimate", "tabulate")
)
_PUTTING = frozenset(("put", "place", "set", "give", "revise", "update", "raise"))
_FIGURES = frozenset(("figure", "number", "toll", "count", "total", "tally"))
_OWN = frozenset(("claim", "admit", "acknowledge", "boast", "confess"))
_STEPS = 4


@dataclass(frozen=True)
class Told:
    """Where source, cue and agency of a claim stand (code points), None for what is not said."""

    source: Span | None = None
    cue: Span | None = None
    agency: Span | None = None


def by(hit: Hit, told: Sequence[attribution.Attribution], span: Span, doer: Span | None) -> Told:
    """Return who says what stands at `span`: the innermost source around it, else who counted or claims it."""
    doc = hit.trigger.doc
    others = [one for one in told if one.source and one.source != doer]
    # "Four men said they had been tortured": the claim takes in its source, its outcome word does not.
    word = hit.trigger.idx, hit.trigger.idx + len(hit.trigger)
    teller = attribution.innermost(others, *span) or attribution.innermost(others, *word)
    verb = _counting(hit) or doubt.holding(hit.trigger, active=True)
    # Nearer than who tells around it: "lawyers said 300 were held, though the ministry gave a figure of 112 detentions".
    nearer = verb is not None and verb.lemma_ == "give" and clauses.subject(verb) is not None
    if teller is not None and not nearer:
        return Told(teller.source, teller.cue, teller.agency)
    subject = clauses.subject(verb) if verb is not None else None
    if verb is None or subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return Told()
    phrase = clauses.chars(doc, *clauses.trim(doc, *clauses.noun_phrase(subject, short=True)))
    return Told(phrase, clauses.chars(doc, *clauses.verb_group(verb)))


def trace(docs: Sequence[Doc]) -> None:
    """Write into the casualty claims of an article whom their sources stand for: "the spokeswoman", "she"."""
    for index, doc in enumerate(docs):
        found = findings(doc, KIND.slug)
        kept = [_traced(docs, index, one) for one in found]
        if kept != found:
            rewrite(doc, KIND.slug, kept)


def _traced(docs: Sequence[Doc], index: int, one: Finding) -> Finding:
    source = one.spans.get("source")
    speaker = speakers.resolve(docs, index, source[0]) if source else ""
    return replace(one, attributes={**one.attributes, "speaker": speaker}) if speaker else one


def _counting(hit: Hit) -> Token | None:
    """The verb by which somebody vouches for the number, or claims the deed: "claimed to have killed 20 rebels"."""
    trigger = hit.trigger
    if trigger.dep_ == "xcomp" and trigger.head.lemma_.lower() in _OWN:
        return trigger.head
    if trigger.pos_ != "NOUN":
        return None
    at, figure = trigger, hit.rule == "death-toll"
    for _ in range(_STEPS):
        if at.head == at or at.dep_ not in ("dobj", "pobj", "prep", "conj"):
            return None
        figure = figure or at.lemma_.lower() in _FIGURES
        at = at.head
        lemma = at.lemma_.lower()
        if at.dep_ == "advcl" and not clauses.has_subject(at):
            return None  # "Two soldiers died, raising the toll to 23": they count nobody
        if at.pos_ == "VERB":
            puts = figure and lemma in _PUTTING
            return at if lemma in _COUNTING or puts else None
    return None

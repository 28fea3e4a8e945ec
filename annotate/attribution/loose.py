"""What a cue ties to its source where the parse is wrong: read from the order of the words alone."""

from __future__ import annotations

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution.lexicon import lemma_of
from annotate.attribution.record import Paragraph, Span

_FARTHEST_THAT = 9
_SHORTEST = 4
_LAST_WORDS = 8
# These take a clause far more often than a thing.
_PLAIN = ("say", "add", "argue", "allege", "assert", "contend", "insist", "note", "state", "warn", "admit")
_NAMING, _FINITE = ("NOUN", "PROPN", "PRON"), ("VBD", "VBZ", "VBP")
_OPENERS = ("ADP", "CCONJ", "PUNCT", "PART", "ADV", "SCONJ")


def sentence_before(p: Paragraph, verb: Token) -> Span | None:
    """Return the tokens of what stands before ", X said" at a sentence's end, or None."""
    subject = next((c for c in reversed(list(verb.lefts)) if c.dep_ in clauses.SUBJECTS), None)
    if subject is None or verb.dep_ != "ROOT":
        return None
    start, end = clauses.sentence(verb)
    after = (t for t in p.doc[verb.i + 1 : end] if t.dep_ != "pcomp" or t.head.lower_ != "as")
    if end - verb.i > _LAST_WORDS or any(t.pos_ == "VERB" for t in after):
        return None
    left = subject.left_edge.i
    if left - start < _SHORTEST + 1 or p.doc[left - 1].text != "," or verb.i - subject.i > _SHORTEST:
        return None
    span = clauses.trim(p.doc, start, left - 1)
    return span if any(t.pos_ in ("VERB", "AUX") for t in p.doc[slice(*span)]) else None


def cut_in_two(p: Paragraph, verb: Token) -> tuple[Span, Span] | None:
    """Return the tokens of a sentence that a cue cuts behind its subject, and those of the cut; None for another.

    "The strike, the ministry claimed in a statement, killed only fighters."
    """
    first = next(
        (c for c in verb.lefts if c.dep_ in ("dep", "nsubj", "nsubjpass", "npadvmod") and c.pos_ in _NAMING), None
    )
    own = next((c for c in reversed(list(verb.lefts)) if c.dep_ == "nsubj"), None)
    rest = next((c for c in verb.rights if c.dep_ in ("advcl", "conj", "dep", "ccomp") and c.tag_ in _FINITE), None)
    start, end = clauses.sentence(verb)
    if (
        verb.dep_ != "ROOT"
        or first is None
        or own is None
        or rest is None
        or first == own
        or first.left_edge.i != start
    ):
        return None
    left, right = own.left_edge.i, rest.left_edge.i
    commas = p.doc[left - 1].text == "," and p.doc[right - 1].text == "," and first.right_edge.i < left
    if not commas or clauses.has_subject(rest) or clauses.is_marked(rest) or right <= verb.i + 1:
        return None
    return clauses.trim(p.doc, start, end), (left, right - 1)


def rest_of_sentence(p: Paragraph, verb: Token) -> Span | None:
    """Return the tokens after a cue, or after its "that", to the sentence's end, if they can be a clause; else None."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or not any(
        c.dep_ == "nsubj" and c.i < verb.i for c in verb.children
    ):
        return None
    end = clauses.sentence(verb)[1]
    start = verb.i + 1
    that = next((t for t in p.doc[start : min(start + _FARTHEST_THAT, end)] if _opens_clause(t)), None)
    if that is not None:
        start = that.i + 1
    elif (
        lemma_of(verb) not in _PLAIN
        or start >= end
        or p.doc[start].pos_ in _OPENERS
        or p.doc[start].is_space
        or p.doc[start].is_quote
    ):
        return None
    rest = p.doc[start:end]
    finite = next((t for t in rest[1:] if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    if finite is None or finite.nbor(-1).pos_ == "CCONJ" or len(rest) < _SHORTEST or any(t.is_quote for t in rest[:1]):
        return None
    span = clauses.trim(p.doc, start, end)
    return span if span[1] - span[0] >= _SHORTEST else None


def is_named(p: Paragraph, last: Token) -> bool:
    """Whether a name is given behind an object that the parse took for one phrase: called "the vote a sham"."""
    words = p.doc[last.left_edge.i + 1 : last.right_edge.i + 1]
    return any(t.lower_ in ("a", "an") or t.is_quote for t in words)


def _opens_clause(token: Token) -> bool:
    return token.lower_ == "that" and token.tag_ in ("IN", "WDT")

"""A name and a colon before what it says, as in headlines and transcripts: "Kolar: The siege is over"."""

from __future__ import annotations

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution.lexicon import words
from annotate.attribution.record import Attribution, Paragraph

_LONGEST_NAME = 7
_SHORTEST_SPEECH = 3
# What stands before a colon and is no one.
_LABELS = words("labels")
_JOINERS = ("of", "the", "for", "to", "on", "at", "in", "and", "’s", "'s", "-", "&", ".", ",")


def read(p: Paragraph) -> None:
    """Add what a paragraph that begins with a name and a colon ties to that name."""
    doc = p.doc
    colon = next((t for t in doc[: _LONGEST_NAME + 2] if t.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i > _LONGEST_NAME:
        return
    name = [t for t in doc[: colon.i] if not t.is_space and not t.is_quote]
    rest = [t for t in doc[colon.i + 1 :] if t.is_alpha]
    if not name or len(rest) < _SHORTEST_SPEECH or not _is_name(name) or p.quotation_at(colon.idx + 1):
        return
    if any(one.cue[0] <= colon.idx and one.content[0] > colon.idx for one in p.found):
        return
    start, end = clauses.trim(doc, colon.i + 1, len(doc))
    opener = p.quotation_after(colon.idx)
    span = clauses.chars(doc, start, end)
    if opener is not None and not p.text[colon.idx + 1 : opener.outer_start].strip():
        span = (opener.start, opener.end)
    elif not any(t.pos_ in ("VERB", "AUX") for t in doc[start:end]):
        return
    if any(one.content[0] <= span[0] and span[1] <= one.content[1] for one in p.found):
        return
    source = clauses.chars(doc, name[0].i, name[-1].i + 1)
    cue = (colon.idx, colon.idx + 1)
    p.found.append(Attribution("colon", cue, span, span, source, quotation=p.how_quoted(span), score=0.6, verb=colon.i))


def _is_name(tokens: list[Token]) -> bool:
    """Whether capitalised words name somebody and are no label ("Update") and no clause."""
    lowered = {token.lower_ for token in tokens}
    if lowered & _LABELS or any(t.tag_[:2] == "VB" and not t.text.isupper() for t in tokens):
        return False
    named = [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "ADJ", "X", "ADV", "VERB") and t.text[:1].isupper()]
    proper = any(t.pos_ == "PROPN" for t in tokens) or all(t.text.isupper() for t in tokens)
    return proper and bool(named) and all(t in named or t.lower_ in _JOINERS for t in tokens)

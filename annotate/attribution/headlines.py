"""A name beside what it says, with no verb.

"Kolar: The siege is over", as in headlines and transcripts, and a name signed under a quotation: “We will stay.” — Kolar.
"""

from __future__ import annotations

from spacy.tokens import Token

from annotate import clauses
from annotate.attribution.lexicon import words
from annotate.attribution.record import Attribution, Paragraph, overlaps
from annotate.quotations import Quotation

_LONGEST_NAME = 7
_SHORTEST_SPEECH = 3
_LONGEST_SIGNATURE = 16
_DASHES = ("―", "—", "–", "--", "-")
# What an item of a list begins with.
_BULLETS = frozenset("-–—•*▪>»→")
# What stands before a colon and is no one.
_LABELS = words("labels")
# What may stand there for whoever or whatever says it, and is no name: "Army: ...", "Poll: ...".
_TELLERS = words("people") | words("bodies") | {"poll", "report", "study", "survey"}
_JOINERS = ("of", "the", "for", "to", "on", "at", "in", "and", "’s", "'s", "-", "&", ".", ",")


def read(p: Paragraph) -> None:
    """Add what a name and a colon at a paragraph's beginning, or a name signed under a quotation, ties to that name."""
    if (one := _headed(p)) is not None:
        p.found.append(one)
    for quotation in p.quotations:
        if (one := _signed(p, quotation)) is not None:
            p.found.append(one)


def _headed(p: Paragraph) -> Attribution | None:
    doc = p.doc
    colon = next((t for t in doc[: _LONGEST_NAME + 2] if t.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i > _LONGEST_NAME:
        return None
    name = [t for t in doc[: colon.i] if not t.is_space and not t.is_quote]
    while name and name[0].text in _BULLETS:
        del name[0]
    rest = [t for t in doc[colon.i + 1 :] if t.is_alpha]
    speaks = p.quotation_after(colon.idx) if len(name) == 1 else None
    # One capitalised word right before a quotation is somebody, whatever the tagger takes it for.
    named = speaks is not None and not p.text[colon.idx + 1 : speaks.outer_start].strip() and _may_be_name(name[0])
    if not name or len(rest) < _SHORTEST_SPEECH or not (named or _is_name(name)):
        return None
    around = p.quotation_at(colon.idx + 1)
    if around is not None and around.start > name[0].idx:
        return None
    if any(one.cue[0] <= colon.idx and one.content[0] > colon.idx for one in p.found):
        return None
    start, end = clauses.trim(doc, colon.i + 1, len(doc))
    if start >= end:
        return None
    opener = p.quotation_after(colon.idx)
    span = clauses.chars(doc, start, end)
    if opener is not None and not p.text[colon.idx + 1 : opener.outer_start].strip():
        span = (opener.start, opener.end)
    elif not any(t.pos_ in ("VERB", "AUX") for t in doc[start:end]):
        return None
    if any(one.content[0] <= span[0] and span[1] <= one.content[1] for one in p.found):
        return None
    source = clauses.chars(doc, name[0].i, name[-1].i + 1)
    how = p.how_quoted(span)
    return Attribution("colon", (colon.idx, colon.idx + 1), span, span, source, quotation=how, score=0.6, verb=colon.i)


def _signed(p: Paragraph, quotation: Quotation) -> Attribution | None:
    """A name behind a dash under a quotation, to the end of the paragraph or to where the next quotation opens."""
    before = p.words_before(quotation)  # the last is the first in the text
    if not quotation.closed or (before and before[-1].text not in _DASHES):
        return None
    first = p.token_at(quotation.outer_end)
    after = [t for t in p.doc[first : first + _LONGEST_SIGNATURE + 2] if not t.is_space]
    end = next((index for index, t in enumerate(after) if t.is_quote), len(after))
    if end == len(after) and first + _LONGEST_SIGNATURE + 2 < len(p.doc):
        return None
    name = after[1:end]
    if not name or after[0].text not in _DASHES or len(name) >= _LONGEST_SIGNATURE:
        return None
    if name[-1].text == "." and after[0].text == "―":
        name = name[:-1]  # The bar stands before names only.
    if not name or name[-1].text in ".!?":
        return None
    comma = next((index for index, t in enumerate(name) if t.text == ","), len(name))
    if not _is_name(name[:comma]) or any(overlaps((quotation.start, quotation.end), one.content) for one in p.found):
        return None
    inner = (quotation.start, quotation.end)
    cue = clauses.chars(p.doc, after[0].i, after[0].i + 1)
    source = clauses.chars(p.doc, name[0].i, name[-1].i + 1)
    return Attribution("signature", cue, inner, inner, source, quotation="direct", score=0.7, verb=after[0].i)


def _may_be_name(token: Token) -> bool:
    return (
        token.is_title
        and token.is_alpha
        and token.lower_ not in _LABELS
        and token.pos_ in ("NOUN", "PROPN", "ADJ", "X")
    )


def _is_name(tokens: list[Token]) -> bool:
    """Whether capitalised words name somebody and are no label ("Update") and no clause."""
    lowered = {token.lower_ for token in tokens}
    if lowered & _LABELS or any(t.tag_[:2] == "VB" and not t.text.isupper() for t in tokens):
        return False
    named = [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "ADJ", "X", "ADV", "VERB") and t.text[:1].isupper()]
    proper = any(t.pos_ == "PROPN" or t.lemma_.lower() in _TELLERS for t in tokens)
    proper = proper or all(t.text.isupper() for t in tokens)
    return proper and bool(named) and all(t in named or t.lower_ in _JOINERS for t in tokens)

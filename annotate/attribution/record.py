"""What an attribution is, and the paragraph that its readers share."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from annotate import clauses, quotations
from annotate.quotations import Quotation

CUES = Path(__file__).with_name("cues.jsonl")
Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """One attribution; all spans are code points of the document's text.

    `content` is without background (see `clauses.content_of`), `reach` with it and, for a quotation of several
    sentences, the whole quotation. `source` is None where nobody is named. `agency` is through whom it came.
    `verb` is the cue verb's token index, or -1.
    """

    rule: str
    cue: Span
    content: Span
    reach: Span
    source: Span | None = None
    agency: Span | None = None
    quotation: str = "indirect"
    hedges: list[Span] = field(default_factory=list)
    score: float = 0.8
    verb: int = -1
    is_statement: bool = True


@cache
def lexicon() -> dict[str, dict[str, str]]:
    """Return the cue verbs: what a verb takes ("clause", "infinitive", "object", "preposition" ...) -> lemma -> rule id."""
    lemmas: dict[str, dict[str, str]] = defaultdict(dict)
    for line in CUES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for lemma in row["lemmas"]:
            lemmas[row["takes"]].setdefault(lemma, row["id"])
    return lemmas


def overlaps(one: Span, other: Span) -> bool:
    """Whether two stretches share a code point."""
    return one[0] < other[1] and other[0] < one[1]


class Paragraph:
    """A parsed paragraph with its quotations, its cue verbs, and the attributions found in it so far."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotations = quotations.find(self.text)
        self.cue_verbs = {token.i for token in doc if _is_cue(token)}
        self.found: list[Attribution] = []
        self._starts = [token.idx for token in doc]

    def quotation_at(self, at: int) -> Quotation | None:
        """The quotation around a place, marks counted in."""
        return next((q for q in self.quotations if q.outer_start <= at < q.outer_end), None)

    def words_before(self, quotation: Quotation) -> list[Token]:
        """The words of the quotation's first sentence that stand before it, outside of it."""
        words: list[Token] = []
        for token in reversed(self.doc[: self.token_at(quotation.outer_start)]):
            if token.text in (".", "!", "?", ":", ";", "…") or token.text in '"”’»' or token.is_space:
                break
            words.append(token)
        return words if any(token.is_alpha for token in words) else []

    def token_at(self, at: int) -> int:
        """The first token at or after a place, or the number of tokens."""
        return bisect_left(self._starts, at)

    def how_quoted(self, span: Span) -> str:
        """The code for how much of a stretch stands in quotation marks."""
        for quotation in self.quotations:
            if quotation.holds(*span):
                return "direct"
        return (
            "mixed" if any(q.outer_start < span[1] and span[0] < q.outer_end for q in self.quotations) else "indirect"
        )

    def closed(self, span: Span) -> Span:
        """`span`, carried on to the closing mark of a quotation begun in it if only punctuation is left before that."""
        for quotation in self.quotations:
            begun = span[0] <= quotation.outer_start < span[1] <= quotation.end
            if begun and not self.text[span[1] : quotation.end].strip(" .,!?…"):
                return span[0], quotation.outer_end
        return span

    def mixed_quotation(self, span: Span, head: Token | None) -> tuple[Span, str]:
        """What is quoted of a clause; where only its subject stands outside the marks, the quotation is the content."""
        how = self.how_quoted(span)
        if how != "mixed" or head is None:
            return span, how
        inside = [q for q in self.quotations if span[0] <= q.outer_start and q.start < span[1]]
        subject = next((child for child in head.lefts if child.dep_ in clauses.SUBJECTS), None)
        if len(inside) == 1 and subject is not None and inside[0].end >= span[1] - 1:
            before = [t for t in self.doc if span[0] <= t.idx < inside[0].outer_start and not t.is_space]
            if (
                before
                and all(subject.left_edge.i <= t.i <= subject.right_edge.i for t in before)
                and inside[0].start <= head.idx
            ):
                return (inside[0].start, inside[0].end), "mixed"
        return span, how


def _is_cue(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN") and token.tag_[:2] != "VB":
        return False
    known = any(token.lemma_.lower() in lemmas for takes, lemmas in lexicon().items() if takes != "nothing")
    return known and token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")

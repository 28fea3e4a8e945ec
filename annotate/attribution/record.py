"""What an attribution is, and the paragraph that its readers share."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from annotate import clauses, hedges, quotations
from annotate.attribution.lexicon import SPEECH, frames, lemma_of
from annotate.quotations import Quotation

Span = tuple[int, int]
_STOPS = (".", "!", "?", ":", ";", "…")
_LONGEST_TAIL = 800
_MAYBE = re.compile(r"\b(?:may|might|could)\b")  # not "May"
# Rules whose content says what is spoken of, in the writer's words.
_ABOUT = ("charge-with", "speak-about", "refer-to", "agree-with", "lash-at", "warn-against", "refuse")


@dataclass(frozen=True)
class Attribution:
    """One attribution; all spans are code points of the document's text.

    `content` is without background (see `clauses.content_of`), `reach` with it and, for a quotation of several
    sentences, the whole quotation. `source` is None where nobody is named. `agency` is through whom it came.
    `hole` is where cue and source stand if they are put into the content ("The road, he said, is closed").
    `verb` is the cue's token index, or -1; `kind` is the sort of cue; `certainty` how the article stands to the content.
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
    kind: str = "say"
    certainty: str = ""
    hole: Span | None = None

    @property
    def pieces(self) -> list[Span]:
        """The content without its hole: one stretch or two."""
        if self.hole is None or not self.content[0] < self.hole[0] < self.hole[1] < self.content[1]:
            return [self.content]
        return [(self.content[0], self.hole[0]), (self.hole[1], self.content[1])]

    @property
    def has_words(self) -> bool:
        """Whether the content gives the source's words or their sense, and does not only name what they are about."""
        return self.is_speech and not self.rule.startswith(_ABOUT) and not self.rule.endswith(("-noun", "-raising"))

    @property
    def tells(self) -> bool:
        """Whether a whole clause or quotation was said or written, so that another may pass it on."""
        return self.is_speech and self.rule.endswith(("-clause", "-quotation", "according-to", "colon"))

    @property
    def is_speech(self) -> bool:
        """Whether it was said, written or shown, and not only held, felt or wanted."""
        return self.kind in SPEECH


def overlaps(one: Span, other: Span) -> bool:
    """Whether two stretches share a code point."""
    return one[0] < other[1] and other[0] < one[1]


class Paragraph:
    """A parsed paragraph with its quotations, its cue verbs, and the attributions found in it so far."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = clauses.even(doc)
        self.quotations = quotations.of(doc)
        self.cue_verbs: set[int] = set()
        self.speech_verbs: set[int] = set()
        known = frames()
        for token in doc:
            if token.tag_[:2] == "VB":
                takes = known.get(lemma_of(token))
                if takes and takes.keys() - {"nothing"}:
                    self.cue_verbs.add(token.i)
                    if any(rule.kind in SPEECH for rule in takes.get("clause", ())):
                        self.speech_verbs.add(token.i)
        self.found: list[Attribution] = []
        self._starts = [token.idx for token in doc]
        self._outer_starts = [quotation.outer_start for quotation in self.quotations]

    @cached_property
    def _hedges(self) -> list[Span]:
        return hedges.find(self.text)

    @cached_property
    def _maybes(self) -> list[int]:
        return [match.start() for match in _MAYBE.finditer(self.text)]

    def hedges_in(self, span: Span) -> list[Span]:
        """The hedges that stand in a stretch."""
        first = bisect_left(self._hedges, (span[0], span[0]))
        found = []
        for hedge in self._hedges[first:]:
            if hedge[0] >= span[1]:
                break
            if hedge[1] <= span[1]:
                found.append(hedge)
        return found

    def may_be(self, span: Span) -> bool:
        """Whether "may", "might" or "could" stands in a stretch."""
        index = bisect_left(self._maybes, span[0])
        return index < len(self._maybes) and self._maybes[index] < span[1]

    def quotation_at(self, at: int) -> Quotation | None:
        """The quotation around a place, marks counted in."""
        index = bisect_left(self._outer_starts, at + 1) - 1
        if index < 0 or at >= self.quotations[index].outer_end:
            return None
        return self.quotations[index]

    def quotation_before(self, at: int) -> Quotation | None:
        """The last quotation that is closed at a place."""
        index = bisect_left(self._outer_starts, at) - 1
        if index >= 0 and self.quotations[index].outer_end > at:
            index -= 1
        return self.quotations[index] if index >= 0 else None

    def quotation_after(self, at: int) -> Quotation | None:
        """The first quotation that opens at a place or after it."""
        index = bisect_left(self._outer_starts, at)
        return self.quotations[index] if index < len(self.quotations) else None

    def words_before(self, quotation: Quotation) -> list[Token]:
        """The words of the quotation's first sentence that stand before it, outside of it."""
        words: list[Token] = []
        at = self.token_at(quotation.outer_start) - 1
        while at >= 0:
            token = self.doc[at]
            if token.text in _STOPS or token.text in '"”’»' or token.is_space:
                break
            words.append(token)
            at -= 1
        return words if any(token.is_alpha for token in words) else []

    def token_at(self, at: int) -> int:
        """The first token at or after a place, or the number of tokens."""
        return bisect_left(self._starts, at)

    def how_quoted(self, span: Span) -> str:
        """The code for how much of a stretch stands in quotation marks."""
        around = self.quotation_at(span[0])
        if around is not None and around.holds(*span):
            return "direct"
        later = self.quotation_after(span[0])
        touched = (around is not None and around.start < span[1]) or (later is not None and later.outer_start < span[1])
        return "mixed" if touched else "indirect"

    def closed(self, span: Span) -> Span:
        """`span`, carried on to the closing mark of a quotation that is begun in it.

        Sentences may stand before that mark if the quotation opens with the last words of the clause, as in: said he
        would “stay. I have no other home”.
        """
        quotation = self.quotation_before(span[1]) if self.quotation_at(span[1] - 1) is None else None
        quotation = self.quotation_at(span[1] - 1) or quotation
        if quotation is None or not span[0] <= quotation.outer_start < span[1] <= quotation.end:
            return span
        if quotation.end - span[1] > _LONGEST_TAIL or not quotation.closed:
            return span
        return span[0], quotation.outer_end

    def widened(self, hole: Span | None) -> Span | None:
        """A hole in a content with the commas, dashes and spaces around it."""
        if hole is None:
            return None
        start, end = hole
        while start and self.text[start - 1] in " ,—–-(":
            start -= 1
        while end < len(self.text) and self.text[end] in " ,—–-)":
            end += 1
        return start, end

    def mixed_quotation(self, span: Span, head: Token | None) -> tuple[Span, str]:
        """What is quoted of a clause; where only its subject stands outside the marks, the quotation is the content."""
        how = self.how_quoted(span)
        if how != "mixed" or head is None:
            return span, how
        first = self.quotation_after(span[0])
        subject = next((child for child in head.lefts if child.dep_ in clauses.SUBJECTS), None)
        if first is not None and subject is not None and first.start < span[1] <= first.end + 1:
            before = [t for t in self.doc[self.token_at(span[0]) : self.token_at(first.outer_start)] if not t.is_space]
            if (
                before
                and all(subject.left_edge.i <= t.i <= subject.right_edge.i for t in before)
                and first.start <= head.idx
            ):
                return (first.start, first.end), "mixed"
        return span, how

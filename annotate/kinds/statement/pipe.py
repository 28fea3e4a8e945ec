"""Finds statements: every attribution of the paragraph that ties words to a source or to a reporting adverb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from annotate import attribution, clauses
from annotate.finder import ClaimFinder, Finding
from annotate.kinds.statement import KIND


@Language.factory("claims_statement", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> StatementFinder:
    """Return the component."""
    return StatementFinder(nlp, name, strict=strict)


class StatementFinder(ClaimFinder):
    """Statements; rule ids are those of the cue lexicon (`annotate/cues.jsonl`) and of `annotate.attribution`."""

    kind = KIND

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield a statement for each attribution."""
        for one in attribution.find(doc):
            spans = {"content": one.pieces}
            if one.cue[0] < one.cue[1]:
                spans["cue"] = [one.cue]
            if one.source:
                spans["source"] = [one.source]
            if one.agency:
                spans["agency"] = [one.agency]
            if one.hedges:
                spans["hedge"] = list(one.hedges)
            attributes = {
                "source": clauses.surface(doc, one.source),
                "cue": clauses.surface(doc, one.cue),
                "agency": clauses.surface(doc, one.agency),
                "hedges": [clauses.surface(doc, hedge) for hedge in one.hedges],
                "quotation": one.quotation,
            }
            yield Finding(*one.content, rule=one.rule, score=round(one.score, 2), attributes=attributes, spans=spans)

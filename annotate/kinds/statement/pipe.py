"""Finds statements: every attribution of the paragraph that ties words to a source or to a reporting adverb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from annotate import attribution, clauses
from annotate.attribution import speakers
from annotate.finder import ClaimFinder, Finding, Span, findings, rewrite
from annotate.kinds.statement import KIND


@Language.factory("claims_statement", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> StatementFinder:
    """Return the component."""
    return StatementFinder(nlp, name, strict=strict)


class StatementFinder(ClaimFinder):
    """Statements; rule ids are those of `annotate/attribution/cues.jsonl` and of the readers beside it."""

    kind = KIND

    def names_near(self, doc: Doc) -> Iterable[int]:
        """None: attributions are read from the parse."""
        return ()

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
                "cue_kind": one.kind,
                "agency": clauses.surface(doc, one.agency),
                "hedges": [clauses.surface(doc, hedge) for hedge in one.hedges],
                "certainty": one.certainty,
                "quotation": one.quotation,
            }
            yield Finding(*one.content, rule=one.rule, score=round(one.score, 2), attributes=attributes, spans=spans)

    def across(self, docs: Sequence[Doc]) -> None:
        """Give quotations of several paragraphs their source; trace each source to the name it stands for."""
        carried = speakers.carried(docs)
        for index, doc in enumerate(docs):
            told = findings(doc, KIND.slug)
            kept = [self._traced(one, docs, index, carried.get(index)) for one in told]
            if kept != told:
                rewrite(doc, KIND.slug, kept)

    def _traced(self, one: Finding, docs: Sequence[Doc], index: int, found: speakers.Carried | None) -> Finding:
        """`one` with whom its source stands for and, if it is an open quotation, with the source found for it."""
        if one.rule == "open-quotation" and found is not None:
            return self._carried(one, docs, docs[index], found)
        source = one.spans.get("source")
        speaker = speakers.resolve(docs, index, source[0]) if source else ""
        if not speaker:
            return one
        attributes, spans = {**one.attributes, "speaker": speaker}, one.spans
        if attributes["agency"] and attributes["agency"].split()[-1] in speaker.split():
            # Nobody relays her own words: "Kolar said ... he had told ...".
            attributes["agency"], spans = "", {role: place for role, place in spans.items() if role != "agency"}
        return replace(one, attributes=attributes, spans=spans)

    def _carried(self, one: Finding, docs: Sequence[Doc], doc: Doc, found: speakers.Carried) -> Finding:
        """The open quotation `one` with the source and cue of another paragraph."""
        other = docs[found.paragraph]
        attributes = {
            **one.attributes,
            "source": clauses.surface(other, found.source),
            "cue": clauses.surface(other, found.cue),
            "speaker": speakers.resolve(docs, found.paragraph, found.source),
            "cue_kind": found.kind,
        }
        # Places in another paragraph, counted from the beginning of this one.
        shift = other.user_data.get("start", 0) - doc.user_data.get("start", 0)
        spans = {**one.spans, "source": [_moved(found.source, shift)], "cue": [_moved(found.cue, shift)]}
        return replace(one, rule="carried-quotation", score=0.7, attributes=attributes, spans=spans)


def _moved(place: Span, shift: int) -> Span:
    return place[0] + shift, place[1] + shift

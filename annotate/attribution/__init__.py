"""Who says what: sources, cues and contents, by the scheme of PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018).

An attribution ties a content to its source by a cue: a verb with a clause ("X said that ..."), a verb beside a quotation,
"according to X", a reporting passive ("is believed to"), or an adverb that names no source ("reportedly").
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from annotate import hedges
from annotate.attribution import phrases, quoted, verbs
from annotate.attribution.record import Attribution, Paragraph, Span, lexicon, overlaps

__all__ = ["Attribution", "find", "innermost", "lexicon"]


def find(doc: Doc) -> list[Attribution]:
    """Return the attributions of a parsed paragraph by start of content. The answer is kept with the document."""
    if "attributions" not in doc.user_data:
        doc.user_data["attributions"] = _read(doc) if doc.has_annotation("DEP") else []
    return doc.user_data["attributions"]


def innermost(found: list[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution in whose words the stretch stands: the smallest content around it.

    What is only background of a content is told by the outermost source of all those it trails.
    """
    around = [one for one in found if one.content[0] <= start and end <= one.content[1]]
    if around:
        return min(around, key=lambda one: one.content[1] - one.content[0])
    around = [one for one in found if one.reach[0] <= start and end <= one.reach[1] and one.source]
    return max(around, key=lambda one: one.reach[1] - one.reach[0], default=None)


def _read(doc: Doc) -> list[Attribution]:
    """Cue verbs first, then what goes on after them, then phrases; relays last, when all contents are known."""
    p = Paragraph(doc)
    verbs.read(p)
    quoted.read_continued(p)
    phrases.read_according_to(p)
    phrases.read_passives(p)
    phrases.read_adverbs(p)
    relayed = [_with_relay(p, one) for one in _distinct(p.found)]
    return sorted(relayed, key=lambda one: (one.content[0], -one.content[1]))


def _with_relay(p: Paragraph, one: Attribution) -> Attribution:
    found = list(hedges.find(p.text, *one.content))
    if one.rule in ("reporting-adverb", "reporting-passive") and one.cue not in found:
        found = sorted({one.cue, *(hedge for hedge in found if not overlaps(hedge, one.cue))})
    one = replace(one, hedges=found)
    if one.agency or not one.source:
        return one
    around = [
        other
        for other in p.found
        if other.verb != one.verb and other.source and other.source != one.source and _around(other, one)
    ]
    if around:
        outer = min(around, key=lambda other: other.reach[1] - other.reach[0])
        one = replace(one, agency=outer.source)
    return one


def _around(outer: Attribution, inner: Attribution) -> bool:
    if outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]:
        return True
    spoken = outer.rule.endswith("quotation") and outer.reach != outer.content
    return spoken and outer.reach[0] <= inner.cue[0] and inner.cue[1] <= outer.reach[1]


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """`found` without a second attribution of the same content to the same source."""
    best: dict[tuple[Span, Span | None], Attribution] = {}
    for one in found:
        key = (one.content, one.source)
        if key not in best or best[key].score < one.score:
            best[key] = one
    return list(best.values())

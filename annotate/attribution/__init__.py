"""Who says what: sources, cues and contents, by the scheme of PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018).

An attribution ties a content to its source by a cue: a verb with a clause ("X said that ..."), a verb beside a quotation,
"according to X", a noun ("X's claim that ..."), a reporting passive ("is believed to"), or an adverb that names no source
("reportedly"). What somebody believes, wants, asks or feels is one too; `Attribution.kind` tells them apart.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from annotate.attribution import certainty, headlines, nouns, phrases, quoted, verbs
from annotate.attribution.lexicon import lexicon, words
from annotate.attribution.nest import Nest
from annotate.attribution.record import Attribution, Paragraph, Span, overlaps

__all__ = ["Attribution", "find", "innermost", "lexicon", "words"]

_NO_SOURCE = ("reporting-adverb", "reporting-passive", "seem-raising")


def find(doc: Doc) -> list[Attribution]:
    """Return the attributions of a parsed paragraph by start of content. The answer is kept with the document."""
    if "attributions" not in doc.user_data:
        doc.user_data["attributions"] = _read(doc) if doc.has_annotation("DEP") else []
    return doc.user_data["attributions"]


def innermost(found: list[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution in whose words the stretch stands: the smallest content around it.

    What is only background of a content is told by the outermost source of all those it trails. What somebody only wants
    or asks for tells nothing of what happened.
    """
    found = [one for one in found if one.kind not in ("intend", "ask")]
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
    nouns.read(p)
    headlines.read(p)
    found = _distinct(p.found)
    nest = Nest(found)
    p.found = [one for one in found if not _is_part(p, nest, one)]
    quoted.read_open(p)
    doc.user_data["about_to_speak"] = verbs.about_to_speak(p)
    nest = Nest(p.found)
    relayed = [_with_relay(p, nest, one) for one in p.found]
    return sorted(relayed, key=lambda one: (one.content[0], -one.content[1]))


def _is_part(p: Paragraph, nest: Nest, one: Attribution) -> bool:
    """Whether `one` is only part of what another says.

    What a source thinks, wants or feels by her own or another's account belongs to what that account says. A statement
    within a statement is one of its own where it was said by somebody else, and in direct speech only if that one is named.
    """
    around = nest.around(one)
    spoken = p.quotation_at(one.cue[0])
    within = spoken is not None and spoken.holds(*one.content)
    if not around and not within:
        return False
    if (
        not one.is_speech
        or one.kind == "document"
        or one.rule.endswith(("-phrase", "-infinitive", "-noun", "-raising"))
    ):
        return one.rule not in ("blame-phrase", "deny-phrase") or any(not other.is_speech for other in around)
    if spoken is None:
        return False
    return one.source is None or p.doc[p.token_at(one.source[0])].pos_ == "PRON"


def _with_relay(p: Paragraph, nest: Nest, one: Attribution) -> Attribution:
    hedged = p.hedges_in(one.content)
    if one.rule in _NO_SOURCE and one.cue not in hedged:
        hedged = sorted({one.cue, *(hedge for hedge in hedged if not overlaps(hedge, one.cue))})
    one = replace(one, hedges=hedged)
    one = replace(one, certainty=certainty.of(p, one))
    if one.agency or not one.source:
        return one
    around = [
        other
        for other in nest.around(one)
        if other.verb != one.verb and other.is_speech and other.source and other.source != one.source
    ]
    if around:
        outer = min(around, key=lambda other: other.reach[1] - other.reach[0])
        one = replace(one, agency=outer.source)
    return one


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """`found` without a second attribution of the same content to the same source."""
    best: dict[tuple[Span, Span | None], Attribution] = {}
    for one in found:
        key = (one.content, one.source)
        if key not in best or best[key].score < one.score:
            best[key] = one
    return list(best.values())

"""Finds framings: terms of the lexicon, with whose word each is.

The voice is read from quotation marks and attributions: in marks it is quoted; in the reported words of a source it is
attributed; in what a writer puts around somebody's quoted words it is the outlet's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from annotate import attribution, clauses, quotations
from annotate.finder import ClaimFinder, Finding, Span, findings, rewrite, rows
from annotate.kinds.framing import KIND

_NAMES = ("ORG", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT", "PERSON")
_STATE = {
    *(
        "president",
        "government",
        "army",
        "force",
        "forces",
        "police",
        "minister",
        "military",
        "troop",
        "troops",
        "regime",
    ),
    *("official", "authority", "authorities", "leader", "soldier", "ruler", "junta", "state", "ministry", "premier"),
}
_HALF = 0.5
_OF_PLACE = re.compile(r"(?:an|i|ese|ish|ch)$")  # Ostravan, Iraqi, Burmese, Danish, French


@Language.factory("claims_framing", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> FramingFinder:
    """Return the component."""
    return FramingFinder(nlp, name, strict=strict)


@dataclass(frozen=True)
class _Entry:
    row: dict[str, Any]
    words: tuple[str, ...]


@cache
def _lexicon() -> dict[str, list[_Entry]]:
    """The terms by their first word, longest first."""
    by_word: dict[str, list[_Entry]] = {}
    for row in rows(KIND.folder / "lexicon.jsonl"):
        for term in row["terms"]:
            words = tuple(term.replace("-", " - ").split())
            by_word.setdefault(words[0], []).append(_Entry(row, words))
    return {word: sorted(entries, key=lambda entry: -len(entry.words)) for word, entries in by_word.items()}


class FramingFinder(ClaimFinder):
    """Framings. A mild term ("unrest") is proposed once in an article, a strong one wherever it stands."""

    kind = KIND

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield each term of the lexicon that is not part of a name."""
        at = 0
        while at < len(doc):
            entry = _match(doc, at)
            if entry is None:
                at += 1
                continue
            end = at + len(entry.words)
            if not _in_name(doc, at, end):
                yield self._finding(doc, at, end, entry.row)
            at = end

    def across(self, docs: Sequence[Doc]) -> None:
        """Drop repeated mild terms; fill in the government an article is about where a term names one."""
        state = _state_of(docs)
        mild = {row["id"] for row in rows(KIND.folder / "lexicon.jsonl") if row["mild"]}
        of_state = {row["id"] for row in rows(KIND.folder / "lexicon.jsonl") if row["target"] == "government"}
        seen: set[str] = set()
        for doc in docs:
            kept = []
            for one in findings(doc, KIND.slug):
                if one.rule in seen and one.rule in mild:
                    continue
                seen.add(one.rule)
                if state and one.rule in of_state and not one.attributes["target"]:
                    one = replace(one, attributes={**one.attributes, "target": f"the {state} government"})
                kept.append(one)
            rewrite(doc, KIND.slug, kept)

    def _finding(self, doc: Doc, start: int, end: int, row: dict[str, Any]) -> Finding:
        span = clauses.chars(doc, start, end)
        voice, source = _voice(doc, start, span)
        target, target_span = _target(doc, start, end, row)
        if row["name"]:
            # A name is marked with its article and what qualifies it, as the phrase that refers: "the Ostravan regime".
            first = _article(doc, start, end)
            if not any(q.start > doc[first].idx and q.start <= span[0] for q in _quotations(doc)):
                span = (doc[first].idx, span[1])
        spans: dict[str, list[Span]] = {"term": [span]}
        if source:
            spans["source"] = [source]
        if target_span:
            spans["target"] = [target_span]
        attributes = {
            "voice": voice,
            "source": clauses.surface(doc, source),
            "target": target,
            "alternatives": row["alternatives"],
        }
        return Finding(*span, rule=row["id"], score=row["weight"], attributes=attributes, spans=spans)


def _quotations(doc: Doc) -> list[quotations.Quotation]:
    """The paragraph's quotations, read once and kept with it."""
    if "quotations" not in doc.user_data:
        doc.user_data["quotations"] = quotations.find(doc.text)
    return doc.user_data["quotations"]


def _match(doc: Doc, at: int) -> _Entry | None:
    for word in {doc[at].lower_, doc[at].lemma_.lower()}:
        for entry in _lexicon().get(word, ()):
            end = at + len(entry.words)
            if end <= len(doc) and all(_is_word(doc[at + i], entry.words[i]) for i in range(len(entry.words))):
                return entry
    return None


def _is_word(token: Token, word: str) -> bool:
    return token.lower_ == word or token.lemma_.lower() == word


def _in_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the term is part of a proper name ("the Terrorism Act") or heads none of its own ("war crimes court")."""
    first, last = doc[start], doc[end - 1]
    if all(token.text[:1].isupper() for token in doc[start:end] if token.is_alpha) and not first.is_sent_start:
        before, after = (doc[start - 1] if start else None), (doc[end] if end < len(doc) else None)
        neighbours = [token for token in (before, after) if token is not None and token.is_alpha]
        if first.ent_type_ in _NAMES or any(
            token.text[:1].isupper() and not token.is_sent_start for token in neighbours
        ):
            return True
    if last.dep_ == "compound" and last.head.lower_ in (
        "court",
        "tribunal",
        "act",
        "law",
        "investigator",
        "prosecutor",
        "unit",
        "police",
    ):
        return True
    return first.ent_type_ in ("LAW", "WORK_OF_ART") and first.text[:1].isupper()


def _article(doc: Doc, start: int, end: int) -> int:
    head = doc[end - 1]
    article = next((child for child in head.lefts if child.lower_ == "the" and child.i < start), None)
    if article is None:
        return start
    between = doc[article.i + 1 : start]
    return (
        article.i
        if all(token.head == head or token.head.head == head for token in between) and len(between) <= 3
        else start
    )


def _voice(doc: Doc, at: int, span: Span) -> tuple[str, Span | None]:
    told = attribution.find(doc)
    quotation = next((q for q in _quotations(doc) if q.holds(*span)), None)
    around = [one for one in told if one.content[0] <= span[0] and span[1] <= one.content[1]]
    inner = min(around, key=lambda one: one.content[1] - one.content[0], default=None)
    if quotation is not None:
        speaker = _speaker_in(doc, at, quotation)
        reached = [one for one in told if one.source and one.reach[0] <= span[0] and span[1] <= one.reach[1]]
        nearest = min(reached, key=lambda one: one.reach[1] - one.reach[0], default=None)
        return "quoted", speaker or (nearest.source if nearest else None)
    if inner is not None and inner.source and inner.quotation == "indirect":
        return "attributed", inner.source
    return "own", None


def _speaker_in(doc: Doc, at: int, quotation: quotations.Quotation) -> Span | None:
    """The subject of the verb of saying that a quoted term hangs on: X "expressed alarm at ...", X called them "..."."""
    verbs = {lemma for lemmas in attribution.lexicon().values() for lemma in lemmas}
    for ancestor in doc[at].ancestors:
        if ancestor.pos_ == "VERB" and ancestor.lemma_ in verbs:
            subject = clauses.subject(ancestor)
            if subject is not None and not quotation.holds(subject.idx, subject.idx + len(subject)):
                return clauses.chars(doc, *clauses.noun_phrase(subject, appositions=False))
            return None
    return None


def _target(doc: Doc, start: int, end: int, row: dict[str, Any]) -> tuple[str, Span | None]:
    """Whom the term names: a government by its country's adjective, or whoever stands after "by"."""
    head = doc[end - 1]
    for token in doc[start:end]:
        for child in token.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ == "by" and child.i >= end and row["target"]:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return _phrase(doc, noun)
    if row["target"] in ("by", "government") and (by := _by_nearby(doc, start, end)):
        return by
    if row["target"] != "government":
        return "", None
    for child in head.lefts:
        if child.i < start and child.text[:1].isupper() and (child.ent_type_ == "NORP" or _OF_PLACE.search(child.text)):
            return f"the {child.text} government", (child.idx, child.idx + len(child))
    return "", None


def _by_nearby(doc: Doc, start: int, end: int) -> tuple[str, Span] | None:
    """A parse may hang "by ..." higher up; it is the term's if only the term's own phrase stands between."""
    at = end
    if at + 1 < len(doc) and doc[at].lower_ == "by":
        noun = next((child for child in doc[at].children if child.dep_ == "pobj"), None)
        return _phrase(doc, noun) if noun is not None else None
    return None


def _phrase(doc: Doc, noun: Token) -> tuple[str, Span]:
    start, end = clauses.noun_phrase(noun, appositions=False)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ != "of":
            end = min(end, child.i)
    span = clauses.chars(doc, start, max(end, noun.i + 1))
    return clauses.surface(doc, span), span


def _state_of(docs: Sequence[Doc]) -> str:
    """The adjective of the one state an article is about ("Syrian" of "Syrian forces"), or "" if it names several alike."""
    counts: Counter[str] = Counter()
    for doc in docs:
        for token in doc:
            qualifies = (
                token.dep_ in ("amod", "compound", "nmod") and token.tag_ in ("JJ", "NNP") and token.ent_type_ == "NORP"
            )
            if (
                qualifies
                and {token.head.lower_, token.head.lemma_, doc[min(token.i + 1, len(doc) - 1)].lower_} & _STATE
            ):
                counts[token.text] += 1
    if not counts:
        return ""
    state, most = counts.most_common(1)[0]
    return state if most > _HALF * sum(counts.values()) else ""

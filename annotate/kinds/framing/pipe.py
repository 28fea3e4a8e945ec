"""Finds framings: terms of the lexicon and of somebody's own list, with whose word each is and whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from annotate import attribution, clauses, quotations
from annotate.attribution import speakers
from annotate.finder import ClaimFinder, Finding, Span, findings, rewrite
from annotate.kinds.framing import KIND, context, lexicon, names, target, voice
from annotate.kinds.framing.lexicon import Entry
from annotate.kinds.framing.matcher import Match, Matcher, matcher
from annotate.quotations import Quotation
from annotate.terms import Term


@Language.factory("claims_framing", default_config={"strict": False})
def make(nlp: Language, name: str, strict: bool) -> FramingFinder:
    """Return the component."""
    return FramingFinder(nlp, name, strict=strict)


_DISTANCING = ("self-styled",)


class FramingFinder(ClaimFinder):
    """Framings. A mild term ("unrest") is proposed once in an article, a strong one wherever it stands.

    Somebody's own terms are those in the document's `user_data["terms"]`, a tuple of `Term`.
    """

    kind = KIND
    _latest: tuple[tuple[Term, ...], Matcher] | None = None

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield each term that stands where it is contested and is not part of a name."""
        found = list(self._each(doc))
        for one, after in zip(found, (*found[1:], None), strict=False):
            # "so-called terrorists" is one framing: the name, held at a distance.
            if after is None or one.rule not in _DISTANCING or not _touch(clauses.even(doc), one, after):
                yield one

    def _each(self, doc: Doc) -> Iterator[Finding]:
        quoted = quotations.of(doc)
        read_to = 0
        for matches in self._places(doc):
            if matches[0].start < read_to:
                continue
            for match in matches:
                if found := _finding(doc, match, quoted):
                    read_to = match.end
                    yield found
                    break

    def names_near(self, doc: Doc) -> Iterable[int]:
        """The terms, and where one may stand for a government, what may say whose ("Ostravan forces")."""
        found = self._places(doc)
        starts = (doc.char_span(one[0].start, one[0].end, alignment_mode="expand") for one in found)
        yield from (tokens.start for tokens in starts if tokens is not None)
        if target.may_name_state(doc.user_data.get("article", clauses.even(doc))):
            yield from (token.i for token in doc if target.is_of_state(token))

    def _places(self, doc: Doc) -> list[list[Match]]:
        """What may be a term, place by place; found once and kept with the document.

        All paragraphs of a reading share one list of terms, whose matcher is looked up once.
        """
        if "framing_places" not in doc.user_data:
            own = doc.user_data.get("terms", ())
            if self._latest is None or self._latest[0] is not own:
                self._latest = (own, matcher(own))
            doc.user_data["framing_places"] = list(self._latest[1].find(clauses.even(doc)))
        return doc.user_data["framing_places"]

    def across(self, docs: Sequence[Doc]) -> None:
        """Drop repeated mild terms; fill in what other paragraphs tell: which government is meant, and who is speaking."""
        seen: set[str] = set()
        article = _Article(docs)
        for index, doc in enumerate(docs):
            kept = []
            for one in findings(doc, KIND.slug):
                entry = lexicon.by_id().get(one.rule)
                if one.rule in seen and entry and entry.mild:
                    continue
                seen.add(one.rule)
                more = {}
                if entry and entry.target == "government" and not one.attributes["target"] and article.state:
                    more["target"] = f"the {article.state} government"
                if one.attributes["voice"] == "quoted" and not one.attributes["source"]:
                    more["source"] = article.speaker(index, one)
                kept.append(replace(one, attributes={**one.attributes, **more}))
            rewrite(doc, KIND.slug, kept)


def _touch(text: str, one: Finding, after: Finding) -> bool:
    """Whether nothing but a space and quotation marks stands between two terms, or one lies in the other."""
    return not text[one.end : max(one.end, after.start)].strip(" \"“”‘’'")


class _Article:
    """What the paragraphs of an article tell of each other, worked out when it is asked for."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self._docs = docs

    @cached_property
    def state(self) -> str:
        """The adjective of the state it is about, or ""."""
        return target.state_of(self._docs)

    @cached_property
    def _carried(self) -> dict[int, speakers.Carried]:
        return speakers.carried(self._docs)

    def speaker(self, index: int, one: Finding) -> str:
        """Who speaks in a quotation that a neighbouring paragraph opened or that one closes, or ""."""
        told = attribution.find(self._docs[index])
        opens = (each for each in told if each.rule == "open-quotation")
        inside = any(each.reach[0] <= one.start and one.end <= each.reach[1] for each in opens)
        found = self._carried.get(index) if inside else None
        return clauses.surface(self._docs[found.paragraph], found.source) if found else ""


def _finding(doc: Doc, match: Match, quoted: Sequence[Quotation]) -> Finding | None:
    tokens = doc.char_span(match.start, match.end, alignment_mode="expand")
    if tokens is None or names.holds(doc, tokens.start, tokens.end, quoted):
        return None
    in_marks = any(one.holds(match.start, match.end) for one in quoted)
    for entry in match.entries:
        if context.fits(doc, tokens.start, tokens.end, entry, in_marks):
            return _described(doc, tokens.start, tokens.end, (match.start, match.end), entry, quoted)
    return None


def _described(doc: Doc, start: int, end: int, span: Span, entry: Entry, quoted: Sequence[Quotation]) -> Finding:
    whose, source = voice.of(doc, start, end, quoted)
    named, place = target.of(doc, start, end, entry)
    if entry.phrase:
        # A name is marked with its article and what qualifies it, as the phrase that refers: "the Ostravan regime".
        first = doc[_article(doc, start, end)].idx
        if not any(one.start > first and one.start <= span[0] for one in quoted):
            span = (min(first, span[0]), span[1])
    if whose == "mixed":
        # The marks that stand in the term are part of it, both of them.
        half = [one for one in quoted if one.outer_start < span[1] and span[0] < one.outer_end]
        if half:
            span = (min(span[0], half[0].outer_start), max(span[1], half[-1].outer_end))
    spans: dict[str, list[Span]] = {"term": [span]}
    if source:
        spans["source"] = [source]
    if place:
        spans["target"] = [place]
    attributes = {
        "voice": whose,
        "source": clauses.surface(doc, source),
        "target": named,
        "alternatives": list(entry.alternatives),
    }
    return Finding(*span, rule=entry.id, score=entry.weight, attributes=attributes, spans=spans)


def _article(doc: Doc, start: int, end: int) -> int:
    """The token at which the phrase begins: its "the", if at most three words that qualify it stand between."""
    head = doc[end - 1]
    article = next((child for child in head.lefts if child.lower_ == "the" and child.i < start), None)
    if article is None:
        return start
    between = doc[article.i + 1 : start]
    near = all(token.head == head or token.head.head == head for token in between) and len(between) <= 3
    # "called the strikers terrorists": two phrases that a parse may take for one.
    apart = any(token.tag_ == "NNS" and token.dep_ == "compound" for token in between)
    return article.i if near and not apart else start

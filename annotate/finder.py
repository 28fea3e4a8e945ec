"""The base of all finders: a spaCy component that reads a parsed paragraph and writes the claims of one kind."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from annotate.kinds.kind import Kind

logger = logging.getLogger(__name__)
Span = tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """A claim found in a document: code points into its text, attributes by the kind's schema, spans by role."""

    start: int
    end: int
    rule: str
    score: float
    attributes: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)


class ClaimFinder:
    """A spaCy component for one kind. Subclasses set `kind` and write `find`.

    Findings go to the span group named by the kind's slug. Their attributes are kept in the group's `attrs`, in the
    order of its spans, because two spans with equal edges would share one `span._`. With `strict` an error in a rule is
    raised; without, it is logged and the paragraph has no claims of this kind, so that no text stops the reading.
    """

    kind: ClassVar[Kind]

    def __init__(self, nlp: Language, name: str, *, strict: bool = False) -> None:
        self.name = name
        self.strict = strict

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group of this kind into `doc` and return it."""
        try:
            findings = sorted(self.find(doc), key=lambda one: (one.start, -one.end))
        except Exception:
            if self.strict:
                raise
            logger.exception("%s failed on a paragraph of %d characters", self.name, len(doc.text))
            findings = []
        spans = [doc.char_span(one.start, one.end, label=one.rule, alignment_mode="expand") for one in findings]
        kept = [(span, one) for span, one in zip(spans, findings, strict=True) if span is not None]
        attrs = {"findings": [vars(one) for _, one in kept]}
        doc.spans[self.kind.slug] = SpanGroup(doc, name=self.kind.slug, attrs=attrs, spans=[span for span, _ in kept])
        return doc

    def find(self, doc: Doc) -> Iterator[Finding]:
        """Yield the claims of this kind in a parsed paragraph."""
        raise NotImplementedError

    def names_near(self, doc: Doc) -> Iterable[int]:
        """Return indices of tokens: in the sentences of these, `find` and `across` may look at named entities.

        Called once the paragraph is parsed. Entities cost as much as all the rest: name as few as will do.
        """
        return range(len(doc))

    def across(self, docs: Sequence[Doc]) -> None:
        """Look over an article once all its paragraphs are read; may rewrite the findings of its own span groups."""


def findings(doc: Doc, slug: str) -> list[Finding]:
    """Return the findings that the component of kind `slug` wrote into `doc`."""
    group = doc.spans.get(slug)
    return [Finding(**one) for one in group.attrs.get("findings", [])] if group is not None else []


def rewrite(doc: Doc, slug: str, kept: Sequence[Finding]) -> None:
    """Put `kept` in the place of the findings of kind `slug`."""
    written = [vars(one) for one in kept]
    if slug in doc.spans and doc.spans[slug].attrs.get("findings") == written:
        return
    spans = [doc.char_span(one.start, one.end, label=one.rule, alignment_mode="expand") for one in kept]
    group = SpanGroup(doc, name=slug, attrs={"findings": written}, spans=[s for s in spans if s])
    doc.spans[slug] = group


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a `.jsonl` file of patterns."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

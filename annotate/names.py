"""Named entities where a rule may ask for one, and nowhere else: they are half of the work of reading.

Each finder says near which words it may ask (`ClaimFinder.names_near`). The recognizer reads the sentences of these, with
as many words around as its network sees, so that it finds what it would have found in the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from annotate.finder import ClaimFinder

# A paragraph asked for in its greater part is read as it is.
_MOST = 0.7


@Language.factory("names_where_asked")
def make(nlp: Language, name: str) -> NamesWhereAsked:
    """Return the component, made from the entity recognizer in the pipeline."""
    recognizer = nlp.get_pipe("ner")
    return NamesWhereAsked(nlp, recognizer, sight(nlp.config["components"]["ner"]))  # type: ignore[arg-type]


@dataclass
class _Part:
    """Sentences of `doc`, tokens `start` to `end`, put into a document of their own with `before` tokens in front."""

    doc: Doc
    start: int
    end: int
    read: Doc
    before: int

    def names(self) -> Iterator[Span]:
        """The entities found in the sentences, as spans of the paragraph."""
        for name in self.read.ents:
            start, end = (at - self.before + self.start for at in (name.start, name.end))
            if self.start <= start and end <= self.end:
                yield Span(self.doc, start, end, label=name.label)


class NamesWhereAsked:
    """A component that writes the entities that the finders of the pipeline may ask for.

    `around` is how many tokens to each side the recognizer sees; None where that is not known, or where it has no network
    of its own: then it reads whole paragraphs.
    """

    def __init__(self, nlp: Language, recognizer: EntityRecognizer, around: int | None) -> None:
        self.nlp = nlp
        self.recognizer = recognizer
        self.around = around

    def __call__(self, doc: Doc) -> Doc:
        """Write the entities into `doc` and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Yield the documents with entities, reading all of them at once whatever the `batch_size`."""
        docs = list(stream)
        finders = [each for _, each in self.nlp.pipeline if isinstance(each, ClaimFinder)]
        parts = list(chain.from_iterable(self._parts(doc, finders) for doc in docs))
        parts.sort(key=lambda part: len(part.read))
        for _ in self.recognizer.pipe((part.read for part in parts), batch_size=4 * max(len(parts), 1)):
            pass
        found: dict[int, list[Span]] = {}
        for part in parts:
            if part.read is not part.doc:
                found.setdefault(id(part.doc), []).extend(part.names())
        for doc in docs:
            if id(doc) in found:
                doc.set_ents(found[id(doc)])
            yield doc

    def _parts(self, doc: Doc, finders: list[ClaimFinder]) -> Iterator[_Part]:
        asked = sorted({sentence for each in finders for sentence in _sentences(doc, each)})
        if not asked:
            return
        if self.around is None or sum(end - start for start, end in asked) > _MOST * len(doc):
            yield _Part(doc, 0, len(doc), doc, 0)
            return
        start, end = asked[0]
        for one, other in asked[1:]:
            if one - end > 2 * self.around:
                yield self._cut(doc, start, end)
                start = one
            end = other
        yield self._cut(doc, start, end)

    def _cut(self, doc: Doc, start: int, end: int) -> _Part:
        assert self.around is not None
        first, last = max(start - self.around, 0), min(end + self.around, len(doc))
        tokens = doc[first:last]
        read = Doc(
            doc.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
            sent_starts=[bool(token.is_sent_start) for token in tokens],
        )
        return _Part(doc, start, end, read, start - first)


def sight(config: dict[str, Any]) -> int | None:
    """Return how many tokens to each side a recognizer built by `config` sees, and one to spare; None if that is unknown."""
    encoder = config.get("model", {}).get("tok2vec", {}).get("encode", {})
    depth, window = encoder.get("depth"), encoder.get("window_size")
    return depth * window + 2 if isinstance(depth, int) and isinstance(window, int) else None


def _sentences(doc: Doc, finder: ClaimFinder) -> Iterator[tuple[int, int]]:
    """The sentences in which the finder may ask."""
    try:
        near = sorted(set(finder.names_near(doc)))
    except Exception:
        if finder.strict:
            raise
        near = [*range(len(doc))]
    if not doc.has_annotation("SENT_START"):
        if near:
            yield 0, len(doc)
        return
    end = -1
    for at in near:
        if at >= end:
            sentence = doc[at].sent
            end = sentence.end
            yield sentence.start, end

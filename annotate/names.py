"""Named entities where a rule may ask for one, and nowhere else: they are half of the work of reading.

Each finder says near which words it may ask (`ClaimFinder.names_near`). The recognizer reads the sentences of these, with
as many words around as its network sees, so that it finds what it would have found in the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from annotate import clauses
from annotate.finder import ClaimFinder
from annotate.recognizer import Recognizer, Stretch
from annotate.vectors import SAMPLE

# A paragraph asked for in its greater part is read as it is.
_MOST = 0.7


@Language.factory("names_where_asked")
def make(nlp: Language, name: str) -> NamesWhereAsked:
    """Return the component, made from the entity recognizer in the pipeline."""
    return NamesWhereAsked(nlp, nlp.get_pipe("ner"))  # type: ignore[arg-type]


class NamesWhereAsked:
    """A component that writes the entities that the finders of the pipeline may ask for.

    `quick` finds what `recognizer` does, in sentences; it is None where that is built in another way than spaCy's small
    models: then whole paragraphs are read by the recognizer itself.
    """

    def __init__(self, nlp: Language, recognizer: EntityRecognizer) -> None:
        self.nlp = nlp
        self.recognizer = recognizer
        self.quick: Recognizer | None
        try:
            self.quick = Recognizer(recognizer, nlp.make_doc(SAMPLE))
        except (ValueError, KeyError):
            self.quick = None

    def __call__(self, doc: Doc) -> Doc:
        """Write the entities into `doc` and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Yield the documents with entities, reading all of them at once whatever the `batch_size`."""
        docs = list(stream)
        finders = [each for _, each in self.nlp.pipeline if isinstance(each, ClaimFinder)]
        stretches = list(chain.from_iterable(self._stretches(doc, finders) for doc in docs))
        if self.quick is None:
            asked = [one.doc for one in stretches]
            for _ in self.recognizer.pipe(asked, batch_size=4 * max(len(asked), 1)):
                pass
            yield from docs
            return
        found: dict[int, list[Span]] = {id(one.doc): [] for one in stretches}
        for one, names in zip(stretches, self.quick.read(stretches), strict=True):
            found[id(one.doc)] += [Span(one.doc, start, end, label=label) for start, end, label in names]
        for doc in docs:
            if id(doc) in found:
                doc.set_ents(found[id(doc)])
            yield doc

    def _stretches(self, doc: Doc, finders: list[ClaimFinder]) -> Iterator[Stretch]:
        """The sentences of `doc` in which a finder may ask, those near each other together."""
        asked = sorted({sentence for each in finders for sentence in _sentences(doc, each)})
        if not asked:
            return
        if self.quick is None or sum(end - start for start, end in asked) > _MOST * len(doc):
            yield Stretch(doc, 0, len(doc))
            return
        start, end = asked[0]
        for one, other in asked[1:]:
            if one - end > 2 * self.quick.vectors.around:
                yield Stretch(doc, start, end)
                start = one
            end = other
        yield Stretch(doc, start, end)


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
            start, end = clauses.sentence(doc[at])
            yield start, end

"""Claims as spaCy's DocBin, and back.

A file holds one Doc an article. Claims are spans of `doc.spans["sc"]` (the key that spaCy's span categorizer reads), the
words of their attributes spans of `doc.spans["roles"]`; each span's `id_` is its id in the record. Attributes stand as
JSON in `doc.user_data["claims"]`, by span id, since two spans on the same words would share `span._`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CLAIMS, ROLES = "sc", "roles"


@dataclass(frozen=True)
class Mark:
    """A span to write: its id, label and place in code points."""

    id: str
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """An article as plain data. `claims` holds plain data by a mark's id, `meta` the article's facts."""

    text: str
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    roles: tuple[Mark, ...] = ()
    claims: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)


def write(documents: Iterable[Document]) -> bytes:
    """Return `documents` as the bytes of a `.spacy` file. Every span's edges are edges of tokens, to the character."""
    from spacy.tokens import DocBin

    docs = DocBin(store_user_data=True)
    for document in documents:
        docs.add(_doc(document))
    return docs.to_bytes()


def read(data: bytes) -> Iterator[Document]:
    """Yield what `write` was given, from the bytes of its file."""
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("xx").vocab):
        meta = json.loads(doc.user_data["article"])
        yield Document(
            text=doc.text,
            language=meta.pop("language"),
            marks=_marks(doc, CLAIMS),
            roles=_marks(doc, ROLES),
            claims=json.loads(doc.user_data["claims"]),
            meta=meta,
        )


def _doc(document: Document) -> Doc:
    from spacy.tokens import Span

    edges = {edge for mark in (*document.marks, *document.roles) for edge in (mark.start, mark.end)}
    doc = _tokens(document.text, _tokenizer(document.language), edges)
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token.text): token.i + 1 for token in doc}
    for key, marks in ((CLAIMS, document.marks), (ROLES, document.roles)):
        doc.spans[key] = [
            Span(doc, starts[mark.start], ends[mark.end], label=mark.label, span_id=mark.id) for mark in marks
        ]
    doc.user_data["article"] = json.dumps({**document.meta, "language": document.language}, ensure_ascii=False)
    doc.user_data["claims"] = json.dumps(dict(document.claims), ensure_ascii=False)
    return doc


def _tokens(text: str, nlp: Language, edges: set[int]) -> Doc:
    """`text` in the language's tokens, each cut again wherever a span starts or ends inside it.

    No span starts or ends with white space, so the blank that a token carries behind it needs no token of its own.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for token in nlp.make_doc(text):
        end = token.idx + len(token.text)
        cuts = [token.idx, *sorted(edge for edge in edges if token.idx < edge < end), end]
        words += [text[left:right] for left, right in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    return Doc(nlp.vocab, words=words, spaces=spaces)


@lru_cache(maxsize=32)
def _tokenizer(language: str) -> Language:
    """The blank pipeline of a BCP 47 language; the multilingual one where spaCy has none of it."""
    import spacy

    try:
        return spacy.blank(language.split("-")[0].lower())
    except (ImportError, ValueError, OSError):
        return spacy.blank("xx")


def _marks(doc: Doc, key: str) -> tuple[Mark, ...]:
    spans = doc.spans.get(key, ())
    return tuple(Mark(span.id_, span.label_, span.start_char, span.end_char) for span in spans)

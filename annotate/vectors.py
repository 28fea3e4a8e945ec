"""The network that turns words into vectors, worked out in plain numpy: it is most of the work of reading.

A small spaCy model looks up some features of each word by their hashes and lets four convolutions mix each word with its
neighbours (spacy.MultiHashEmbed and spacy.MaxoutWindowEncoder). Here a word that stands in a batch many times is looked
up once, what only training needs is not kept, and the rest is done by numpy's own matrix product, in pieces that stay near
the processor. The vectors are those of the model but for the last digits of a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

# thinc's models and what they do with arrays have types of their own.
Network = Any
Floats = NDArray[np.float32]
Features = NDArray[np.uint64]

# So many words at once that what is worked on stays near the processor.
_AT_ONCE = 1_000
# Of one model, vectors worked out in another order of additions differ by a few millionths.
_CLOSE = 1e-3
# What a network is tried out on.
SAMPLE = "Two men of Tarn were killed on 3 May, Mira Kolar of the Bay Monitor said: “It didn't end there.”"
# Odd numbers without a pattern, to mix the features of a word into one number.
_MIX = np.array(
    [
        *(0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93),
        *(0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3),
    ],
    dtype=np.uint64,
)


@Language.factory("quick_tok2vec", assigns=["doc.tensor"])
def make(nlp: Language, name: str) -> QuickVectors:
    """Return the component, made from the network in the pipeline that others share."""
    return QuickVectors(nlp.get_pipe("tok2vec"), nlp)


class QuickVectors:
    """A component that writes the vectors that `slow` would write; one built in another way is asked itself."""

    def __init__(self, slow: Any, nlp: Language) -> None:
        self.slow = slow
        self.vectors = read_from(slow.model, nlp.make_doc(SAMPLE))

    def __call__(self, doc: Doc) -> Doc:
        """Write the vectors of the words of `doc` and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Yield the documents with vectors, all of them read at once whatever the `batch_size`."""
        docs = list(stream)
        if self.vectors is None:
            yield from self.slow.pipe(docs, batch_size=max(len(docs), 1))
            return
        for doc, rows in zip(docs, self.vectors.read([self.vectors.features(doc) for doc in docs]), strict=True):
            doc.tensor = rows  # type: ignore[assignment]
            yield doc


def read_from(model: Network, sample: Doc) -> Vectors | None:
    """Return the network of `model`, or None if it is built in another way; tried out on `sample`."""
    try:
        vectors = Vectors(model)
        (rows,) = vectors.read([vectors.features(sample)])
        return vectors if np.allclose(rows, model.predict([sample])[0], atol=_CLOSE) else None
    except (KeyError, ValueError, TypeError):
        return None


@dataclass(frozen=True)
class _Maxout:
    """A layer with several answers for each unit, of which the greatest counts; what comes out is normed."""

    weights: Floats
    bias: Floats
    pieces: int
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, layer: Network, norm: Network) -> _Maxout:
        weights, bias = layer.get_param("W"), layer.get_param("b")
        units, pieces, width = weights.shape
        # All first answers, then all second ones, so that the greatest is taken of whole blocks.
        weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(width, pieces * units))
        return cls(weights, bias.T.reshape(-1), pieces, norm.get_param("G"), norm.get_param("b"))

    def __call__(self, rows: Floats) -> Floats:
        answers = rows @ self.weights
        answers += self.bias
        best, *others = np.split(answers, self.pieces, axis=1)
        best = best.copy()
        for other in others:
            np.maximum(best, other, out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(best.shape[1]) + np.float32(1e-8)
        best /= np.sqrt(spread)[:, None]
        best *= self.gain
        best += self.shift
        return best


class Vectors:
    """A network of hashed embeddings and convolutions, for reading only. Raises KeyError or ValueError for another."""

    def __init__(self, model: Network) -> None:
        layers: dict[str, list[Network]] = {}
        for layer in model.walk():
            layers.setdefault(layer.name, []).append(layer)
        (extract,) = layers["extract_features"]
        self._columns = extract.attrs["columns"]
        self._tables = [(one.get_param("E"), one.attrs["seed"], one.ops) for one in layers["hashembed"]]
        pairs = zip(layers["maxout"], layers["layernorm"], strict=True)
        self._mix, *self._convolutions = (_Maxout.of(layer, norm) for layer, norm in pairs)
        # How many words to each side a vector depends on.
        self.around = len(self._convolutions)

    def features(self, doc: Doc) -> Features:
        """Return what the network looks at: a row for each word, a column for each attribute."""
        return doc.to_array(self._columns).astype(np.uint64, copy=False).reshape(len(doc), len(self._columns))

    def read(self, texts: Sequence[Features]) -> list[Floats]:
        """Return the vectors of the words of each of `texts`, which are given by their features."""
        if not texts:
            return []
        words = self._embedded(np.concatenate(texts))
        found: list[Floats] = []
        at = 0
        for lengths in _cut([len(text) for text in texts]):
            found += self._convolved(words[at : at + sum(lengths)], lengths)
            at += sum(lengths)
        return found

    def _embedded(self, words: Features) -> Floats:
        """The vectors of words by themselves, each different one looked up once."""
        mixed = (words * _MIX[: words.shape[1]]).sum(axis=1, dtype=np.uint64)
        _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
        parts = []
        for column, (table, seed, ops) in enumerate(self._tables):
            keys = ops.hash(np.ascontiguousarray(words[first, column]), seed) % table.shape[0]
            parts.append(ops.gather_add(table, keys))
        return self._mix(np.concatenate(parts, axis=1))[which]

    def _convolved(self, words: Floats, lengths: list[int]) -> list[Floats]:
        """The vectors of texts in a row, apart enough that none sees a word of another."""
        width = words.shape[1]
        starts = np.cumsum([self.around, *(length + self.around for length in lengths)])
        rows = np.zeros((starts[-1], width), dtype=np.float32)
        rows[np.concatenate([start + np.arange(length) for start, length in zip(starts, lengths, strict=False)])] = (
            words
        )
        window = np.zeros((len(rows), 3 * width), dtype=np.float32)
        for layer in self._convolutions:
            window[1:, :width] = rows[:-1]
            window[:, width : 2 * width] = rows
            window[:-1, 2 * width :] = rows[1:]
            rows += layer(window)
        return [rows[start : start + length] for start, length in zip(starts, lengths, strict=False)]


def _cut(lengths: Sequence[int]) -> Iterator[list[int]]:
    """`lengths` in groups that come to about `_AT_ONCE`."""
    some: list[int] = []
    for length in lengths:
        if some and sum(some) + length > _AT_ONCE:
            yield some
            some = []
        some.append(length)
    yield some

"""A model's recognizer of named entities, worked out for many words at once.

spaCy's recognizer goes through a text word by word: a word is outside of all names, is one, or begins one that the next
words go on with or end (after Lample et al. 2016). What it makes of a word outside hangs on that word's vector alone. So
all words are asked at once here, and only names of several words are followed, all of them together. The names are those
that it would find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START  # type: ignore[import-not-found]
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from annotate.vectors import Floats, read_from

Bools = NDArray[np.bool_]
Name = tuple[int, int, str]
# What it sees: the word it is at, and of an open name the first word and the one before.
_SEEN = 3


@dataclass(frozen=True)
class Stretch:
    """Sentences of a document: its tokens from `start` to `end`."""

    doc: Doc
    start: int
    end: int


class Recognizer:
    """What `slow`, the recognizer of a model, finds. Raises ValueError or KeyError if it is built in another way."""

    def __init__(self, slow: EntityRecognizer, sample: Doc) -> None:
        encode, lower, upper = slow.model.layers
        vectors = read_from(encode.layers[0], sample)
        weights = lower.get_param("W")
        if (
            vectors is None
            or len(weights) != _SEEN
            or slow.cfg["beam_width"] != 1
            or slow.model.attrs["unseen_classes"]
        ):
            raise ValueError("a recognizer of another build")
        self.vectors = vectors
        (linear,) = (layer for layer in encode.layers if layer.name == "linear")
        self._linear = linear.get_param("W").T, linear.get_param("b")
        # All first answers of a unit, then all second ones, as in `vectors`.
        self._pieces = weights.shape[2]
        self._lower = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(weights.shape[3], -1))
        self._bias = lower.get_param("b").T.reshape(-1)
        self._nothing = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(_SEEN, -1)
        self._upper = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        names = [slow.moves.get_class_name(move) for move in range(slow.moves.n_moves)]
        moves = [(name[:1], name[2:]) for name in names]
        self._labels = [label for _, label in moves]
        self._out, self._units, self._begins = (
            np.array([move == letter and (letter == "O" or bool(label)) for move, label in moves]) for letter in "OUB"
        )
        self._in, self._last = (
            np.array([moves.index((letter, label)) if move == "B" else 0 for move, label in moves]) for letter in "IL"
        )

    def read(self, stretches: Sequence[Stretch]) -> Iterator[list[Name]]:
        """Yield the names of each stretch: first token, token behind the last, label."""
        if not stretches:
            return
        blank, closes = (np.concatenate(flags) for flags in zip(*map(_flags, stretches), strict=True))
        linear, bias = self._linear
        seen = (np.concatenate(self._words(stretches)) @ linear + bias) @ self._lower
        at, first, before = np.split(seen, _SEEN, axis=1)
        allowed = self._out | (self._units & ~blank[:, None]) | (self._begins & ~(blank | closes)[:, None])
        scores = self._scores(at + (self._nothing[1] + self._nothing[2]))
        moves = np.where(allowed, scores, -np.inf).argmax(axis=1)
        names = self._names(moves, self._ends(at, first, before, closes, moves))
        start = 0
        for one in stretches:
            end = start + one.end - one.start
            own = []
            while names and names[-1][0] < end:
                begins, behind, label = names.pop()
                own.append((begins - start + one.start, behind - start + one.start, label))
            yield own
            start = end

    def _words(self, stretches: Sequence[Stretch]) -> list[Floats]:
        """The vectors of the words of each stretch, each worked out with as many words around as it depends on."""
        around = self.vectors.around
        features = {id(one.doc): self.vectors.features(one.doc) for one in stretches}
        firsts = [max(one.start - around, 0) for one in stretches]
        texts = [features[id(one.doc)][first : one.end + around] for one, first in zip(stretches, firsts, strict=True)]
        read = zip(stretches, firsts, self.vectors.read(texts), strict=True)
        return [words[one.start - first : one.end - first] for one, first, words in read]

    def _scores(self, seen: Floats) -> Floats:
        weights, bias = self._upper
        best, *others = np.split(seen + self._bias, self._pieces, axis=1)
        for other in others:
            best = np.maximum(best, other)
        return best @ weights + bias

    def _ends(self, at: Floats, first: Floats, before: Floats, closes: Bools, moves: NDArray[np.intp]) -> list[int]:
        """For each word, the one behind the name that it begins, or the next one. None goes past a sentence."""
        ends = np.arange(1, len(moves) + 1)
        begun = np.flatnonzero(self._begins[moves])
        here = begun + 1
        while len(begun):
            scores = self._scores(at[here] + first[begun] + before[here - 1])
            rows = np.arange(len(begun))
            inside, last = scores[rows, self._in[moves[begun]]], scores[rows, self._last[moves[begun]]]
            goes_on = (inside >= last) & ~closes[here]
            ends[begun[~goes_on]] = here[~goes_on] + 1
            begun, here = begun[goes_on], here[goes_on] + 1
        return ends.tolist()

    def _names(self, moves: NDArray[np.intp], ends: list[int]) -> list[Name]:
        """The names, the last first. What could begin one within another does not."""
        names: list[Name] = []
        done = 0
        for index in np.flatnonzero(~self._out[moves]).tolist():
            if index >= done:
                done = ends[index]
                names.append((index, done, self._labels[moves[index]]))
        return names[::-1]


def _flags(one: Stretch) -> tuple[Bools, Bools]:
    """Which words of a stretch are white space, and which are the last of a sentence."""
    blank, starts = one.doc.to_array([IS_SPACE, SENT_START])[one.start : one.end].T
    return blank.astype(bool), np.append(starts[1:] == 1, True)

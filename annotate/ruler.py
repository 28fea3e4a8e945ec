"""A model's attribute ruler, remembering its answers.

Such a ruler sets part of speech, morphology and some lemmas by patterns (the small English model has 179), nearly all of
which look at one word: its tag, its relation, and whether it is one of a hundred words they name. Few combinations of
these occur, so each is asked once. What is written is what the model's own ruler would have written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

_LOOKED_AT = {"TAG", "LOWER", "DEP", "IS_SPACE"}
_WRITTEN = {POS, MORPH, LEMMA, TAG, DEP}
_MOST = 200_000


@dataclass(frozen=True)
class _Answer:
    """What a token gets (`more`: tag and relation, seldom), which pattern decided it, and whether a longer one may open."""

    pos: int
    morph: MorphAnalysis | None
    lemma: int
    more: tuple[tuple[int, int], ...]
    by: dict[int, int]
    opens: bool


@Language.factory("remembering_ruler")
def make(nlp: Language, name: str) -> RememberingRuler:
    """Return the component, made from the attribute ruler in the pipeline."""
    return RememberingRuler(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]


class RememberingRuler:
    """A component that writes what `ruler` would write. A ruler with patterns of other sorts is asked each time."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self.longer = Matcher(ruler.vocab)
        self.openers = Matcher(ruler.vocab)
        self._words: set[str] = set()
        self._shapes: list[re.Pattern[str]] = []
        self._classes: dict[int, int] = {}
        self._answers: dict[tuple[int, int, int], _Answer] = {}
        self.remembers = self._learn()

    def _learn(self) -> bool:
        """Note which words the patterns name; False if a pattern looks at or writes something else."""
        for number, row in enumerate(self.ruler.patterns):
            if not set(self.ruler.attrs[number]) <= _WRITTEN:
                return False
            patterns: list[list[dict[str, Any]]] = row["patterns"]  # type: ignore[assignment]
            if not all(self._learn_word(pattern[0]) for pattern in patterns):
                return False
            if any(len(pattern) != 1 for pattern in patterns):
                self.longer.add(str(number), patterns)
                self.openers.add(str(number), [pattern[:1] for pattern in patterns])
        return True

    def _learn_word(self, looks: dict[str, Any]) -> bool:
        if not {name.upper() for name in looks} <= _LOOKED_AT:
            return False
        word = next((value for name, value in looks.items() if name.upper() == "LOWER"), "")
        if isinstance(word, str):
            self._words.add(word)
        elif set(word) <= {"IN", "NOT_IN"}:
            self._words.update(*word.values())
        elif set(word) == {"REGEX"}:
            self._shapes.append(re.compile(word["REGEX"]))
        else:
            return False
        return True

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of the tokens of `doc` and return it."""
        if not self.remembers:
            return self.ruler(doc)
        if len(self._classes) + len(self._answers) > _MOST:
            self._classes.clear()
            self._answers.clear()
        rows = doc.to_array([TAG, LOWER, DEP]).tolist() if len(doc) else []
        given = [self._answer(*row) for row in rows]
        for token, answer in zip(doc, given, strict=True):
            token.pos = answer.pos
            if answer.morph is not None:
                token.morph = answer.morph
            if answer.lemma:
                token.lemma = answer.lemma
            for attribute, value in answer.more:
                _write(token, attribute, value)
        if any(answer.opens for answer in given):
            matches = ((int(doc.vocab.strings[id_]), start) for id_, start, _ in self.longer(doc, allow_missing=True))
            for number, start in sorted(matches):
                at = start + self.ruler.indices[number]
                for attribute, value in self.ruler.attrs[number].items():
                    if given[at].by.get(attribute, -1) < number:
                        _write(doc[at], attribute, self._value(attribute, value))
        return doc

    def _answer(self, tag: int, lower: int, relation: int) -> _Answer:
        word = self._classes.get(lower)
        if word is None:
            word = self._classes[lower] = self._class(lower)
        answer = self._answers.get((tag, word, relation))
        if answer is None:
            answer = self._answers[tag, word, relation] = self._ask(tag, lower, relation)
        return answer

    def _class(self, lower: int) -> int:
        """The word itself if a pattern may treat it in a way of its own, else 0."""
        word = self.ruler.vocab.strings[lower]
        special = word in self._words or word.isspace() or any(shape.search(word) for shape in self._shapes)
        return lower if special else 0

    def _ask(self, tag: int, lower: int, relation: int) -> _Answer:
        """What the ruler makes of such a word alone."""
        doc = Doc(self.ruler.vocab, words=[self.ruler.vocab.strings[lower]])
        doc[0].tag, doc[0].dep = tag, relation
        values: dict[int, Any] = {}
        by: dict[int, int] = {}
        for number, *_ in self.ruler.match(doc):
            values.update(self.ruler.attrs[number])
            by.update(dict.fromkeys(self.ruler.attrs[number], number))
        more = tuple((name, value) for name, value in values.items() if name in (TAG, DEP))
        morph = self._value(MORPH, values[MORPH]) if MORPH in values else None
        opens = len(self.openers) > 0 and bool(self.openers(doc, allow_missing=True))
        return _Answer(values.get(POS, 0), morph, values.get(LEMMA, 0), more, by, opens)

    def _value(self, attribute: int, value: int) -> Any:
        return MorphAnalysis.from_id(self.ruler.vocab, value) if attribute == MORPH else value


def _write(token: Token, attribute: int, value: Any) -> None:
    if attribute == POS:
        token.pos = value
    elif attribute == MORPH:
        token.morph = value
    elif attribute == LEMMA:
        token.lemma = value
    elif attribute == TAG:
        token.tag = value
    else:
        token.dep = value

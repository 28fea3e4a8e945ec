"""A model's lemmatizer, remembering its answers: by rules, a word has one lemma for its part of speech and morphology."""

from __future__ import annotations

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

# Whose rules look at nothing but the word itself, its part of speech and its morphology.
_BY_WORD = ("spacy.pipeline.lemmatizer", "spacy.lang.en.lemmatizer", "spacy.lang.fr.lemmatizer")
_MOST = 200_000


@Language.factory("remembering_lemmatizer")
def make(nlp: Language, name: str) -> RememberingLemmatizer:
    """Return the component, made from the lemmatizer in the pipeline."""
    return RememberingLemmatizer(nlp.get_pipe("lemmatizer"))  # type: ignore[arg-type]


class RememberingLemmatizer:
    """A component that writes what `lemmatizer` would write. One that looks at more than the word is asked each time."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self.lemmatizer = lemmatizer
        self.lookups = lemmatizer.lookups
        by_word = type(lemmatizer).__module__ in _BY_WORD and getattr(lemmatizer, "mode", "") in ("rule", "lookup")
        self.remembers = by_word and not lemmatizer.overwrite
        self._lemmas: dict[tuple[int, int, int], int] = {}
        if self.remembers and self.lookups.has_table("lemma_index"):
            # Whether a form is a word is looked up for each: among tens of thousands, which the model keeps as lists.
            index = self.lookups.get_table("lemma_index")
            for part in index:
                index[part] = frozenset(index[part])

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of the tokens of `doc` that have none and return it."""
        if not self.remembers:
            return self.lemmatizer(doc)
        if len(self._lemmas) > _MOST:
            self._lemmas.clear()
        for token in doc:
            if token.lemma == 0:
                key = token.orth, token.pos, token.morph.key  # type: ignore[attr-defined]
                lemma = self._lemmas.get(key)
                if lemma is None:
                    lemma = self._lemmas[key] = doc.vocab.strings.add(self.lemmatizer.lemmatize(token)[0])
                token.lemma = lemma
        return doc

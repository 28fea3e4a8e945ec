"""What a language is: its models, and which kinds of claim are found in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from annotate.paragraphs import LATIN, Span
from annotate.wording import Sentence


@dataclass(frozen=True)
class Language:
    """A language articles are read in.

    `models` are spaCy models by preference, the last the one the project asks for; `finders` says by kind which module
    has its spaCy component, registered as `component` names it. `extra` is what to install where the model is optional.
    """

    code: str
    name: str
    models: tuple[str, ...]
    finders: Mapping[str, str]
    script: tuple[Span, ...] = LATIN
    extra: str = ""

    @property
    def setting(self) -> str:
        """The environment variable that names another model: `SPACY_MODEL`, for languages but English with the code."""
        return "SPACY_MODEL" if self.code == "en" else f"SPACY_MODEL_{self.code.upper()}"

    def component(self, slug: str) -> str:
        """Return the name of the factory of the finder of kind `slug`."""
        return f"claims_{slug}" if self.code == "en" else f"claims_{slug}_{self.code}"

    def model(self) -> str:
        """Return the name or path of the model to load: the one the setting names, else the first that is installed."""
        from spacy.util import is_package

        asked = os.environ.get(self.setting, "").strip()
        return asked or next((name for name in self.models[:-1] if is_package(name)), self.models[-1])

    def missing(self) -> Sentence:
        """Return what to do where the model cannot be loaded."""
        sentence = Sentence(
            "Install the project's requirements, which bring %(model)s, or set %(setting)s to the name or folder of a spaCy "
            "model that is installed."
        )
        if self.extra:
            sentence = Sentence(
                "Install the project's extra “%(extra)s”, which brings %(model)s, or set %(setting)s to the name or folder "
                "of a spaCy model that is installed."
            )
        return sentence.filled(model=self.models[-1], setting=self.setting, extra=self.extra)

"""What a language is: its models, and which kinds of claim are found in it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotate.paragraphs import LATIN, Span
from annotate.wording import Sentence

_NEVER = re.compile(r"(?!)")


def pattern(words: str) -> re.Pattern[str]:
    """Return the regular expression, for small letters and capitals alike."""
    return re.compile(words, re.IGNORECASE)


@dataclass(frozen=True)
class Telling:
    """The words by which news in a language says what place a number has among the others of an article.

    `annotate/telling.py` asks each of them at a place of its own, before, behind or between numbers; one that is not given
    is never met. The `ordinals` are those that `ordinal` finds as its first group, from the second on.
    """

    part_before: re.Pattern[str] = _NEVER
    among_the: re.Pattern[str] = _NEVER
    of_the_hurt: re.Pattern[str] = _NEVER
    part_after: re.Pattern[str] = _NEVER
    adds: re.Pattern[str] = _NEVER
    next: re.Pattern[str] = _NEVER
    next_day: re.Pattern[str] = _NEVER
    mixed: re.Pattern[str] = _NEVER
    day: re.Pattern[str] = _NEVER
    since: re.Pattern[str] = _NEVER
    but: re.Pattern[str] = _NEVER
    ordinals: tuple[str, ...] = ()
    ordinal: re.Pattern[str] = _NEVER
    another: re.Pattern[str] = _NEVER
    up_to_now: re.Pattern[str] = _NEVER
    elsewhen: re.Pattern[str] = _NEVER
    year: re.Pattern[str] = _NEVER
    cause: re.Pattern[str] = _NEVER
    death: re.Pattern[str] = _NEVER
    lowered: re.Pattern[str] = _NEVER
    denial: re.Pattern[str] = _NEVER
    vague: re.Pattern[str] = _NEVER
    attackers: re.Pattern[str] = _NEVER
    list: re.Pattern[str] = _NEVER
    listed: re.Pattern[str] = _NEVER
    clause_behind: re.Pattern[str] = _NEVER
    clause_of_one: re.Pattern[str] = _NEVER
    when: re.Pattern[str] = _NEVER
    larger: re.Pattern[str] = _NEVER
    the: re.Pattern[str] = _NEVER


@dataclass(frozen=True)
class Language:
    """A language articles are read in.

    `models` are spaCy models by preference, the last the one the project asks for; `finders` says by kind which module
    has its spaCy component, registered as `component` names it; `telling` is the module with its `TELLING`. `extra` is
    what to install where the model is optional.
    """

    code: str
    name: str
    models: tuple[str, ...]
    finders: Mapping[str, str]
    telling: str = "annotate.languages.english"
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

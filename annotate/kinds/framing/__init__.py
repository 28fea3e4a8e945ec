"""Framings: contested names and loaded terms, with the voice that uses them."""

from dataclasses import dataclass
from pathlib import Path

from annotate.kinds.framing.lexicon import FAMILIES, KINDS_OF_TERM, Entry, by_id, terms
from annotate.kinds.kind import Kind, choice, phrases, text

__all__ = ["FAMILIES", "KIND", "KINDS_OF_TERM", "VOICES", "Entry", "Framing", "by_id", "terms"]

VOICES = (
    ("own", "own: the outlet's"),
    ("quoted", "quoted: in quotation marks"),
    ("attributed", "attributed: reported as somebody's word"),
    ("mixed", "mixed: partly in quotation marks"),
)


@dataclass(frozen=True)
class Framing:
    """Attributes of a framing; its term is the claim's span."""

    term: str = text("Term", "The contested term: the marked text", role="term", derived=True)
    voice: str = choice("Voice", VOICES, "Whose words the term is in")
    source: str = text("Whose word", "Who uses the term, where it is not the outlet", role="source")
    target: str = text("Target", "Whom or what it names", role="target")
    alternatives: list[str] = phrases("Neutral alternatives", "What a cautious editor would write")


KIND = Kind(
    slug="framing",
    label="Framing",
    plural="Framings",
    key="3",
    colour="amber",
    schema=Framing,
    roles=("term", "source", "target"),
    folder=Path(__file__).parent,
)

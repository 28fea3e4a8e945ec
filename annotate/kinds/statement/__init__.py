"""Statements: what the article says that somebody said, believes, ordered or denied."""

from dataclasses import dataclass
from pathlib import Path

from annotate.kinds.kind import Kind, choice, phrases, text

QUOTATIONS = (
    ("direct", "direct: wholly in quotation marks"),
    ("indirect", "indirect: in the article's words"),
    ("mixed", "mixed: partly in quotation marks"),
)


@dataclass(frozen=True)
class Statement:
    """Attributes of a statement (source, cue and content as in PARC 3.0 and PolNeAR); its content is the claim's span."""

    source: str = text("Source", "Who says it", role="source")
    cue: str = text("Cue", "The words that tie source to content", role="cue")
    content: str = text("Content", "What is said: the marked text", role="content", derived=True)
    agency: str = text("Relayed by", "The agency or person through whom it reached this article", role="agency")
    hedges: list[str] = phrases("Hedges", "Words that hold it at a distance, such as “reportedly”", role="hedge")
    quotation: str = choice("Quotation", QUOTATIONS)


KIND = Kind(
    slug="statement",
    label="Statement",
    plural="Statements",
    key="2",
    colour="blue",
    schema=Statement,
    roles=("source", "cue", "content", "agency", "hedge"),
    folder=Path(__file__).parent,
)

"""Statements: what the article says that somebody said, believes, ordered or denied."""

from dataclasses import dataclass
from pathlib import Path

from annotate.kinds.kind import Kind, choice, phrases, text

CUE_KINDS = (
    ("say", "say: says, tells, writes"),
    ("claim", "claim: claims, argues, warns, promises, urges"),
    ("confirm", "confirm: confirms, admits, agrees"),
    ("deny", "deny: denies, rejects, refuses"),
    ("blame", "blame: accuses, blames, charges"),
    ("report", "report: reports, finds, cites; reportedly"),
    ("document", "document: a text, image or figure shows"),
    ("believe", "believe: thinks, knows, expects, supports"),
    ("intend", "intend: wants, plans, decides"),
    ("ask", "ask: asks, wonders"),
    ("feel", "feel: fears, hopes, regrets"),
)
CERTAINTIES = (
    ("asserted", "asserted: told as it is"),
    ("hedged", "hedged: held at a distance"),
    ("doubted", "doubted: put in doubt"),
    ("denied", "denied: said not to be so"),
)
QUOTATIONS = (
    ("direct", "direct: wholly in quotation marks"),
    ("indirect", "indirect: in the article's words"),
    ("mixed", "mixed: partly in quotation marks"),
)


@dataclass(frozen=True)
class Statement:
    """Attributes of a statement (source, cue and content as in PARC 3.0 and PolNeAR); its content is the claim's span."""

    source: str = text("Source", "Who says it", role="source")
    speaker: str = text("Source’s name", "Whom the source stands for in this article; empty if it names itself")
    cue: str = text("Cue", "The words that tie source to content", role="cue")
    cue_kind: str = choice("Sort of cue", CUE_KINDS)
    content: str = text("Content", "What is said: the marked text", role="content", derived=True)
    agency: str = text("Relayed by", "The agency or person through whom it reached this article", role="agency")
    hedges: list[str] = phrases("Hedges", "Words that hold it at a distance, such as “reportedly”", role="hedge")
    certainty: str = choice("Certainty", CERTAINTIES, "How the sentence stands to what is said")
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

"""Casualty claims: how many people were killed, hurt, taken or driven out, as said in the text."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.actors import SIDES, STATUSES
from annotate.kinds.kind import Kind, choice, choices, number, phrases, text
from annotate.wording import Sentence

MODIFIERS = (
    ("at_least", "at least"),
    ("more_than", "more than"),
    ("at_most", "at most"),
    ("fewer_than", "fewer than"),
    ("about", "about"),
    ("between", "between"),
    ("additional", "additional"),
)
COUNT_KINDS = (
    ("additional", "additional: on top of earlier ones"),
    ("cumulative", "cumulative: up to now"),
    ("total", "total of this event"),
    ("part", "part: of a larger count given beside it"),
)
RESPONSIBILITIES = (
    ("alleged", "alleged by others"),
    ("claimed", "claimed by those named"),
    ("accepted", "accepted or admitted"),
    ("denied", "denied"),
    ("disputed", "disputed"),
)
OUTCOMES = (
    ("killed", "killed"),
    ("injured", "injured"),
    ("missing", "missing"),
    ("detained", "detained"),
    ("displaced", "displaced"),
    ("abducted", "abducted"),
    ("tortured", "tortured"),
    ("starved", "starved"),
)


@dataclass(frozen=True)
class Casualty:
    """Attributes of a casualty claim. `low` and `high` count people; `high` is None where the words set no upper end."""

    count_text: str = text("Count as said", "The number in the text's own words", role="count")
    low: int | None = number("Lowest", "The smallest number the words allow")
    high: int | None = number("Highest", "The largest number the words allow; empty if open")
    modifier: str = choice("Modifier", MODIFIERS)
    count_kind: str = choice("Kind of count", COUNT_KINDS)
    outcomes: list[str] = choices("Outcomes", OUTCOMES)
    victims: str = text("Victims", "Who was harmed, as said", role="victims")
    victim_status: list[str] = choices("Sort of people", STATUSES, "As the words for the victims say")
    perpetrator: str = text("Perpetrator", "Who did it, as said", role="perpetrator")
    perpetrator_type: str = choice("Perpetrator is", SIDES, "Whether those named act with a state's power")
    responsibility: str = choice(
        "Responsibility", RESPONSIBILITIES, "How it is said that it was them; empty if plainly"
    )
    place: str = text("Place", "Where, as said in the sentence", role="place")
    date: str = text("Date", "When, as said in the sentence", role="date")
    hedges: list[str] = phrases("Hedges", "Words that hold the claim at a distance, such as “allegedly”", role="hedge")
    source: str = text("Source", "Who says so", role="source")
    speaker: str = text("Source’s name", "Whom the source stands for in this article; empty if it names itself")
    agency: str = text("Relayed by", "Through whom it reached this article", role="agency")

    @staticmethod
    def problems(attributes: dict[str, Any]) -> dict[str, list[str]]:
        """The errors that only show between fields, by field name."""
        low, high = attributes["low"], attributes["high"]
        if low is not None and high is not None and low > high:
            return {"high": [Sentence("The highest number is below the lowest.")]}
        return {}


KIND = Kind(
    slug="casualty",
    label="Casualty",
    plural="Casualties",
    key="1",
    colour="red",
    schema=Casualty,
    roles=("count", "outcome", "victims", "perpetrator", "place", "date", "hedge", "source", "cue", "agency"),
    folder=Path(__file__).parent,
)

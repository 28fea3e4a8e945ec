"""What an outcome word leads to."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token


@dataclass(frozen=True)
class Hit:
    """An outcome word and the tokens it leads to.

    `event` is what stands in the doer's place at another word: the raid of "the raid left 23 dead".
    """

    rule: str
    outcomes: list[str]
    trigger: Token
    victims: list[Token]
    perpetrator: Token | None = None
    tokens: list[Token] = field(default_factory=list)
    score: float = 0.8
    count_kind: str = ""
    counted: bool = False
    personal: bool = False
    event: Token | None = None

"""The border between the machine's half and the people's: one frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Proposal:
    """A claim as the pipeline proposes it.

    Offsets are Unicode code points, half-open, into the text given to `propose`; `quote == text[start:end]`.
    `attributes` is complete and valid by the kind's schema. `spans` maps a role of the kind to where its words stand.
    `rule` is the permanent id of the rule that found it, `score` its confidence from 0 to 1, and `fingerprint` names
    the pipeline (model, version, rules) that made it.
    """

    kind: str
    start: int
    end: int
    quote: str
    attributes: Mapping[str, Any]
    spans: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)
    rule: str = ""
    score: float = 0.0
    fingerprint: str = ""

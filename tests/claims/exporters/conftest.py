"""One article of every trouble: emoji, a combining mark, right-to-left words, overlapping and equal spans."""

from __future__ import annotations

import pytest

from annotate import BY_SLUG
from claims.queries.gold import GoldAnswer, GoldArticle, GoldClaim, GoldEvidence, GoldJudgement

TEXT = (
    "Kord \U0001f64f\U0001f3fd: shells killed at least 12 people in Q\u0323arah (\u0642\u0627\u0631\u0629), "
    "said the “regime”.\nNo-one else.\n"
)


def answer(kind: str, quote: str, **attributes: object) -> GoldAnswer:
    start = TEXT.index(quote)
    spans = {}
    if attributes.get("source"):
        place = TEXT.index(str(attributes["source"]))
        spans = {"source": [[place, place + len(str(attributes["source"]))]]}
    return GoldAnswer(kind, start, start + len(quote), quote, BY_SLUG[kind].clean(attributes, quote), spans)


def claim(number: int, given: GoldAnswer, **more: object) -> GoldClaim:
    judgement = GoldJudgement("r1", "confirmed", "", "", 1, "2026-05-01T12:00:00+00:00", given)
    fields = {
        "is_claim": True,
        "resolution": "single",
        "reason": "",
        "confidence": None,
        "guideline_change": False,
        "note": "",
        "verdict": "",
        "justification": "",
        "as_of": "",
        "origin": "machine",
        "rule": "kill-verb",
        "fingerprint": "model rules 1",
        "score": 0.75,
        **more,
    }
    return GoldClaim(id=number, answer=given, proposed=given, judgements=[judgement], **fields)  # type: ignore[arg-type]


@pytest.fixture
def articles() -> list[GoldArticle]:
    count = {"count_text": "12", "low": 12, "modifier": "at_least", "outcomes": ["killed"], "source": "Kord"}
    evidence = GoldEvidence(
        7, "supports", 1, "https://wire.example/7", "", "Hospital list", "Wire", "2026-04-30", "", "12 names", "", ""
    )
    claims = [
        claim(1, answer("statement", TEXT[6:66], source="Kord", cue="said", quotation="indirect")),
        claim(
            2,
            answer("casualty", "killed at least 12 people", **count),
            verdict="supported",
            justification="The list has 12 names.",
            as_of="2026-05-01",
            evidence=[evidence],
        ),
        claim(3, answer("framing", "regime", voice="quoted", alternatives=["government", "authorities"])),
        claim(4, answer("statement", "killed at least 12 people", source="Kord")),
        claim(5, answer("framing", "else", voice="own"), is_claim=False, resolution="adjudicated", reason="edge_case"),
    ]
    facts = {
        "project": "Bay",
        "title": '=1+1 "T"',
        "sha256": "ab" * 32,
        "source": "Bay Courier",
        "url": "https://bay.example/1",
        "published_at": "2026-05-01",
        "language": "en",
        "boilerplate": [],
        "waiting": 0,
    }
    first = GoldArticle(id=1, text=TEXT, claims=claims, **facts)  # type: ignore[arg-type]
    return [first, GoldArticle(id=2, text="Nothing happened.\n", claims=[], **{**facts, "title": "Calm"})]  # type: ignore[arg-type]

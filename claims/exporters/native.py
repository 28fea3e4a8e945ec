"""Native JSONL: everything there is, one article a line. docs/formats.md describes each field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from claims.exporters.exporter import Exporter
from claims.queries.gold import GoldAnswer, GoldArticle, GoldClaim, GoldEvidence, GoldJudgement

SCHEMA = "claimwright.v1"
# What ties a claim to the words of its attributes, by role.
RELATIONS = {
    "source": "ATTRIBUTED_TO",
    "cue": "HAS_CUE",
    "hedge": "HEDGED_BY",
    "agency": "RELAYED_BY",
    "count": "HAS_QUANTITY",
    "victims": "HAS_VICTIM",
    "perpetrator": "DONE_BY",
    "outcome": "HAS_OUTCOME",
    "place": "HAPPENED_AT",
    "date": "HAPPENED_ON",
    "target": "NAMES",
}


def write(articles: Iterable[GoldArticle], out: BinaryIO) -> dict[str, int]:
    """Write one JSON object a line and return how many articles and claims were written."""
    counts = {"articles": 0, "claims": 0}
    for article in articles:
        out.write(json.dumps(record(article), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        counts["articles"] += 1
        counts["claims"] += sum(claim.is_claim for claim in article.claims)
    return counts


def record(article: GoldArticle) -> dict[str, Any]:
    """Return an article as its JSON object: facts, spans and relations as other tools expect them, and the whole record."""
    facts = asdict(article)
    claims = facts.pop("claims")
    spans, relations = [], []
    for claim in article.claims:
        if claim.is_claim:
            own, tied = _spans(claim, article.text)
            spans += own
            relations += tied
    return {
        "schema": SCHEMA,
        "doc_id": str(article.id),
        "offset_unit": "unicode_code_point",
        "sha256_text": facts.pop("sha256"),
        **{name: value for name, value in facts.items() if name != "id"},
        "spans": spans,
        "relations": relations,
        "claims": claims,
    }


def read(data: bytes) -> Iterator[GoldArticle]:
    """Yield the articles of a file that `write` made; raise ValueError for a line of another schema."""
    for line in data.decode().split("\n"):
        if line:
            row = json.loads(line)
            if row.get("schema") != SCHEMA:
                raise ValueError(f"This is {row.get('schema')!r}, not {SCHEMA!r}.")
            for name in ("schema", "offset_unit", "spans", "relations"):
                del row[name]
            claims = [_claim(claim) for claim in row.pop("claims")]
            yield GoldArticle(id=int(row.pop("doc_id")), sha256=row.pop("sha256_text"), claims=claims, **row)


def _check(file: BinaryIO) -> Iterator[tuple[str, list[tuple[int, str, int, int]]]]:
    for line in file:
        for article in read(line):
            claims = [claim for claim in article.claims if claim.is_claim]
            yield article.text, [(c.id, c.answer.kind, c.answer.start, c.answer.end) for c in claims]


def _spans(claim: GoldClaim, text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    answer = claim.answer
    name = f"c{claim.id}"
    spans: list[dict[str, Any]] = [
        {
            "id": name,
            "label": answer.kind.upper(),
            "start": answer.start,
            "end": answer.end,
            "quote": answer.quote,
            "attributes": answer.attributes,
        }
    ]
    relations = []
    for role, pairs in sorted(answer.spans.items()):
        for number, (start, end) in enumerate(pairs, 1):
            part = f"{name}.{role}.{number}"
            place = {"start": start, "end": end, "quote": text[start:end]}
            spans.append({"id": part, "label": role.upper(), **place, "attributes": {}})
            relations.append({"id": f"{part}.r", "type": RELATIONS.get(role, "HAS_PART"), "from": name, "to": part})
    return spans, relations


def _claim(row: dict[str, Any]) -> GoldClaim:
    answer, proposed = GoldAnswer(**row.pop("answer")), GoldAnswer(**row.pop("proposed"))
    judgements = [GoldJudgement(**{**j, "answer": GoldAnswer(**j["answer"])}) for j in row.pop("judgements")]
    evidence = [GoldEvidence(**piece) for piece in row.pop("evidence")]
    return GoldClaim(answer=answer, proposed=proposed, judgements=judgements, evidence=evidence, **row)


NATIVE = Exporter("native", "Native JSONL (everything)", "jsonl", "application/jsonl", write, _check)

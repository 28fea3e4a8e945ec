"""CSV: one row a claim, one column an attribute of any kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from annotate import KINDS
from claims.exporters.exporter import Exporter
from claims.queries.gold import GoldArticle, GoldClaim

ATTRIBUTES = list(dict.fromkeys(attribute.name for kind in KINDS for attribute in kind.attributes))
COLUMNS = [
    *("article_id", "title", "outlet", "url", "published_at", "language", "sha256_text"),
    *("claim_id", "is_claim", "kind", "start", "end", "quote"),
    *ATTRIBUTES,
    *("resolution", "reason", "verdict", "justification", "as_of", "evidence"),
    *("origin", "rule", "fingerprint", "reviewers", "decisions"),
]
# A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(articles: Iterable[GoldArticle], out: BinaryIO) -> dict[str, int]:
    """Write a header and a row a settled claim, in UTF-8 with a byte order mark, so that spreadsheets read it right.

    Lists are joined by " | ". Text that a spreadsheet would run as a formula gets an apostrophe in front. An article
    without any settled claim has one row with an empty `claim_id`. Returns how many articles and rows were written.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    counts = {"articles": 0, "rows": 0}
    for article in articles:
        counts["articles"] += 1
        facts = _facts(article)
        claims: list[GoldClaim | None] = [*article.claims] or [None]
        for claim in claims:
            rows.writerow({name: cell(value) for name, value in {**facts, **_claim(claim)}.items()})
            counts["rows"] += 1
    text.detach()
    return counts


def cell(value: Any) -> str | int | float:
    """Return `value` as a cell: numbers as they are, text made harmless to spreadsheets."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    text = " | ".join(value) if isinstance(value, list) else str(value if value is not None else "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _facts(article: GoldArticle) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.source,
        "url": article.url,
        "published_at": article.published_at,
        "language": article.language,
        "sha256_text": article.sha256,
    }


def _claim(claim: GoldClaim | None) -> dict[str, Any]:
    if claim is None:
        return {}
    answer = claim.answer
    own = {"kind": answer.kind, "start": answer.start, "end": answer.end, "quote": answer.quote}
    names = ("is_claim", "resolution", "reason", "verdict", "justification", "as_of", "origin", "rule", "fingerprint")
    return {
        "claim_id": claim.id,
        **own,
        **{name: value for name, value in answer.attributes.items() if name in ATTRIBUTES},
        **{name: getattr(claim, name) for name in names},
        "evidence": [f"{piece.stance}: {piece.url or piece.title}" for piece in claim.evidence],
        "reviewers": len(claim.judgements),
        "decisions": [f"{row.reviewer} {row.decision}" for row in claim.judgements],
    }


CSV = Exporter("csv", "CSV (one row a claim)", "csv", "text/csv", write)

"""spaCy's DocBin, to train and evaluate with. The file itself is made by `annotate.docbin`, which knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import BinaryIO

from annotate.docbin import Document, Mark
from claims.exporters.exporter import Exporter
from claims.queries.gold import GoldArticle, GoldClaim

MEDIA_TYPE = "application/octet-stream"


def write(articles: Iterable[GoldArticle], out: BinaryIO) -> dict[str, int]:
    """Write one Doc an article and return how many articles and claims were written."""
    from annotate import docbin

    counts = {"articles": 0, "claims": 0}

    def documents() -> Iterator[Document]:
        for article in articles:
            document = document_of(article)
            counts["articles"] += 1
            counts["claims"] += len(document.marks)
            yield document

    out.write(docbin.write(documents()))
    return counts


def document_of(article: GoldArticle) -> Document:
    """Return an article as the plain data of a Doc: its claims as spans, their attributes by the spans' ids."""
    claims = [claim for claim in article.claims if claim.is_claim]
    facts = ("id", "project", "title", "sha256", "source", "url", "published_at", "language", "boilerplate", "waiting")
    meta = {name: getattr(article, name) for name in facts if name != "language"}
    return Document(
        text=article.text,
        language=article.language,
        marks=tuple(Mark(str(c.id), c.answer.kind.upper(), c.answer.start, c.answer.end) for c in claims),
        roles=tuple(_roles(claims)),
        claims={str(claim.id): _attributes(claim) for claim in claims},
        meta=meta,
    )


def _roles(claims: list[GoldClaim]) -> Iterator[Mark]:
    for claim in claims:
        for role, pairs in sorted(claim.answer.spans.items()):
            for start, end in pairs:
                yield Mark(f"{claim.id}.{role}", role.upper(), start, end)


def _attributes(claim: GoldClaim) -> dict[str, object]:
    names = ("resolution", "verdict", "justification", "as_of", "origin", "rule", "fingerprint")
    return {
        "attributes": claim.answer.attributes,
        "evidence": [asdict(piece) for piece in claim.evidence],
        **{name: getattr(claim, name) for name in names},
    }


def _check(file: BinaryIO) -> Iterator[tuple[str, list[tuple[int, str, int, int]]]]:
    from annotate import docbin

    for document in docbin.read(file.read()):
        yield document.text, [(int(m.id), m.label.lower(), m.start, m.end) for m in document.marks]


DOCBIN = Exporter("docbin", "spaCy DocBin", "spacy", MEDIA_TYPE, write, _check)

"""Which articles fall into a project's shares: drawn by the article's own hash, so that everybody draws the same lot."""

from __future__ import annotations

from typing import Any

from claims.models import Project


def falls_into(sha256: str, share: int, draw: int = 0) -> bool:
    """Whether the text with that hash is among the `share` per cent. Different `draw`s are independent of each other."""
    return int(sha256[8 * draw : 8 * draw + 8], 16) % 100 < share


def reviewers_wanted(project: Project, sha256: str) -> int:
    """How many reviewers the article needs: those of the project, or one where it is not among its doubly reviewed."""
    return project.reviewers_per_article if falls_into(sha256, project.double_share) else 1


def shares(project: Project, sha256: str) -> dict[str, Any]:
    """The fields of an article that follow from its project's shares: `wanted` and `unaided`."""
    return {
        "wanted": reviewers_wanted(project, sha256),
        "unaided": falls_into(sha256, project.unaided_share, draw=1),
    }

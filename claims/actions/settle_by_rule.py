"""Settle in bulk what a rule of the adjudicator's makes gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from claims.actions.adjudicate import adjudicate
from claims.actions.disputes import held_verdicts, opinions
from claims.actions.errors import Invalid, Stale, require
from claims.agreement.consensus import Opinion, Rule, by_rule
from claims.models import Assignment, Claim, Job, Judgement, Project, Verdict
from claims.models.assignment import AssignmentState
from claims.models.judgement import AdjudicationReason, Decision
from claims.queries.adjudication import waiting_for

NAME = "settle_by_rule"
CHUNK = 200


def would_settle(person: Any, project: Project, rule: Rule, kind: str = "") -> Iterator[tuple[Claim, Opinion | None]]:
    """Each claim that waits for `person` to settle it, with the answer that the rule would make gold (None: it has none)."""
    waiting = waiting_for(project, person, kind)
    judged = Judgement.objects.exclude(decision=Decision.OPEN).order_by("reviewer_id")
    given = Verdict.objects.exclude(label="").order_by("reviewer_id")
    said = (Prefetch("judgements", judged, to_attr="judged"), Prefetch("verdicts", given, to_attr="given"))
    joined = Claim.objects.filter(withdrawn_at=None).prefetch_related(*said).order_by("id")
    others = Prefetch("joined", joined, to_attr="others")
    last = 0
    while chunk := list(waiting.filter(pk__gt=last).prefetch_related(*said, others)[:CHUNK]):
        last = chunk[-1].pk
        held = Assignment.objects.filter(article__in={claim.article_id for claim in chunk})
        readers: dict[int, list[int]] = {}
        rows = held.exclude(state=AssignmentState.RELEASED).order_by("person_id").values_list("article_id", "person_id")
        for article, reader in rows:
            readers.setdefault(article, []).append(reader)
        for claim in chunk:
            yield claim, by_rule(opinions(_dispute(claim), readers.get(claim.article_id, [])), rule)


def settle_by_rule(
    person: Any,
    project: Project,
    rule: Rule,
    reason: str,
    note: str = "",
    kind: str = "",
    progress: Callable[[int], object] = lambda done: None,
) -> dict[str, int]:
    """Settle every waiting claim for which the rule finds an answer; return how many were `settled` and how many are `left`.

    Each is a decision of its own, with its audit entry; one that was settled meanwhile stays as it is. Raises Invalid for a
    reason that is none, and PermissionDenied for who does not adjudicate in the project.
    """
    require(person, "project.adjudicate", project)
    if reason not in AdjudicationReason.values:
        said = _("Say why reviewers differed: %(codes)s.")
        raise Invalid({"reason": [said % {"codes": ", ".join(AdjudicationReason.values)}]})
    counts = {"settled": 0, "left": 0}
    for done, (claim, answer) in enumerate(list(would_settle(person, project, rule, kind)), 1):
        if answer is None:
            counts["left"] += 1
            continue
        claim.article.project = project
        data = {**answer.answer, **_verdict(claim, answer), "is_claim": bool(answer.is_claim)}
        try:
            adjudicate(person, claim, {**data, "reason": reason, "note": note})
            counts["settled"] += 1
        except (Invalid, Stale):
            counts["left"] += 1
        progress(done)
    return counts


def settle_by_rule_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, int]:
    """Settle as the job's arguments say. Run again, it goes on with what is still waiting."""
    asked = job.arguments
    total = waiting_for(job.project, job.asked_by, asked["kind"]).count()
    return settle_by_rule(
        job.asked_by,
        job.project,
        Rule(**asked["rule"]),
        asked["reason"],
        asked["note"],
        asked["kind"],
        lambda done: progress(done, total),
    )


def _dispute(claim: Claim) -> list[Claim]:
    return [claim, *claim.others]  # type: ignore[attr-defined]


def _verdict(claim: Claim, answer: Opinion) -> Mapping[str, Any]:
    given = [verdict for verdict in held_verdicts(_dispute(claim)) if verdict.label == answer.verdict]
    if not answer.is_claim or not answer.verdict or not given:
        return {}
    first = given[0]
    return {"verdict": first.label, "justification": first.justification, "as_of": first.as_of}

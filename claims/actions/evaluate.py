"""Measure the pipeline against gold: the project's own as it stands, a release of it, or a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

import annotate
from claims.actions.errors import Invalid, require
from claims.agreement.scoring import WORST, Claim, Comparison, compare, report
from claims.exporters import native
from claims.models import Job, Project, Release
from claims.queries.gold import GOLD_STATES, GoldArticle, gold
from claims.queries.terms import own_terms
from claims.wording import worded

NAME = "evaluate"
CHUNK = 16


def evaluate(
    articles: Iterable[GoldArticle],
    kinds: Sequence[str] = (),
    progress: Callable[[int], object] = lambda done: None,
    worst: int = WORST,
    terms: Sequence[annotate.Term] = (),
) -> dict[str, Any]:
    """Read `articles` with the pipeline and compare: `claims.agreement.scoring.report`, with what it was measured on.

    `kinds` are those that were annotated; none: those of which there is an answer in the articles, "no claim here"
    included. `terms` are the project's own, which the pipeline looks for too. Articles of which a claim still waits for an
    adjudicator are left out and counted as `waiting`: a proposal in them may be right. `notes` say what is not read in the
    languages of the articles; what gold has there counts as missed. `progress` gets the number of articles done.
    """
    given = list(articles)
    whole = [article for article in given if not article.waiting]
    used = list(kinds) or [slug for slug in annotate.BY_SLUG if slug in _answered(whole)]
    waiting, languages = len(given) - len(whole), sorted({article.language for article in whole})
    measured = report(_compared(whole, frozenset(used), terms, lambda done: progress(waiting + done)), worst)
    return {
        **measured,
        "waiting": waiting,
        "kinds_measured": used,
        "fingerprint": "; ".join(dict.fromkeys(annotate.fingerprint(one, terms=terms) for one in languages)),
        "notes": sorted(filter(None, (worded(annotate.note(one)) for one in languages))),
    }


def evaluate_job(job: Job, progress: Callable[[int, int], object]) -> dict[str, Any]:
    """Evaluate on the release with the number in the job's `release`, or on the gold as it stands.

    With `unaided` on those of its articles alone that were reviewed without proposals.
    """
    require(job.asked_by, "gold.export", job.project)
    number, unaided = job.arguments.get("release"), bool(job.arguments.get("unaided"))
    articles, kinds = gold_of(job.project, number, unaided)
    progress(0, len(articles))
    terms = own_terms(job.project_id)
    made = evaluate(articles, kinds, lambda done: progress(done, len(articles)), terms=terms)
    return {**made, "release": number, "unaided": unaided}


def gold_of(project: Project, number: int | None = None, unaided: bool = False) -> tuple[list[GoldArticle], list[str]]:
    """The articles of a release of the project, or of its gold as it stands, and the kinds that were annotated in them.

    `unaided`: those alone that were reviewed without proposals. Raises Invalid where there is none.
    """
    if number is not None:
        found = released(project, number)
        articles, kinds = list(read_release(found)), list(found.manifest.get("kinds_in_use", ()))
    else:
        articles, kinds = list(gold(project)), project.kinds
    if not articles:
        said = _("“%(project)s” has no gold yet: no article has been handed in by all its reviewers.")
        raise Invalid(said % {"project": project.name})
    if unaided:
        without = set(project.articles.filter(unaided=True).values_list("pk", flat=True))
        articles = [article for article in articles if article.id in without]
        if not articles:
            raise Invalid(_("None of these articles was reviewed without proposals."))
    return articles, kinds


def released(project: Project, number: int) -> Release:
    """The release of the project with that number; Invalid where there is none."""
    found = Release.objects.filter(project=project, number=number).first()
    if found is None:
        said = _("“%(project)s” has no release %(number)s.") % {"project": project.name, "number": number}
        raise Invalid({"release": [said]})
    return found


def read_release(found: Release) -> Iterator[GoldArticle]:
    """Yield the articles of a release; Invalid where its file is not the one that was frozen."""
    with found.content.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != found.sha256:
            said = _("The file of release %(number)s is not the one that was frozen: its sha256 is %(digest)s.")
            raise Invalid(said % {"number": found.number, "digest": digest})
        file.seek(0)
        yield from read_gold(file)


def read_gold(file: Iterable[bytes]) -> Iterator[GoldArticle]:
    """Yield the articles of the lines of native JSONL; Invalid, naming the line, where one does not hold together."""
    empty = True
    for number, line in enumerate(file, 1):
        try:
            for article in native.read(line):
                empty = False
                _check(article)
                yield article
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wrong = _("there is no %(name)s") % {"name": error} if isinstance(error, KeyError) else str(error)
            said = _("Line %(number)s is not an article in native JSONL: %(wrong)s") % {
                "number": number,
                "wrong": wrong,
            }
            raise Invalid(said) from error
    if empty:
        raise Invalid(_("The file is empty."))


def number_of_gold(project: Project) -> int:
    """How many articles of the project are gold."""
    return project.articles.filter(state__in=GOLD_STATES).count()


def _check(article: GoldArticle) -> None:
    if hashlib.sha256(article.text.encode()).hexdigest() != article.sha256:
        raise ValueError(_("its text is not the one that was annotated (sha256_text)."))
    for claim in article.claims:
        answer = claim.answer
        if article.text[answer.start : answer.end] != answer.quote:
            raise ValueError(_("claim %(number)s does not stand where it says.") % {"number": claim.id})


def _answered(articles: Iterable[GoldArticle]) -> set[str]:
    return {claim.answer.kind for article in articles for claim in article.claims}


def _compared(
    articles: Iterable[GoldArticle],
    kinds: frozenset[str],
    terms: Sequence[annotate.Term],
    progress: Callable[[int], object],
) -> Iterator[Comparison]:
    waiting, done = iter(articles), 0
    while chunk := list(islice(waiting, CHUNK)):
        languages = [one.language for one in chunk]
        read = annotate.propose_many((one.text for one in chunk), languages, terms=terms)
        for article, proposals in zip(chunk, read, strict=True):
            known = {_place(claim.proposed): claim.id for claim in article.claims}
            found = [_proposed(one, known.get(_place(one), 0)) for one in proposals if one.kind in kinds]
            true = [_settled(one) for one in article.claims if one.is_claim and one.answer.kind in kinds]
            yield compare({"article": article.id, "title": article.title}, true, found)
            done += 1
            progress(done)


def _settled(claim: Any) -> Claim:
    answer = claim.answer
    return Claim(answer.kind, answer.start, answer.end, answer.quote, answer.attributes, id=claim.id)


def _proposed(one: annotate.Proposal, id_: int) -> Claim:
    """A proposal; `id_` is that of the claim of the record that was proposed with the same words, 0 where there is none."""
    return Claim(one.kind, one.start, one.end, one.quote, one.attributes, id_, one.rule, one.score)


def _place(one: Any) -> tuple[str, int, int]:
    return one.kind, one.start, one.end

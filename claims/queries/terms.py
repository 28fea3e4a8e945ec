"""Questions asked of a project's own terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from annotate import Term
from annotate.kinds.framing import FAMILIES, terms
from annotate.terms import LISTED, suffix
from claims.models import Article, Project, ProjectTerm
from claims.models.article import ArticleState


def own_terms(project_id: int) -> tuple[Term, ...]:
    """Return a project's list as the pipeline takes it. One query."""
    return tuple(term.as_term() for term in ProjectTerm.objects.filter(project=project_id).order_by("words"))


def listed(project: Project, words: str = "") -> QuerySet[ProjectTerm]:
    """The project's list by words, narrowed to those that have `words` in them."""
    rows = ProjectTerm.objects.filter(project=project).select_related("added_by").order_by("words")
    return rows.filter(words__contains=words.lower()) if words else rows


def read_with_another_list(project: Project) -> bool:
    """Whether articles still in review were read with another list than the project has now. Loads no model."""
    read = Article.objects.filter(project=project, state__in=(ArticleState.NEW, ArticleState.REVIEW))
    # What was read by no model, for want of one in its language, has no list either.
    read = read.exclude(fingerprint="").exclude(fingerprint__startswith="none ")
    now = suffix(own_terms(project.pk))
    stale = read.exclude(fingerprint__endswith=now) if now else read.filter(fingerprint__contains=LISTED)
    return stale.exists()


@dataclass(frozen=True)
class Found:
    """An entry of the lexicon with those of its terms that were looked for, as a dictionary has them."""

    id: str
    note: str
    who: str
    words: tuple[str, ...]


def in_lexicon(words: str, family: str = "") -> list[Found]:
    """Return the entries of a family (of all for "") that have `words` in one of their forms; of none, all of them."""
    asked = " ".join(words.split()).lower()
    known = {code for code, _ in FAMILIES}
    found = []
    for entry in terms():
        if family in known and entry.family != family:
            continue
        fitting = [variant[0] for variant in entry.variants() if any(asked in form for form in variant)]
        if fitting:
            found.append(Found(entry.id, entry.note, entry.who, tuple(fitting)))
    return found

"""What all endpoints share: the person asking, and the one way to look a thing up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from claims.api.serializers import ErrorSerializer
from claims.models import Article, Claim, Person
from claims.permissions import may
from claims.queries.ids import id_from
from claims.queries.review import ReviewItem, review_items, visible_claims
from claims.queries.visible import visible_articles

M = TypeVar("M", bound=Model)

REFUSALS = {
    code: OpenApiResponse(ErrorSerializer, description=words)
    for code, words in {
        400: "The body is not JSON",
        401: "No token or session",
        403: "Not yours to do",
        404: "Not there, or not yours to see",
        409: "Changed since: both versions are in the answer",
        422: "Something in it is wrong: fields say what",
    }.items()
}


def described(request: Any = None, answer: Any = None, code: int = 200, **more: Any) -> Any:
    """Describe an endpoint: what it takes, what it answers, and the refusals that all have in common."""
    return extend_schema(request=request, responses={code: answer, **REFUSALS}, **more)


def person_of(request: Request) -> Person:
    """The person asking."""
    assert isinstance(request.user, Person)
    return request.user


def narrowed(rows: QuerySet[M], request: Request, **fields: str) -> QuerySet[M]:
    """The rows whose field is the id asked for under its name in the address; an id that does not exist finds none."""
    asked = request.query_params
    return rows.filter(**{field: id_from(asked[name]) for name, field in fields.items() if asked.get(name)})


def found(rows: QuerySet[M], pk: Any) -> M:
    """The row with that id among those that may be seen; else 404."""
    row = rows.filter(pk=id_from(pk)).first()
    if row is None:
        raise Http404
    return row


def article_of(request: Request, pk: Any) -> Article:
    """The article, if it may be seen; else 404."""
    return found(visible_articles(person_of(request)).select_related("project"), pk)


def own_claim(request: Request, pk: Any) -> Claim:
    """The claim, if it is this person's to judge; else 404."""
    claim = found(Claim.objects.select_related("article__project"), pk)
    person = person_of(request)
    if not may(person, "article.view_own", claim.article):
        raise Http404
    return _visible(person, claim)


def _visible(person: Person, claim: Claim) -> Claim:
    if not visible_claims(person, claim.article_id).filter(pk=claim.pk).exists():
        raise Http404
    return claim


def item_of(person: Person, claim: Claim) -> ReviewItem:
    """The claim as `person` holds it now; 404 once it is no longer hers to see, as after an undone addition."""
    for item in review_items(person, claim.article):
        if item.id == claim.pk:
            return item
    raise Http404


def body_of(request: Request) -> Mapping[str, Any]:
    """The body as an object of names and values; 400 for anything else."""
    if not isinstance(request.data, Mapping):
        raise ParseError(_("Give a JSON object."))
    return request.data


def version_of(request: Request) -> int:
    """The version that the person saw: `version` in the body, or the header `If-Match`."""
    asked = body_of(request).get("version")
    if asked is None:
        asked = request.headers.get("If-Match", "0").strip('W/" ')
    return int(asked) if str(asked).isascii() and str(asked).isdigit() and len(str(asked)) < 10 else -1

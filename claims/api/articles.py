"""Articles and their claims."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import tasks
from claims.actions.errors import require
from claims.actions.ingest import ingest
from claims.actions.review import REVIEW_ACTIONS, ReviewAction
from claims.actions.submit import reopen, submit
from claims.api.endpoint import article_of, body_of, described, found, item_of, narrowed, person_of
from claims.api.serializers import (
    ArticleRowSerializer,
    ArticleSerializer,
    AssignmentSerializer,
    IngestReportSerializer,
    IngestSerializer,
    ItemSerializer,
    WithdrawnSerializer,
)
from claims.importers import ArticleDraft
from claims.models import Article
from claims.models.article import ArticleState
from claims.permissions import may
from claims.queries.history import withdrawn
from claims.queries.review import review_items
from claims.queries.visible import visible_articles, visible_projects


class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Article]):
    """Articles, what is in them, and what a reviewer does to them."""

    serializer_class = ArticleSerializer
    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        """What the person may see, narrowed by `project`, `state`, `language`, `source` and `q` (in the title)."""
        rows = visible_articles(person_of(self.request))
        if self.action != "list":
            return rows.select_related("project")
        asked = self.request.query_params
        rows = narrowed(rows, self.request, project="project")
        rows = rows.filter(**{name: asked[name] for name in ("state", "language", "source") if asked.get(name)})
        if words := asked.get("q"):
            rows = rows.filter(title__icontains=words)
        return rows.defer("text")

    @described(
        answer=ArticleRowSerializer(many=True),
        parameters=[
            OpenApiParameter("project", int),
            OpenApiParameter("state", str, enum=ArticleState.values),
            *(OpenApiParameter(name, str) for name in ("language", "source", "q")),
        ],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Articles, the newest first, without their texts."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(ArticleRowSerializer(page, many=True).data)

    @described(IngestSerializer, IngestReportSerializer, 201)
    def create(self, request: Request) -> Response:
        """Take articles into a project; what is new is pre-annotated in the background."""
        asked = IngestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = person_of(request)
        project = found(visible_projects(person), asked.validated_data["project"])
        require(person, "article.ingest", project)
        rows = enumerate(asked.validated_data["articles"], 1)
        report = ingest(person, project, [ArticleDraft(**row, where=f"article {number}") for number, row in rows])
        job = None
        if report.created:
            job = tasks.start("preannotate", project, person, {"articles": report.created}, len(report.created)).pk
        answer = {
            "created": report.created,
            "duplicates": [{"where": row.where, "article": row.article_id} for row in report.duplicates],
            "problems": [str(problem) for problem in report.problems],
            "job": job,
        }
        return Response(answer, status=status.HTTP_201_CREATED if report.created else status.HTTP_200_OK)

    @described(answer=ItemSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def claims(self, request: Request, pk: str) -> Response:
        """The article's claims that are one's own to judge, with one's own answers: never another's."""
        article, person = article_of(request, pk), person_of(request)
        if not may(person, "article.view_own", article):
            # Who does not review sees what was proposed, and no one's answers to it.
            require(person, "article.list", article)
        return Response(ItemSerializer(review_items(person, article), many=True).data)

    @described(answer=WithdrawnSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def withdrawn(self, request: Request, pk: str) -> Response:
        """Claims of the article that were taken back: one's own, and everybody's once all reviewers have submitted."""
        rows = withdrawn(person_of(request), article_of(request, pk))
        return Response(WithdrawnSerializer(rows, many=True).data)

    @described(answer=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Hand the article in."""
        return Response(AssignmentSerializer(submit(person_of(request), article_of(request, pk))).data)

    @described(answer=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take one's own submission back."""
        return Response(AssignmentSerializer(reopen(person_of(request), article_of(request, pk))).data)


def _endpoint(verb: ReviewAction) -> Any:
    def act(self: ArticleViewSet, request: Request, pk: str) -> Response:
        article, person = article_of(request, pk), person_of(request)
        judgement = verb.perform(person, article, body_of(request))
        if not judgement.decision:
            return Response({"id": judgement.claim_id, "status": "open", "version": judgement.version})
        return Response(ItemSerializer(item_of(person, judgement.claim)).data)

    act.__doc__ = f"{type(verb).__doc__}"
    act.__name__ = f"review_{verb.name}"
    described_ = described(
        {"application/json": {"type": "object"}}, ItemSerializer, operation_id=f"articles_{verb.name}"
    )
    return action(detail=True, methods=["post"], url_path=verb.name, url_name=verb.name)(described_(act))


for _verb in REVIEW_ACTIONS:
    if _verb.on is Article:
        setattr(ArticleViewSet, f"review_{_verb.name}", _endpoint(_verb))

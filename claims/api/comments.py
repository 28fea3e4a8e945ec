"""What people say to each other about claims."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.comment import resolve
from claims.api.endpoint import described, found, narrowed, person_of
from claims.models import Comment
from claims.queries.context import open_mentions, visible_comments

NARROWING = {"claim": "claim", "article": "claim__article", "project": "claim__article__project"}


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """A comment on a claim, with who is named in it."""

    article = serializers.IntegerField(source="claim.article_id", read_only=True)
    author = serializers.CharField(source="author.username", read_only=True)
    mentions: Any = serializers.SlugRelatedField("username", many=True, read_only=True)
    resolved_by = serializers.CharField(source="resolved_by.username", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Comment
        fields = ["id", "claim", "article", "author", "text", "mentions", "created_at", "resolved_at", "resolved_by"]
        read_only_fields = fields


class CommentAskedSerializer(serializers.Serializer[Any]):
    """A comment to make: members of the project are named with @ and their user name."""

    text = serializers.CharField()


class CommentViewSet(viewsets.ReadOnlyModelViewSet[Comment]):
    """One's own comments, and others' once every reviewer of the article has submitted."""

    queryset = Comment.objects.none()
    serializer_class = CommentSerializer

    def get_queryset(self) -> QuerySet[Comment]:
        """What the person may see, narrowed by `claim`, `article`, `project`, and `mentioned` (open, naming her)."""
        person = person_of(self.request)
        rows = open_mentions(person) if self.request.query_params.get("mentioned") else visible_comments(person)
        rows = rows.select_related("claim__article__project", "author", "resolved_by").prefetch_related("mentions")
        return narrowed(rows, self.request, **NARROWING)

    @described(
        answer=CommentSerializer(many=True),
        parameters=[*(OpenApiParameter(name, int) for name in NARROWING), OpenApiParameter("mentioned", bool)],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Comments, the newest first."""
        return super().list(request, *args, **kwargs)

    @described(answer=CommentSerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, pk: str) -> Response:
        """Mark a comment as answered."""
        return self._resolved(request, pk, True)

    @described(answer=CommentSerializer)
    @action(detail=True, methods=["post"])
    def unresolve(self, request: Request, pk: str) -> Response:
        """Take a comment up again."""
        return self._resolved(request, pk, False)

    def _resolved(self, request: Request, pk: str, resolved: bool) -> Response:
        resolve(person_of(request), found(self.get_queryset(), pk), resolved)
        return Response(CommentSerializer(found(self.get_queryset(), pk)).data)

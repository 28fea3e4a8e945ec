"""Projects' own lists of contested terms."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.errors import Invalid
from claims.actions.terms import add_terms, change_term, remove_term
from claims.api.endpoint import body_of, described, found, narrowed, person_of, version_of
from claims.models import ProjectTerm
from claims.queries.visible import visible_projects


class TermSerializer(serializers.ModelSerializer[ProjectTerm]):
    """A line of a project's own list. To change it, give the `version` that you saw."""

    alternatives = serializers.ListField(child=serializers.CharField(), required=False)

    class Meta:
        model = ProjectTerm
        fields = [
            *("id", "project", "words", "action", "bends", "alternatives"),
            *("note", "family", "target", "added_at", "version"),
        ]
        read_only_fields = ["project", "added_at"]
        extra_kwargs = {"version": {"required": False}}


class TermsAskedSerializer(serializers.Serializer[Any]):
    """Terms to put on a project's list: all of them, or, where one is wrong, none."""

    project = serializers.IntegerField()
    terms = serializers.ListField(child=TermSerializer(), allow_empty=False)


class TermViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet[ProjectTerm]):
    """The contested terms that projects add to the lexicon, silence in it, or override."""

    queryset = ProjectTerm.objects.none()
    serializer_class = TermSerializer

    def get_queryset(self) -> QuerySet[ProjectTerm]:
        """The lists of the projects that the person belongs to, narrowed by `project`."""
        rows = ProjectTerm.objects.filter(project__in=visible_projects(person_of(self.request)))
        return narrowed(rows, self.request, project="project")

    @described(answer=TermSerializer(many=True), parameters=[OpenApiParameter("project", int)])
    def list(self, request: Request) -> Response:
        """Terms, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(TermSerializer(page, many=True).data)

    @described(TermsAskedSerializer, TermSerializer(many=True), 201)
    def create(self, request: Request) -> Response:
        """Put terms on a project's list."""
        person, body = person_of(request), body_of(request)
        project = found(visible_projects(person), body.get("project"))
        lines = body.get("terms")
        if not isinstance(lines, list) or not lines or not all(isinstance(line, dict) for line in lines):
            raise Invalid({"terms": [_("Give a list of terms, each an object.")]})
        made = add_terms(person, project, lines)
        return Response(TermSerializer(made, many=True).data, status=status.HTTP_201_CREATED)

    @described(TermSerializer, TermSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a line; what is left out stays."""
        term = found(self.get_queryset().select_related("project"), pk)
        return Response(
            TermSerializer(change_term(person_of(request), term, body_of(request), version_of(request))).data
        )

    @described(answer=None, code=204)
    def destroy(self, request: Request, pk: str) -> Response:
        """Take a line off the list."""
        term = found(self.get_queryset().select_related("project"), pk)
        remove_term(person_of(request), term, version_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

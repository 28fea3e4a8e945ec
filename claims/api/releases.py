"""Frozen gold, and the pipeline measured against it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import tasks
from claims.actions import evaluate, release
from claims.actions.errors import require
from claims.api.endpoint import described, found, narrowed, person_of
from claims.api.serializers import JobSerializer
from claims.api.work import JobViewSet
from claims.exporters import NATIVE
from claims.models import Job, Project, Release
from claims.permissions import may, roles
from claims.queries.visible import SEES_ALL, visible_projects


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A release: its number, the file's sha256, and the manifest of what is in it and what is not."""

    created_by = serializers.CharField(source="created_by.username", read_only=True)

    class Meta:
        model = Release
        fields = ["id", "project", "number", "note", "sha256", "manifest", "created_by", "created_at"]
        read_only_fields = fields


class ReleaseAskedSerializer(serializers.Serializer[Any]):
    """A release to make."""

    project = serializers.IntegerField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class EvaluationAskedSerializer(serializers.Serializer[Any]):
    """What to measure against: a release's number, or with none the gold as it stands."""

    project = serializers.IntegerField()
    release = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=10**6)
    unaided = serializers.BooleanField(default=False, help_text="only articles that were reviewed without proposals")


class ReleaseViewSet(viewsets.ReadOnlyModelViewSet[Release]):
    """Releases of projects whose gold the person may export; `?project=` names one."""

    queryset = Release.objects.none()
    serializer_class = ReleaseSerializer

    def get_queryset(self) -> QuerySet[Release]:
        """Those that the person may see (`gold.export`)."""
        person = person_of(self.request)
        rows = Release.objects.select_related("created_by", "project")
        if not person.is_superuser:
            rows = rows.filter(project__in=[project for project, role in roles(person).items() if role in SEES_ALL])
        return narrowed(rows, self.request, project="project")

    @described(ReleaseAskedSerializer, JobSerializer, 202)
    def create(self, request: Request) -> Response:
        """Have the gold frozen as the next release; the answer is a job to watch."""
        asked = ReleaseAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        project = _project(request, asked.validated_data["project"], "gold.release")
        return _started(request, release.NAME, project, {"note": asked.validated_data.get("note", "")})

    @extend_schema(responses={(200, NATIVE.media_type): OpenApiTypes.BINARY})
    @action(detail=True, pagination_class=None)
    def download(self, request: Request, pk: str) -> FileResponse:
        """The file."""
        row = found(self.get_queryset(), pk)
        name = str(row.content.name)
        if not row.content.storage.exists(name):
            raise Http404
        return FileResponse(
            row.content.open("rb"),
            as_attachment=True,
            filename=name.rsplit("/", 1)[-1],
            content_type=NATIVE.media_type,
        )


class EvaluationViewSet(JobViewSet):
    """Measurements of the pipeline against gold: ask for one, watch it, read its report."""

    def get_queryset(self) -> QuerySet[Job]:
        """Those among the person's jobs, in projects whose gold she may see."""
        person = person_of(self.request)
        jobs = super().get_queryset().filter(name=evaluate.NAME)
        seen = [project for project in visible_projects(person) if may(person, "gold.export", project)]
        return jobs.filter(project__in=seen)

    @described(EvaluationAskedSerializer, JobSerializer, 202)
    def create(self, request: Request) -> Response:
        """Measure; the answer is a job to watch, whose report has the figures."""
        asked = EvaluationAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        project = _project(request, asked.validated_data["project"], "gold.export")
        number = asked.validated_data.get("release")
        if number:
            evaluate.released(project, number)
        unaided = asked.validated_data["unaided"]
        return _started(request, evaluate.NAME, project, {"release": number, "unaided": unaided})


def _project(request: Request, pk: int, permission: str) -> Project:
    """The project, if the person may see it (else 404) and do this (else 403)."""
    person = person_of(request)
    project = found(visible_projects(person), pk)
    require(person, permission, project)
    return project


def _started(request: Request, name: str, project: Project, arguments: dict[str, Any]) -> Response:
    job = tasks.start(name, project, person_of(request), arguments)
    job.refresh_from_db()
    return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)

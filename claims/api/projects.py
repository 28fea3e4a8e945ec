"""Projects, their pools, and how far their reviewers agree."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import tasks
from claims.actions.agreement import NAME, reports, stands, to_ask, to_share
from claims.actions.errors import Invalid, require
from claims.actions.pool import take_next
from claims.api.endpoint import body_of, described, found, person_of
from claims.api.serializers import AssignmentSerializer, JobSerializer, ProjectSerializer
from claims.models import Project
from claims.queries.agreement import Wanted, fingerprint, readers
from claims.queries.visible import visible_projects


class AgreementAskedSerializer(serializers.Serializer[Any]):
    """Which part of a project's agreement is wanted; what is left out asks for all."""

    kind = serializers.CharField(required=False, allow_blank=True)
    one = serializers.CharField(required=False, allow_blank=True, help_text="user name of one of a pair of reviewers")
    other = serializers.CharField(required=False, allow_blank=True, help_text="that of the other")
    article = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    week = serializers.RegexField(r"^\d{4}-W\d{2}$", required=False, help_text="of the last submission: 2026-W48")
    version = serializers.IntegerField(required=False, min_value=1, max_value=10**6, help_text="of the guideline")


class AgreementSerializer(serializers.Serializer[Any]):
    """The last report on what was asked for, people under the pseudonyms of exports, and how it stands."""

    report = serializers.DictField(allow_null=True, help_text="null before it was measured")
    stale = serializers.BooleanField(help_text="whether the record has changed since")
    job = JobSerializer(allow_null=True, help_text="the job that measures it now, or failed to since")


PARAMETERS = [
    *(OpenApiParameter(name, str) for name in ("kind", "one", "other", "week")),
    *(OpenApiParameter(name, int) for name in ("article", "version")),
]


class ProjectViewSet(viewsets.ReadOnlyModelViewSet[Project]):
    """The projects one belongs to."""

    serializer_class = ProjectSerializer
    queryset = Project.objects.none()

    def get_queryset(self) -> QuerySet[Project]:
        """What the person may see."""
        return visible_projects(person_of(self.request))

    @described(answer=AssignmentSerializer, code=201)
    @action(detail=True, methods=["post"], pagination_class=None)
    def next(self, request: Request, pk: str) -> Response:
        """Take the next article of the project's pool; 204 where none is left for the person."""
        taken = take_next(person_of(request), found(self.get_queryset(), pk))
        if taken is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(AssignmentSerializer(taken).data, status=status.HTTP_201_CREATED)

    @described(AgreementAskedSerializer, AgreementSerializer, 202, methods=["POST"])
    @described(answer=AgreementSerializer, parameters=PARAMETERS, methods=["GET"])
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def agreement(self, request: Request, pk: str) -> Response:
        """How far reviewers agree, as last measured; POST has it measured anew where the record has changed since.

        Of articles alone whose reviewers have all submitted. The answer to POST is 202 with the `job` to watch, or 200
        where the last report still holds.
        """
        person, project = person_of(request), found(self.get_queryset(), pk)
        require(person, "agreement.view", project)
        wanted = _wanted(project, request.query_params if request.method == "GET" else body_of(request))
        if request.method == "POST" and not stands(project, wanted):
            tasks.start(NAME, project, person, to_ask(project, wanted))
        done, job = reports(project, wanted)
        answer = {
            "report": to_share(project, done.report) if done else None,
            "stale": bool(done and done.report["fingerprint"] != fingerprint(project)),
            "job": JobSerializer(job).data if job else None,
        }
        started = request.method == "POST" and job is not None
        return Response(answer, status=status.HTTP_202_ACCEPTED if started else status.HTTP_200_OK)


def _wanted(project: Project, body: Any) -> Wanted:
    """What is asked for. Raises Invalid naming what is wrong: a kind not in use, a person who read nothing, half a pair."""
    asked = AgreementAskedSerializer(data=body)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    kind = given.get("kind", "").strip()
    if kind and kind not in project.kinds:
        said = _("Choose a kind that the project uses: %(codes)s.")
        raise Invalid({"kind": [said % {"codes": ", ".join(project.kinds)}]})
    return Wanted(
        pair=_pair(project, given.get("one", ""), given.get("other", "")),
        kind=kind,
        article=given.get("article"),
        week=given.get("week", ""),
        version=given.get("version"),
    )


def _pair(project: Project, *names: str) -> tuple[int, int] | None:
    if not any(names):
        return None
    ids = sorted(set(readers(project).filter(username__in=names).values_list("pk", flat=True)))
    if len(ids) != 2:
        raise Invalid({"one": [_("Name two people who have read articles of the project: one and other.")]})
    return ids[0], ids[1]

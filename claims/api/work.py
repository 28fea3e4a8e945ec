"""Evidence, assignments, exports and other jobs; the person herself and her tokens."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.request import Request
from rest_framework.response import Response

from annotate import KINDS
from claims import tasks
from claims.actions.assign import assign, reassign, release, set_due
from claims.actions.errors import Invalid, require
from claims.actions.evidence import add_evidence, change_evidence
from claims.actions.remind import remind_of
from claims.actions.submit import give_back
from claims.api.endpoint import body_of, described, found, narrowed, person_of, version_of
from claims.api.serializers import (
    AssignmentSerializer,
    AssignSerializer,
    DueSerializer,
    EvidenceSerializer,
    JobSerializer,
    PersonSerializer,
    ReassignSerializer,
)
from claims.exporters import BY_SLUG
from claims.models import Article, Assignment, Evidence, Job, Person
from claims.permissions import MANAGER, may, roles
from claims.queries.evidence import search
from claims.queries.ids import id_from
from claims.queries.visible import visible_assignments, visible_projects


class EvidenceViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet[Evidence]):
    """The evidence that all projects share."""

    queryset = Evidence.objects.none()
    serializer_class = EvidenceSerializer

    def get_queryset(self) -> QuerySet[Evidence]:
        """All evidence, for whoever belongs to a project; `q` narrows it to what has all of the words somewhere."""
        require(person_of(self.request), "evidence.view")
        return search(self.request.query_params.get("q", ""))

    @described(answer=EvidenceSerializer(many=True), parameters=[OpenApiParameter("q", str)])
    def list(self, request: Request) -> Response:
        """Evidence, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(EvidenceSerializer(page, many=True).data)

    @described(EvidenceSerializer, EvidenceSerializer, 201)
    def create(self, request: Request) -> Response:
        """Add evidence; what is there already, with the same address and passage, is answered as it is."""
        evidence = add_evidence(person_of(request), body_of(request))
        return Response(EvidenceSerializer(evidence).data, status=status.HTTP_201_CREATED)

    @described(EvidenceSerializer, EvidenceSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change evidence that one added."""
        evidence = found(Evidence.objects.all(), pk)
        return Response(
            EvidenceSerializer(
                change_evidence(person_of(request), evidence, body_of(request), version_of(request))
            ).data
        )


class AssignmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Assignment]):
    """Who has which article: one's own; all, in projects one manages."""

    queryset = Assignment.objects.none()
    serializer_class = AssignmentSerializer

    def get_queryset(self) -> QuerySet[Assignment]:
        """What the person may see, narrowed by `project` and `state`."""
        rows = visible_assignments(person_of(self.request)).select_related("person", "article__project")
        rows = narrowed(rows, self.request, project="article__project")
        state = self.request.query_params.get("state")
        return rows.filter(state=state) if state else rows

    @described(AssignSerializer, AssignmentSerializer(many=True), 201)
    def create(self, request: Request) -> Response:
        """Give articles to people."""
        asked = AssignSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given, person = asked.validated_data, person_of(request)
        project = found(visible_projects(person), given["project"])
        wanted = {id_from(each) for each in given["articles"]}
        articles = list(Article.objects.filter(project=project, pk__in=wanted).select_related("project"))
        people = list(Person.objects.filter(username__in=given["people"]))
        missing = set(given["people"]) - {each.username for each in people}
        if missing or len(articles) < len(wanted):
            raise Invalid(_("Some articles or people do not exist in this project: nothing was assigned."))
        made = assign(person, project, articles, people, given.get("due_on"))
        return Response(AssignmentSerializer(made, many=True).data, status=status.HTTP_201_CREATED)

    @described(answer=None, code=204)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """Take an article back from its reviewer."""
        release(person_of(request), found(self.get_queryset(), pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @described(ReassignSerializer, AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def reassign(self, request: Request, pk: str) -> Response:
        """Take an unfinished article from its reviewer and give it to another."""
        asked = ReassignSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reviewer = Person.objects.filter(username=asked.validated_data["person"]).first()
        if reviewer is None:
            raise Invalid({"person": [_("There is no such person.")]})
        return Response(
            AssignmentSerializer(reassign(person_of(request), found(self.get_queryset(), pk), reviewer)).data
        )

    @described(DueSerializer, AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def due(self, request: Request, pk: str) -> Response:
        """Say by when the article is to be handed in; null takes the date away."""
        asked = DueSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        assignment = set_due(person_of(request), found(self.get_queryset(), pk), asked.validated_data["due_on"])
        return Response(AssignmentSerializer(assignment).data)

    @described(answer=AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        """Remind the reviewer of an article that is in her hands, once a day at most."""
        rows = self.get_queryset()
        asked = found(rows, pk)
        remind_of(person_of(request), asked.article.project, rows.filter(pk=asked.pk), request.build_absolute_uri("/"))
        return Response(AssignmentSerializer(found(rows, pk)).data)

    @described(answer=AssignmentSerializer)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def give_back(self, request: Request, pk: str) -> Response:
        """Return a submitted article to its reviewer."""
        return Response(AssignmentSerializer(give_back(person_of(request), found(self.get_queryset(), pk))).data)


class ExportAskedSerializer(serializers.Serializer[Any]):
    """An export to make."""

    project = serializers.IntegerField()
    format = serializers.ChoiceField(list(BY_SLUG))


class JobViewSet(viewsets.ReadOnlyModelViewSet[Job]):
    """Background work that one asked for, or that goes on in projects one manages."""

    queryset = Job.objects.none()
    serializer_class = JobSerializer

    def get_queryset(self) -> QuerySet[Job]:
        """What the person may see."""
        person = person_of(self.request)
        managed = [project for project, role in roles(person).items() if role == MANAGER]
        jobs = Job.objects.all()
        return jobs if person.is_superuser else jobs.filter(Q(asked_by=person) | Q(project__in=managed))


class ExportViewSet(JobViewSet):
    """Exports of gold: ask for one, watch it, download it."""

    def get_queryset(self) -> QuerySet[Job]:
        """The exports among the jobs that the person may see."""
        return super().get_queryset().filter(name="export").select_related("project")

    @described(ExportAskedSerializer, JobSerializer, 202)
    def create(self, request: Request) -> Response:
        """Start an export; the answer is a job to watch."""
        asked = ExportAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = person_of(request)
        project = found(visible_projects(person), asked.validated_data["project"])
        require(person, "gold.export", project)
        job = tasks.start("export", project, person, {"format": asked.validated_data["format"]})
        job.refresh_from_db()
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, pagination_class=None)
    def download(self, request: Request, pk: str) -> FileResponse:
        """The file, once the job is done."""
        job = found(self.get_queryset(), pk)
        require(person_of(request), "gold.export", job.project)
        if not job.result:
            raise Invalid(_("There is no file yet: wait until the job's state is done."))
        name = str(job.result.name).rsplit("/", 1)[-1]
        media = BY_SLUG[job.arguments["format"]].media_type
        return FileResponse(job.result.open("rb"), as_attachment=True, filename=name, content_type=media)


@described(answer=PersonSerializer)
@api_view()
def me(request: Request) -> Response:
    """Who one is, and one's roles."""
    person = person_of(request)
    person.roles = {str(project): role for project, role in roles(person).items()}  # type: ignore[attr-defined]
    return Response(PersonSerializer(person).data)


@extend_schema(responses={200: OpenApiTypes.OBJECT})
@api_view()
def kinds(request: Request) -> Response:
    """The kinds of claim with their attributes, as forms and exports have them."""
    names = ("name", "type", "label", "help", "options", "role", "derived")
    described_ = [
        {
            **{name: getattr(kind, name) for name in ("slug", "label", "plural", "roles")},
            "attributes": [{name: getattr(attribute, name) for name in names} for attribute in kind.attributes],
        }
        for kind in KINDS
    ]
    return Response({"kinds": described_, "may_create_projects": may(request.user, "project.create")})

"""Claims: judging them, linking them to evidence, giving a verdict, talking of them, settling them, bringing them back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.adjudicate import adjudicate
from claims.actions.comment import comment
from claims.actions.evidence import link_evidence, unlink_evidence
from claims.actions.restore import restore
from claims.actions.review import REVIEW_ACTIONS, ReviewAction
from claims.actions.verdict import give_verdict, take_back_verdict
from claims.api.comments import CommentAskedSerializer, CommentSerializer
from claims.api.endpoint import body_of, described, found, item_of, narrowed, own_claim, person_of, version_of
from claims.api.serializers import (
    AdjudicationSerializer,
    ItemSerializer,
    JudgementSerializer,
    LinkAskedSerializer,
    LinkSerializer,
    SettlementSerializer,
    VerdictAskedSerializer,
    VerdictSerializer,
    WithdrawnSerializer,
)
from claims.models import Claim, Evidence, EvidenceLink, Judgement, Settlement
from claims.permissions import may
from claims.queries.context import commentable, visible_comments
from claims.queries.history import seen
from claims.queries.ids import id_from
from claims.queries.review import own_links, own_verdict
from claims.queries.visible import visible_articles, visible_judgements, visible_settlements

NARROWING = {"article": "claim__article", "project": "claim__article__project"}
_WITH_PROJECT = Claim.objects.select_related("article__project")
NARROWED = [OpenApiParameter(name, int) for name in NARROWING]


class ClaimViewSet(viewsets.GenericViewSet[Claim]):
    """One claim, as the person asking holds it."""

    queryset = Claim.objects.none()
    serializer_class = ItemSerializer

    @described(answer=ItemSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """The claim as proposed, with one's own answer."""
        item = item_of(person_of(request), own_claim(request, pk))
        return Response(ItemSerializer(item).data, headers={"ETag": f'"{item.version}"'})

    @described(LinkAskedSerializer, LinkSerializer, 201, methods=["POST"])
    @described(answer=LinkSerializer(many=True), methods=["GET"])
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def evidence(self, request: Request, pk: str) -> Response:
        """One's own links from the claim to evidence; POST makes one, or changes the one there is."""
        claim, person = own_claim(request, pk), person_of(request)
        if request.method == "GET":
            return Response(LinkSerializer(own_links(person, claim), many=True).data)
        asked = LinkAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        evidence = found(Evidence.objects.all(), given.pop("evidence"))
        link = link_evidence(person, claim, evidence, given.pop("stance"), **given)
        return Response(LinkSerializer(link).data, status=status.HTTP_201_CREATED)

    @described(VerdictAskedSerializer, VerdictSerializer, methods=["PUT"])
    @described(answer=VerdictSerializer, methods=["GET", "DELETE"])
    @action(detail=True, methods=["get", "put", "delete"])
    def verdict(self, request: Request, pk: str) -> Response:
        """One's own verdict on the claim; PUT gives it, DELETE takes it back; both say which version they saw."""
        claim, person = own_claim(request, pk), person_of(request)
        if request.method == "GET":
            given = own_verdict(person, claim)
            return Response(
                VerdictSerializer(given).data if given else {"claim": claim.pk, "verdict": "", "version": 0}
            )
        if request.method == "PUT":
            given = give_verdict(person, claim, body_of(request), version_of(request))
        else:
            given = take_back_verdict(person, claim, version_of(request))
        return Response(VerdictSerializer(given).data)

    @described(CommentAskedSerializer, CommentSerializer, 201, methods=["POST"])
    @described(answer=CommentSerializer(many=True), methods=["GET"])
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def comments(self, request: Request, pk: str) -> Response:
        """What is said about the claim, the oldest first: by others once all have submitted. POST says more."""
        person = person_of(request)
        claim = found(commentable(person), pk)
        if not may(person, "claim.comment", claim):
            raise Http404
        if request.method == "GET":
            rows = visible_comments(person).filter(claim=claim).select_related("claim").prefetch_related("mentions")
            return Response(CommentSerializer(rows, many=True).data)
        made = comment(person, claim, body_of(request).get("text"))
        return Response(CommentSerializer(made).data, status=status.HTTP_201_CREATED)

    @described(answer=WithdrawnSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring back a claim that was taken back; the answer is the claim that stands at its words now."""
        person = person_of(request)
        if seen(person, "claim", id_from(pk)) is None:
            raise Http404
        return Response(WithdrawnSerializer(restore(person, found(_WITH_PROJECT, pk))).data)

    @described(AdjudicationSerializer, SettlementSerializer)
    @action(detail=True, methods=["post"])
    def adjudicate(self, request: Request, pk: str) -> Response:
        """Settle a claim on which reviewers differ."""
        person = person_of(request)
        rows = Claim.objects.filter(article__in=visible_articles(person)).select_related("article__project")
        claim = found(rows, pk)
        asked = AdjudicationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(SettlementSerializer(adjudicate(person, claim, asked.validated_data, version_of(request))).data)


def _endpoint(verb: ReviewAction) -> Any:
    def act(self: ClaimViewSet, request: Request, pk: str) -> Response:
        claim, person = own_claim(request, pk), person_of(request)
        verb.perform(person, claim, body_of(request), version_of(request))
        item = item_of(person, claim)
        return Response(ItemSerializer(item).data, headers={"ETag": f'"{item.version}"'})

    act.__doc__ = f"{type(verb).__doc__}"
    act.__name__ = f"review_{verb.name}"
    described_ = described({"application/json": {"type": "object"}}, ItemSerializer, operation_id=f"claims_{verb.name}")
    return action(detail=True, methods=["post"], url_path=verb.name, url_name=verb.name)(described_(act))


for _verb in REVIEW_ACTIONS:
    if _verb.on is Claim:
        setattr(ClaimViewSet, f"review_{_verb.name}", _endpoint(_verb))


class LinkViewSet(viewsets.GenericViewSet[EvidenceLink]):
    """One's own links to evidence."""

    queryset = EvidenceLink.objects.none()
    serializer_class = LinkSerializer

    @described(answer=None, code=204)
    def destroy(self, request: Request, pk: str) -> Response:
        """Take a link back."""
        person = person_of(request)
        own = EvidenceLink.objects.filter(linked_by=person, claim__article__in=visible_articles(person))
        unlink_evidence(person, found(own.select_related("claim__article__project"), pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class JudgementViewSet(viewsets.ReadOnlyModelViewSet[Judgement]):
    """Judgements: one's own; others' once every reviewer of the article has submitted."""

    queryset = Judgement.objects.none()
    serializer_class = JudgementSerializer

    def get_queryset(self) -> QuerySet[Judgement]:
        """What the person may see, narrowed by `article` and `project`."""
        rows = visible_judgements(person_of(self.request)).select_related("reviewer", "claim")
        return narrowed(rows, self.request, **NARROWING)

    @described(
        answer=JudgementSerializer(many=True),
        parameters=NARROWED,
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Judgements, the newest first."""
        return super().list(request, *args, **kwargs)


class SettlementViewSet(viewsets.ReadOnlyModelViewSet[Settlement]):
    """Gold answers."""

    queryset = Settlement.objects.none()
    serializer_class = SettlementSerializer

    def get_queryset(self) -> QuerySet[Settlement]:
        """What the person may see, narrowed by `article` and `project`."""
        return narrowed(visible_settlements(person_of(self.request)), self.request, **NARROWING)

    @described(
        answer=SettlementSerializer(many=True),
        parameters=NARROWED,
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Settled claims, the newest first."""
        return super().list(request, *args, **kwargs)

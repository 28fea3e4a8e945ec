"""The API's addresses, below /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from claims.api.articles import ArticleViewSet
from claims.api.claims import ClaimViewSet, JudgementViewSet, LinkViewSet, SettlementViewSet
from claims.api.comments import CommentViewSet
from claims.api.projects import ProjectViewSet
from claims.api.releases import EvaluationViewSet, ReleaseViewSet
from claims.api.terms import TermViewSet
from claims.api.work import AssignmentViewSet, EvidenceViewSet, ExportViewSet, JobViewSet, kinds, me

# Its root, /api/v1/, names the lists.
router = DefaultRouter()
router.include_format_suffixes = False
for name, viewset in {
    "projects": ProjectViewSet,
    "articles": ArticleViewSet,
    "claims": ClaimViewSet,
    "links": LinkViewSet,
    "comments": CommentViewSet,
    "judgements": JudgementViewSet,
    "settlements": SettlementViewSet,
    "evidence": EvidenceViewSet,
    "assignments": AssignmentViewSet,
    "exports": ExportViewSet,
    "releases": ReleaseViewSet,
    "evaluations": EvaluationViewSet,
    "jobs": JobViewSet,
    "terms": TermViewSet,
}.items():
    router.register(name, viewset, basename=f"api-{name}")

urlpatterns = [
    path("me/", me, name="api-me"),
    path("kinds/", kinds, name="api-kinds"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include(router.urls)),
]

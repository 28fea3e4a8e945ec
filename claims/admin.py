"""The administrator's site: accounts, and a look at every record. Work itself is done in the pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from claims.actions.log import log
from claims.models import (
    Article,
    Assignment,
    AuditEntry,
    Claim,
    ClaimRelation,
    Comment,
    Event,
    Evidence,
    EvidenceLink,
    GuidelineVersion,
    Invitation,
    Job,
    Judgement,
    Membership,
    Person,
    Project,
    ProjectTerm,
    Release,
    Settlement,
    Verdict,
)
from claims.models.claim import Origin
from claims.queries.articles import BLIND
from claims.queries.visible import BLIND_IS_OVER

admin.site.site_header = admin.site.site_title = "Claimwright"
admin.site.index_title = "Administration"


class ReadOnly(admin.ModelAdmin[Any]):
    """A record to look at: written by actions alone, so that each change has its audit entry."""

    show_full_result_count = False
    list_per_page = 50
    # The path from the record to its article, where it tells what a reviewer answered: then it is shown only once all
    # reviewers of the article have submitted, to administrators as to everybody.
    blind_until_over = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The records that may be looked at."""
        rows = super().get_queryset(request)
        return rows.filter(**{f"{self.blind_until_over}__state__in": BLIND_IS_OVER}) if self.blind_until_over else rows

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes one."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Site administrators may look."""
        return bool(request.user.is_superuser)


@admin.register(Person)
class PersonAdmin(UserAdmin):
    """Accounts. One that is not wanted any more is deactivated: its work stays."""

    list_display = ("username", "name", "email", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    actions = ("deactivate",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Save the account; what it may do, and whether it is on, is logged where that is new or changed."""
        before = Person.objects.get(pk=obj.pk).snapshot() if change else None
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if before != obj.snapshot():
                log(
                    request.user,
                    "change_account" if change else "add_account",
                    obj,
                    before=before,
                    after=obj.snapshot(),
                )

    @admin.action(description="Deactivate the chosen accounts")
    def deactivate(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        """Switch accounts off, except the administrator's own."""
        off = list(people.filter(is_active=True).exclude(pk=request.user.pk or 0))
        with transaction.atomic():
            for person in off:
                before, person.is_active = person.snapshot(), False
                person.save(update_fields=["is_active"])
                log(request.user, "deactivate_account", person, before=before, after=person.snapshot())
        self.message_user(request, f"{len(off)} deactivated. Their work stays.")


class MembershipInline(admin.TabularInline[Membership, Project]):
    """A project's people. Their roles are given in the pages, so that each change is logged."""

    model = Membership
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one here."""
        return False


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    """Projects and who belongs to them. They are archived, not deleted."""

    list_display = ("name", "reviewers_per_article", "created_by", "created_at", "archived_at")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    inlines = (MembershipInline,)


@admin.register(GuidelineVersion)
class GuidelineVersionAdmin(ReadOnly):
    """Versions of guidelines."""

    list_display = ("project", "number", "created_by", "created_at")
    list_select_related = ("project", "created_by")


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    """Articles."""

    list_display = ("id", "title", "project", "state", "source", "language", "published_at", "ingested_at")
    list_display_links = ("id", "title")
    list_select_related = ("project",)
    list_filter = ("state", "language", "project")
    search_fields = ("title", "source", "url", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Articles without their texts, which lists do not show."""
        rows = super().get_queryset(request)
        return (
            rows.defer("text")
            if request.resolver_match and "changelist" in str(request.resolver_match.url_name)
            else rows
        )


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """Claims as they were first put."""

    list_display = ("id", "kind", "quote", "article", "origin", "rule", "score", "created_at")
    list_select_related = ("article",)
    list_filter = ("kind", "origin")
    search_fields = ("quote", "rule")
    raw_id_fields = ("article", "author")
    # What these tell comes of answers that nobody may see before all have submitted.
    exclude = ("dispute", "waits", "same_as", "apart")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """What the pipeline proposed; what was added by hand once all reviewers of its article have submitted."""
        return super().get_queryset(request).filter(~Q(origin=Origin.PERSON) | Q(article__state__in=BLIND_IS_OVER))


@admin.register(Judgement)
class JudgementAdmin(ReadOnly):
    """Reviewers' answers."""

    blind_until_over = "claim__article"
    list_display = ("id", "reviewer", "decision", "kind", "quote", "reason", "decided_at", "version")
    list_select_related = ("reviewer",)
    list_filter = ("decision", "kind")
    search_fields = ("quote", "reviewer__username")


@admin.register(Settlement)
class SettlementAdmin(ReadOnly):
    """Gold answers."""

    blind_until_over = "claim__article"
    list_display = ("id", "resolution", "is_claim", "kind", "quote", "verdict", "settled_by", "settled_at")
    list_select_related = ("settled_by",)
    list_filter = ("resolution", "is_claim", "kind", "verdict")
    search_fields = ("quote",)


@admin.register(Verdict)
class VerdictAdmin(ReadOnly):
    """Reviewers' verdicts."""

    blind_until_over = "claim__article"
    list_display = ("id", "reviewer", "label", "claim", "as_of", "given_at")
    list_select_related = ("reviewer", "claim")
    list_filter = ("label",)
    search_fields = ("justification", "reviewer__username")


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    """What people say about claims."""

    blind_until_over = "claim__article"
    list_display = ("id", "author", "claim", "text", "created_at", "resolved_by")
    list_select_related = ("author", "claim", "resolved_by")
    search_fields = ("text", "author__username")


@admin.register(ProjectTerm)
class ProjectTermAdmin(ReadOnly):
    """Projects' own contested terms."""

    list_display = ("id", "words", "action", "project", "added_by", "added_at")
    list_select_related = ("project", "added_by")
    list_filter = ("action",)
    search_fields = ("words",)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnly):
    """The shared evidence."""

    list_display = ("id", "title", "publisher", "published_at", "added_by", "added_at")
    list_display_links = ("id", "title")
    list_select_related = ("added_by",)
    search_fields = ("title", "publisher", "url", "passage")


@admin.register(EvidenceLink)
class EvidenceLinkAdmin(ReadOnly):
    """Who linked which evidence to which claim."""

    blind_until_over = "claim__article"
    list_display = ("id", "claim", "evidence", "stance", "linked_by", "linked_at")
    list_select_related = ("claim", "evidence", "linked_by")
    list_filter = ("stance",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    """Who has which article."""

    list_display = ("id", "article", "person", "phase", "state", "assigned_at", "submitted_at", "due_on")
    list_select_related = ("article", "person")
    list_filter = ("state", "phase")
    search_fields = ("article__title", "person__username")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who was invited into which project."""

    list_display = ("id", "project", "role", "email", "created_by", "expires_at", "revoked_at", "used")
    list_select_related = ("project", "created_by")


@admin.register(Event)
class EventAdmin(ReadOnly):
    """What claims of several articles are about."""

    list_display = ("id", "title", "place", "starts_on", "ends_on")
    search_fields = ("title", "place")


@admin.register(ClaimRelation)
class ClaimRelationAdmin(ReadOnly):
    """How claims stand to each other."""

    list_display = ("id", "claim", "relation", "other", "author")
    list_select_related = ("claim", "other", "author")
    list_filter = ("relation",)


@admin.register(Release)
class ReleaseAdmin(ReadOnly):
    """Frozen gold."""

    list_display = ("project", "number", "sha256", "created_by", "created_at")
    list_select_related = ("project", "created_by")


@admin.register(Job)
class JobAdmin(ReadOnly):
    """Background work."""

    list_display = ("id", "name", "project", "state", "done", "total", "asked_by", "created_at", "finished_at")
    list_select_related = ("project", "asked_by")
    list_filter = ("state", "name")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    """The audit log."""

    list_display = ("id", "at", "actor", "verb", "object_type", "object_id", "project")
    list_select_related = ("actor", "project")
    list_filter = ("verb", "object_type")
    search_fields = ("=object_id", "actor__username")
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """Entries, but for what others answered in articles that are still reviewed blind."""
        rows = super().get_queryset(request)
        return rows.filter(~Q(object_type__in=BLIND) | Q(article__state__in=BLIND_IS_OVER) | Q(actor=request.user.pk))

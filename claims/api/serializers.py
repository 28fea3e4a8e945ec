"""How records look as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.models import (
    Article,
    Assignment,
    Claim,
    Evidence,
    EvidenceLink,
    Job,
    Judgement,
    Person,
    Project,
    Settlement,
    Verdict,
)
from claims.models.claim import kind_choices
from claims.models.evidence import Stance
from claims.models.judgement import AdjudicationReason
from claims.models.verdict import VerdictLabel

KIND_CODES = kind_choices()


class ErrorSerializer(serializers.Serializer[Any]):
    """Every refusal."""

    error = serializers.DictField(help_text="code, message, fields; current and mine with a 409")


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project."""

    class Meta:
        model = Project
        fields = [
            *("id", "name", "description", "kinds", "reviewers_per_article", "double_share", "unaided_share"),
            *("self_service", "lease_hours", "training_threshold", "created_at", "archived_at"),
        ]
        read_only_fields = ["created_at", "archived_at"]


class ArticleRowSerializer(serializers.ModelSerializer[Article]):
    """An article in a list, without its text."""

    class Meta:
        model = Article
        fields = [
            *("id", "project", "title", "source", "url", "published_at", "language"),
            *("state", "sha256", "fingerprint", "ingested_at"),
        ]
        read_only_fields = fields


class ArticleSerializer(ArticleRowSerializer):
    """An article, whole. Offsets of claims are code points into `text`."""

    class Meta(ArticleRowSerializer.Meta):
        fields = [*ArticleRowSerializer.Meta.fields, "text", "boilerplate"]
        read_only_fields = fields


class DraftSerializer(serializers.Serializer[Any]):
    """An article to take in."""

    text = serializers.CharField(trim_whitespace=False)
    title = serializers.CharField(required=False, allow_blank=True, max_length=500)
    source = serializers.CharField(required=False, allow_blank=True, max_length=200)  # type: ignore[assignment]
    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)
    published_at = serializers.DateField(required=False, allow_null=True)
    language = serializers.CharField(required=False, max_length=16)


class IngestSerializer(serializers.Serializer[Any]):
    """A batch of articles for a project."""

    project = serializers.IntegerField()
    articles = DraftSerializer(many=True, allow_empty=False)


class IngestReportSerializer(serializers.Serializer[Any]):
    """What became of a batch, and the job that pre-annotates what is new."""

    created = serializers.ListField(child=serializers.IntegerField())
    duplicates = serializers.ListField(child=serializers.DictField())
    problems = serializers.ListField(child=serializers.CharField())
    job = serializers.IntegerField(allow_null=True)


class AnswerSerializer(serializers.Serializer[Any]):
    """Kind, place, attributes and role spans of a claim."""

    kind = serializers.ChoiceField(KIND_CODES)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    quote = serializers.CharField()
    attributes = serializers.DictField()
    spans = serializers.DictField(help_text="{role: [[start, end], ...]}")


class ItemSerializer(serializers.Serializer[Any]):
    """A claim as the person who asks holds it: what was proposed, and her own answer."""

    id = serializers.IntegerField()
    article = serializers.IntegerField(source="claim.article_id")
    status = serializers.CharField(help_text="open, confirmed, corrected, rejected or skipped")
    version = serializers.IntegerField(help_text="give it back with the next action on this claim")
    origin = serializers.CharField(source="claim.origin")
    rule = serializers.CharField(source="claim.rule")
    fingerprint = serializers.CharField(source="claim.fingerprint")
    score = serializers.FloatField(source="claim.score")
    priority = serializers.FloatField(source="claim.priority")
    proposed = AnswerSerializer(source="claim")
    answer = AnswerSerializer()


class WithdrawnSerializer(serializers.ModelSerializer[Claim]):
    """A claim that was taken back, or, once it was brought back, with `withdrawn_at` null."""

    class Meta:
        model = Claim
        fields = ["id", "article", "kind", "start", "end", "quote", "withdrawn_at"]
        read_only_fields = fields


class JudgementSerializer(serializers.ModelSerializer[Judgement]):
    """One reviewer's answer to one claim."""

    reviewer = serializers.CharField(source="reviewer.username", read_only=True)
    article = serializers.IntegerField(source="claim.article_id", read_only=True)

    class Meta:
        model = Judgement
        fields = [
            *("id", "claim", "article", "reviewer", "decision", "reason", "note"),
            *("kind", "start", "end", "quote", "attributes", "spans"),
            *("version", "guideline_version", "decided_at"),
        ]
        read_only_fields = fields


class SettlementSerializer(serializers.ModelSerializer[Settlement]):
    """The gold answer of a claim."""

    class Meta:
        model = Settlement
        fields = [
            *("id", "claim", "is_claim", "resolution", "reason", "confidence", "guideline_change", "note"),
            *("kind", "start", "end", "quote", "attributes", "spans"),
            *("verdict", "justification", "as_of", "version", "settled_at"),
        ]
        read_only_fields = fields


class AdjudicationSerializer(serializers.Serializer[Any]):
    """An adjudicator's decision; what is left out of the answer is as proposed."""

    version = serializers.IntegerField(required=False, default=0)
    is_claim = serializers.BooleanField(required=False, default=True)
    kind = serializers.ChoiceField(KIND_CODES, required=False)
    start = serializers.IntegerField(required=False)
    end = serializers.IntegerField(required=False)
    attributes = serializers.DictField(required=False)
    merge = serializers.DictField(
        required=False,
        child=serializers.CharField(allow_blank=True),
        help_text="{part: whose, empty for as proposed}: kind, span, attributes by name, verdict, justification, evidence",
    )
    reason = serializers.ChoiceField(AdjudicationReason.choices)
    confidence = serializers.IntegerField(required=False, allow_null=True)
    guideline_change = serializers.BooleanField(required=False)
    note = serializers.CharField(required=False, allow_blank=True)
    verdict = serializers.ChoiceField(VerdictLabel.choices, required=False, allow_blank=True)
    justification = serializers.CharField(required=False, allow_blank=True)
    as_of = serializers.DateField(required=False, allow_null=True)


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """Evidence of the shared store. To change it, give the `version` that you saw."""

    class Meta:
        model = Evidence
        fields = [
            *("id", "url", "archive_url", "title", "publisher", "published_at"),
            *("medium", "passage", "note", "added_at", "version"),
        ]
        read_only_fields = ["added_at"]
        extra_kwargs = {"version": {"required": False}}


class LinkSerializer(serializers.ModelSerializer[EvidenceLink]):
    """A person's word that evidence bears on a claim."""

    class Meta:
        model = EvidenceLink
        fields = ["id", "claim", "evidence", "stance", "evidence_set", "note", "linked_at"]
        read_only_fields = ["claim", "linked_at"]


class LinkAskedSerializer(serializers.Serializer[Any]):
    """A link to make."""

    evidence = serializers.IntegerField()
    stance = serializers.ChoiceField(Stance.choices)
    evidence_set = serializers.IntegerField(required=False, default=1)
    note = serializers.CharField(required=False, allow_blank=True, default="")


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """A reviewer's verdict on a claim; an empty label once it is taken back."""

    verdict = serializers.CharField(source="label")

    class Meta:
        model = Verdict
        fields = ["claim", "verdict", "justification", "condition", "as_of", "version", "given_at"]
        read_only_fields = fields


class VerdictAskedSerializer(serializers.Serializer[Any]):
    """A verdict to give."""

    verdict = serializers.ChoiceField(VerdictLabel.choices)
    justification = serializers.CharField()
    condition = serializers.CharField(required=False, allow_blank=True)
    as_of = serializers.DateField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False, default=0)


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """Who has which article, and how far it is."""

    person = serializers.CharField(source="person.username", read_only=True)
    title = serializers.CharField(source="article.title", read_only=True)
    project = serializers.IntegerField(source="article.project_id", read_only=True)

    class Meta:
        model = Assignment
        fields = [
            *("id", "article", "title", "project", "person", "phase", "state"),
            *("due_on", "reminded_on", "lease_until", "assigned_at", "started_at", "submitted_at"),
        ]
        read_only_fields = fields


class AssignSerializer(serializers.Serializer[Any]):
    """Articles to give to people."""

    project = serializers.IntegerField()
    articles = serializers.ListField(child=serializers.IntegerField(), allow_empty=False)
    people = serializers.ListField(child=serializers.CharField(), allow_empty=False, help_text="user names")
    due_on = serializers.DateField(required=False, allow_null=True)


class ReassignSerializer(serializers.Serializer[Any]):
    """To whom an article goes."""

    person = serializers.CharField(help_text="user name")


class DueSerializer(serializers.Serializer[Any]):
    """By when an article is to be handed in."""

    due_on = serializers.DateField(allow_null=True)


class JobSerializer(serializers.ModelSerializer[Job]):
    """Background work."""

    percent = serializers.IntegerField(read_only=True)

    class Meta:
        model = Job
        fields = [
            *("id", "name", "project", "state", "done", "total", "percent"),
            *("report", "error", "created_at", "finished_at"),
        ]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[Person]):
    """The person whose token or session this is, with her roles by project id."""

    roles = serializers.DictField(child=serializers.CharField())

    class Meta:
        model = Person
        fields = ["id", "username", "first_name", "last_name", "email", "is_superuser", "roles"]
        read_only_fields = fields

"""The record. People are PROTECTed throughout: an account is switched off, its work stays."""

from claims.models.article import Article
from claims.models.assignment import Assignment
from claims.models.audit import AuditEntry
from claims.models.claim import Claim
from claims.models.comment import Comment
from claims.models.count import Counted, CountedTo, DayCount, RuleCount, Total
from claims.models.event import ClaimRelation, Event
from claims.models.evidence import Evidence, EvidenceLink
from claims.models.invitation import Invitation
from claims.models.job import Job, WorkerPulse
from claims.models.judgement import Judgement, Settlement
from claims.models.looking import Looking
from claims.models.person import Person
from claims.models.project import GuidelineVersion, Membership, Project
from claims.models.release import Release
from claims.models.term import ProjectTerm
from claims.models.verdict import Verdict

__all__ = [
    "Article",
    "Assignment",
    "AuditEntry",
    "Claim",
    "ClaimRelation",
    "Comment",
    "Counted",
    "CountedTo",
    "DayCount",
    "Event",
    "Evidence",
    "EvidenceLink",
    "GuidelineVersion",
    "Invitation",
    "Job",
    "Judgement",
    "Looking",
    "Membership",
    "Person",
    "Project",
    "ProjectTerm",
    "Release",
    "RuleCount",
    "Settlement",
    "Total",
    "Verdict",
    "WorkerPulse",
]

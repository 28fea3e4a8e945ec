"""Entries of the audit log in words that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate import KINDS
from claims.models import AuditEntry
from claims.models.article import ArticleState
from claims.models.assignment import AssignmentState
from claims.models.evidence import Stance
from claims.models.judgement import AdjudicationReason, Decision, RejectReason, Resolution
from claims.models.term import TermAction, TermBends, families
from claims.models.verdict import VerdictLabel
from claims.permissions import ROLES

EMPTY: tuple[Any, ...] = ("", None, [], {})
VERBS = {
    "add": _("added the claim"),
    "add_account": _("made the account"),
    "add_evidence": _("added the evidence"),
    "add_member": _("added to the project"),
    "add_term": _("added the term"),
    "adjudicate": _("adjudicated the claim"),
    "archive": _("archived the project"),
    "assign": _("gave the article"),
    "begin": _("began the article"),
    "begin_training": _("began the training"),
    "change_account": _("changed the account"),
    "change_evidence": _("changed the evidence"),
    "change_guideline": _("changed the guideline"),
    "change_project": _("changed the settings"),
    "change_role": _("changed the role"),
    "change_term": _("changed the term"),
    "choose_keys": _("chose keys"),
    "close_same": _("closed the claim as the same as another"),
    "comment": _("commented"),
    "confirm": _("confirmed the claim"),
    "correct": _("corrected the claim"),
    "create_project": _("made the project"),
    "deactivate_account": _("switched the account off"),
    "export": _("exported the gold"),
    "ingest": _("added the article"),
    "invite": _("invited"),
    "join": _("joined the project"),
    "lapse": _("put back what was not finished in time"),
    "link": _("linked evidence"),
    "open_same": _("opened the claim again with the other"),
    "pass_training": _("passed the training"),
    "preannotate": _("pre-annotated the article"),
    "redo": _("did again"),
    "reject": _("rejected the claim"),
    "release": _("took the article back"),
    "release_gold": _("released the gold"),
    "remind": _("reminded of the article"),
    "remove_member": _("took out of the project"),
    "remove_term": _("removed the term"),
    "reopen": _("took the article up again"),
    "reopen_claim": _("opened the claim again"),
    "resolve": _("resolved the comment"),
    "restore": _("brought the claim back"),
    "return": _("returned the article"),
    "revoke_invitation": _("revoked the invitation"),
    "set_apart": _("set the claim apart from others"),
    "set_due": _("set when it is due"),
    "set_together": _("let the claim be lined up with others again"),
    "settle": _("settled the claim"),
    "sign_up": _("signed up"),
    "skip": _("skipped the claim"),
    "submit": _("handed the article in"),
    "take": _("took the article"),
    "take_back_verdict": _("took the verdict back"),
    "train_off": _("took the article out of the training"),
    "train_on": _("chose the article for training"),
    "unarchive": _("brought the project back"),
    "undo": _("undid"),
    "unlink": _("unlinked evidence"),
    "unresolve": _("took up the comment again"),
    "unsettle": _("took the settlement back"),
    "verdict": _("gave a verdict"),
    "withdraw": _("took the claim back"),
}
NAMES = {
    "person": _("Person"),
    "role": _("Role"),
    "state": _("State"),
    "kind": _("Kind"),
    "start": _("Start"),
    "end": _("End"),
    "quote": _("Words"),
    "decision": _("Answer"),
    "reason": _("Reason"),
    "note": _("Note"),
    "is_claim": _("A claim"),
    "resolution": _("Settled by"),
    "confidence": _("Confidence"),
    "guideline_change": _("Guideline must change"),
    "verdict": _("Verdict"),
    "label": _("Verdict"),
    "justification": _("Justification"),
    "condition": _("Condition"),
    "as_of": _("As of"),
    "claim": _("Claim"),
    "claim_id": _("Claim"),
    "same_as": _("The same as claim"),
    "sources": _("Merged from"),
    "span": _("Words"),
    "apart": _("A claim of its own"),
    "evidence": _("Evidence"),
    "stance": _("Stance"),
    "set": _("Evidence set"),
    "due_on": _("Due"),
    "reminded_on": _("Reminded on"),
    "lease_until": _("Held until"),
    "withdrawn_at": _("Taken back at"),
    "title": _("Title"),
    "source": _("Source"),
    "url": _("Address"),
    "name": _("Name"),
    "description": _("Description"),
    "kinds": _("Kinds"),
    "is_active": _("Switched on"),
    "is_superuser": _("Site administrator"),
    "username": _("User name"),
    "email": _("E-mail address"),
    "text": _("Text"),
    "archive_url": _("Archived at"),
    "publisher": _("Publisher"),
    "published_at": _("Published on"),
    "medium": _("Medium"),
    "passage": _("Passage, word for word"),
    "words": _("Words"),
    "action": _("Action"),
    "bends": _("How it bends"),
    "family": _("Family"),
    "reviewers_per_article": _("Reviewers per article"),
    "double_share": _("Of these, doubly reviewed, in per cent"),
    "unaided_share": _("Reviewed without proposals, in per cent"),
    "self_service": _("Reviewers take their next article themselves"),
    "pressing_first": _("They get first what most deserves checking, not what came in first"),
    "lease_hours": _("An article taken goes back after so many hours without a step"),
    "training_threshold": _("F1 that new reviewers have to reach in training, in per cent"),
    "is_staff": _("May open the administration"),
    "number": _("Number"),
    "days": _("Days"),
    "invited_by": _("Invited by"),
    "mentions": _("People named"),
    "resolved": _("Resolved"),
    "training": _("In the training"),
    "needed": _("Needed"),
    "articles": _("Articles"),
    "claims": _("Claims"),
    "rows": _("Rows"),
    "articles_in_review": _("Articles in review"),
    "claims_awaiting_adjudication": _("Claims that wait for adjudication"),
    "format": _("Format"),
    "fingerprint": _("Pipeline"),
    "new": _("New proposals"),
    "kept": _("Proposals kept"),
    "replaced": _("Proposals replaced"),
    **{one.name: _(one.label) for kind in KINDS for one in kind.attributes},
}
# What stands for itself in words, by the name of the value that holds it.
VALUES: dict[str, Mapping[Any, Any]] = {
    "decision": dict(Decision.choices),
    "reason": {**dict(RejectReason.choices), **dict(AdjudicationReason.choices)},
    "resolution": dict(Resolution.choices),
    "verdict": dict(VerdictLabel.choices),
    "label": dict(VerdictLabel.choices),
    "kind": {kind.slug: _(kind.label) for kind in KINDS},
    "kinds": {kind.slug: _(kind.label) for kind in KINDS},
    "state": {**dict(AssignmentState.choices), **dict(ArticleState.choices)},
    "role": dict(ROLES),
    "stance": dict(Stance.choices),
    "action": dict(TermAction.choices),
    "bends": dict(TermBends.choices),
    "family": {code: _(label) for code, label in families()},
    **{one.name: {code: _(label) for code, label in one.options} for kind in KINDS for one in kind.attributes},
}
YES_NO = {True: _("yes"), False: _("no")}


def told(entries: Iterable[AuditEntry]) -> list[tuple[AuditEntry, Any, list[tuple[Any, Any, Any]]]]:
    """Each entry with what was done in words, and what it changed."""
    return [(entry, VERBS.get(entry.verb, entry.verb), changes(entry)) for entry in entries]


def changes(entry: AuditEntry) -> list[tuple[Any, Any, Any]]:
    """What an entry changed: name, before and after of each value that is not the same, as words."""
    before, after = _flat(entry.before or {}), _flat(entry.after or {})
    names = dict.fromkeys([*before, *after])
    rows = [(NAMES.get(name, name), before.get(name), after.get(name)) for name in names]
    return [(name, old, new) for name, old, new in rows if old != new and not (old in EMPTY and new in EMPTY)]


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an entry with those of mappings in it, such as attributes, beside the others; lists as words.

    Where words stand in the text is left out: it is numbers by role, and some roles are called like attributes.
    """
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name == "spans":
            continue
        if name == "sources" and isinstance(value, dict):
            value = [f"{NAMES.get(part, part)}{_(': ')}{who or _('as proposed')}" for part, who in value.items()]
        within = _flat(value) if isinstance(value, dict) else {name: _words(name, value)}
        flat |= within
    return flat


def _words(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(value, list):
        return ", ".join(str(_words(name, one)) for one in value)
    known = VALUES.get(name, {})
    return str(known[value]) if isinstance(value, str) and value in known and value else value

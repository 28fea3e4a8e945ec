"""Who may do what: the one table. Everything that asks, asks `may(person, permission, object)`.

The bottom of the import order: predicates take objects as they come and import no model.
"""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

MANAGER, REVIEWER, ADJUDICATOR, VIEWER = "manager", "reviewer", "adjudicator", "viewer"
ROLES = [(MANAGER, _("manager")), (REVIEWER, _("reviewer")), (ADJUDICATOR, _("adjudicator")), (VIEWER, _("viewer"))]


def roles(person: Any) -> dict[int, str]:
    """The person's role by project id, read once per request (the person is read anew for each)."""
    if not hasattr(person, "_roles"):
        person._roles = dict(person.memberships.values_list("project_id", "role"))
    return person._roles


def _project_id(thing: Any) -> int | None:
    """The id of the project that `thing` is, or belongs to."""
    if hasattr(thing, "project_id"):
        return thing.project_id
    if hasattr(thing, "article"):
        return thing.article.project_id
    if hasattr(thing, "claim"):
        return thing.claim.article.project_id
    return thing.pk


def _article(thing: Any) -> Any:
    return thing.article if hasattr(thing, "article") else thing


def _has_role(*names: str) -> rules.predicates.Predicate:
    @rules.predicate(name=f"is_{'_or_'.join(names)}")
    def has_role(person: Any, thing: Any) -> bool:
        role = roles(person).get(_project_id(thing) or 0) if thing is not None else None
        return role is not None and role in names

    return has_role


def _assignments(person: Any, article: Any) -> list[str]:
    """States of the person's assignments to the article."""
    return [row.state for row in own_assignments(person, article)]


def own_assignments(person: Any, article: Any) -> list[Any]:
    """`pk`, `state`, `lease_until`, `pressing` of the person's assignments to the article, read once per article object."""
    known = article.__dict__.setdefault("_own_assignments", {})
    if person.pk not in known:
        rows = article.assignments.filter(person=person).order_by()
        known[person.pk] = list(rows.values_list("pk", "state", "lease_until", "pressing", named=True))
    return known[person.pk]


is_site_admin = rules.predicate(lambda person: person.is_superuser, name="is_site_admin")
manages_somewhere = rules.predicate(lambda person: MANAGER in roles(person).values(), name="manages_somewhere")
belongs_somewhere = rules.predicate(lambda person: bool(roles(person)), name="belongs_somewhere")
manager = _has_role(MANAGER)
adjudicator = _has_role(MANAGER, ADJUDICATOR)
sees_all = _has_role(MANAGER, ADJUDICATOR, VIEWER)
member = _has_role(MANAGER, REVIEWER, ADJUDICATOR, VIEWER)
may_judge = _has_role(MANAGER, REVIEWER, ADJUDICATOR)


@rules.predicate
def has_assignment(person: Any, thing: Any) -> bool:
    """Whether the article is or was the person's to review (and was not taken away)."""
    return any(state != "released" for state in _assignments(person, _article(thing)))


@rules.predicate
def has_open_assignment(person: Any, thing: Any) -> bool:
    """Whether the article is the person's to review now."""
    return any(state in ("assigned", "in_progress", "returned") for state in _assignments(person, _article(thing)))


@rules.predicate
def has_submitted(person: Any, thing: Any) -> bool:
    """Whether the person has handed the article in."""
    return "submitted" in _assignments(person, _article(thing))


@rules.predicate
def is_only_reviewer(person: Any, thing: Any) -> bool:
    """Whether nobody else reviews the article."""
    return not _article(thing).assignments.exclude(person=person).exclude(state="released").exists()


@rules.predicate
def blind_is_over(person: Any, thing: Any) -> bool:
    """Whether every reviewer of the article has submitted."""
    return thing is not None and _article(thing).state in ("adjudication", "settled")


@rules.predicate
def is_own(person: Any, thing: Any) -> bool:
    """Whether the person made it."""
    names = ("added_by_id", "asked_by_id", "linked_by_id", "author_id")
    owner = next((name for name in names if hasattr(thing, name)), None)
    return owner is not None and getattr(thing, owner) == person.pk


PERMISSIONS = rules.RuleSet()
for _name, _rule in {
    "project.create": is_site_admin | manages_somewhere,
    "project.view": is_site_admin | member,
    "project.manage": is_site_admin | manager,
    # The project's own contested terms.
    "term.change": is_site_admin | manager,
    "project.audit": is_site_admin | manager,
    # Reviewers train; managers and who sees all see how they fare.
    "project.train": may_judge,
    "article.ingest": is_site_admin | manager,
    # "Give me the next one", where the project lets its people help themselves.
    "article.take": may_judge,
    "article.list": is_site_admin | sees_all,
    "article.view": is_site_admin | sees_all | (member & has_assignment),
    # The review screen: one's own answers, to change while it is open, to read afterwards.
    "article.view_own": may_judge & has_assignment,
    "article.assign": is_site_admin | manager,
    # Asking the reviewers of what is in their hands not to forget it.
    "assignment.remind": is_site_admin | manager,
    "article.review": may_judge & has_open_assignment,
    # While review is blind each sees her own comments alone; afterwards all do who have to do with the article.
    "claim.comment": (may_judge & has_assignment) | (adjudicator & blind_is_over),
    # A submission can be taken back until it opened others' judgements to its maker's eyes.
    "article.reopen": may_judge & has_submitted & (~blind_is_over | is_only_reviewer),
    # Nobody settles what they judged.
    "project.adjudicate": adjudicator,
    "article.adjudicate": adjudicator & ~has_assignment & blind_is_over,
    # Nobody sees another's judgement before all have submitted, not even a manager.
    "judgement.view_all": (is_site_admin | sees_all | (member & has_assignment)) & blind_is_over,
    # One's own that one took back, while the article is in hand; any, once it hides nothing from anybody.
    "claim.restore": (may_judge & has_open_assignment & is_own) | ((is_site_admin | manager) & blind_is_over),
    "evidence.view": is_site_admin | belongs_somewhere,
    "evidence.add": is_site_admin | belongs_somewhere,
    "evidence.change": is_site_admin | is_own,
    "gold.export": is_site_admin | sees_all,
    "gold.release": is_site_admin | manager,
    # What a rule or a kind is; of its record each sees what she may see of the judgements.
    "rule.view": is_site_admin | belongs_somewhere,
    # Of articles on which the blind phase is over, and of no others.
    "agreement.view": is_site_admin | sees_all,
    "job.view": is_site_admin | is_own | manager,
}.items():
    PERMISSIONS.add_rule(_name, _rule)


def may(person: Any, permission: str, thing: Any = None) -> bool:
    """Whether `person` has `permission` on `thing`. Raises KeyError for a permission the table does not have."""
    if not PERMISSIONS.rule_exists(permission):
        raise KeyError(f"{permission} is not in the permission table")
    return bool(person.is_authenticated and person.is_active and PERMISSIONS.test_rule(permission, person, thing))

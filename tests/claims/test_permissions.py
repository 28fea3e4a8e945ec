"""Who may do what: every permission, every person, every state of an article, written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.models import (
    Article,
    Assignment,
    Claim,
    Evidence,
    EvidenceLink,
    Job,
    Judgement,
    Membership,
    Person,
    Project,
    ProjectTerm,
    Verdict,
)
from claims.permissions import PERMISSIONS, ROLES, may

# Alice and Bob review, Maya manages, Adam adjudicates, Vera views, Zoe is a stranger, root administers the site.
PEOPLE = {"A": "alice", "B": "bob", "M": "maya", "D": "adam", "V": "vera", "Z": "zoe", "R": "root"}

# Where the article stands, and who has it how.
SCENES: dict[str, tuple[str, dict[str, str]]] = {
    "new": ("new", {}),
    "assigned": ("review", {"alice": "assigned"}),
    "half": ("review", {"alice": "submitted", "bob": "in_progress"}),
    "returned": ("review", {"alice": "returned", "bob": "submitted"}),
    "released": ("review", {"alice": "released", "bob": "assigned"}),
    "differ": ("adjudication", {"alice": "submitted", "bob": "submitted"}),
    "settled": ("settled", {"alice": "submitted", "bob": "submitted"}),
    "alone": ("settled", {"alice": "submitted", "bob": "released", "adam": "released"}),
    # Managers and adjudicators may review as well; a viewer or a stranger was a reviewer once.
    "crossed": (
        "review",
        {"maya": "assigned", "adam": "submitted", "vera": "assigned", "zoe": "assigned", "root": "assigned"},
    ),
    "decided": ("settled", {"maya": "submitted", "vera": "submitted", "zoe": "submitted", "root": "submitted"}),
}

TABLE = """
                    new      assigned  half     returned  released  differ   settled  alone    crossed  decided
project.create      MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
project.view        ABMDVR   ABMDVR    ABMDVR   ABMDVR    ABMDVR    ABMDVR   ABMDVR   ABMDVR   ABMDVR   ABMDVR
project.manage      MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
term.change         MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
project.audit       MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
project.train       ABMD      ABMD     ABMD     ABMD      ABMD      ABMD     ABMD     ABMD     ABMD     ABMD
article.ingest      MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
article.take        ABMD      ABMD     ABMD     ABMD      ABMD      ABMD     ABMD     ABMD     ABMD     ABMD
article.list        MDVR     MDVR      MDVR     MDVR      MDVR      MDVR     MDVR     MDVR     MDVR     MDVR
article.view        MDVR     AMDVR     ABMDVR   ABMDVR    BMDVR     ABMDVR   ABMDVR   AMDVR    MDVR     MDVR
article.view_own    -        A         AB       AB        B         AB       AB       A        MD       M
article.assign      MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
assignment.remind   MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
article.review      -        A         B        A         B         -        -        -        M        -
claim.comment       -        A         AB       AB        B         ABMD     ABMD     AMD      MD       MD
article.reopen      -        -         A        B         -         -        -        A        D        -
project.adjudicate  MD        MD       MD       MD        MD        MD       MD       MD       MD       MD
article.adjudicate  -        -         -        -         -         MD       MD       MD       -        D
judgement.view_all  -        -         -        -         -         ABMDVR   ABMDVR   AMDVR    -        MDVR
claim.restore       -        -         B        -         B         MR       MR       MR       -        MR
evidence.view       ABMDVR   ABMDVR    ABMDVR   ABMDVR    ABMDVR    ABMDVR   ABMDVR   ABMDVR   ABMDVR   ABMDVR
evidence.add        ABMDVR   ABMDVR    ABMDVR   ABMDVR    ABMDVR    ABMDVR   ABMDVR   ABMDVR   ABMDVR   ABMDVR
evidence.change     BR       BR        BR       BR        BR        BR       BR       BR       BR       BR
gold.release        MR       MR        MR       MR        MR        MR       MR       MR       MR       MR
rule.view           ABMDVR   ABMDVR    ABMDVR   ABMDVR    ABMDVR    ABMDVR   ABMDVR   ABMDVR   ABMDVR   ABMDVR
gold.export         MDVR     MDVR      MDVR     MDVR      MDVR      MDVR     MDVR     MDVR     MDVR     MDVR
agreement.view      MDVR     MDVR      MDVR     MDVR      MDVR      MDVR     MDVR     MDVR     MDVR     MDVR
job.view            BMR      BMR       BMR      BMR       BMR       BMR      BMR      BMR      BMR      BMR
"""


def read_table() -> dict[tuple[str, str], set[str]]:
    """Each cell of TABLE: (permission, scene) to the names of those who may."""
    header, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert header == list(SCENES)
    cells = {}
    for permission, *letters in rows:
        for scene, cell in zip(header, letters, strict=True):
            cells[permission, scene] = {PEOPLE[letter] for letter in cell.replace("-", "")}
    return cells


CELLS = read_table()


@pytest.fixture
def people(request: pytest.FixtureRequest, project: Project) -> dict[str, Person]:
    return {name: request.getfixturevalue(name) for name in PEOPLE.values()}


@pytest.fixture
def things(
    project: Project, article: Article, bob: Person, make_claim: Callable[..., Claim]
) -> Callable[[str], list[Any]]:
    """`things(permission)`: what it is asked of: the article and a claim of it, the project, Bob's evidence or job."""
    claim = make_claim(article, "12 people")
    evidence = Evidence.objects.create(title="E", url="https://e.example", added_by=bob)
    job = Job.objects.create(name="export", project=project, asked_by=bob)
    term = ProjectTerm.objects.create(project=project, words="land defender", added_by=bob)
    his = make_claim(article, "Ostrava Bay", _origin="person", _author=bob)
    kept: dict[str, list[Any]] = {
        "project.create": [None],
        "article.ingest": [project],
        "term.change": [project, term],
        "article.list": [project],
        "article.take": [project],
        "gold.export": [project],
        "agreement.view": [project],
        "gold.release": [project],
        "evidence.add": [None],
        "evidence.view": [evidence],
        "evidence.change": [evidence],
        "job.view": [job],
        "rule.view": [None],
    }

    def find(permission: str) -> list[Any]:
        if permission == "claim.restore":
            return [Claim.objects.select_related("article").get(pk=his.pk)]
        if permission.startswith("project."):
            return kept.get(permission, [project])
        # Read anew, as each request reads them.
        return kept.get(permission) or [
            Article.objects.get(pk=article.pk),
            Claim.objects.select_related("article").get(pk=claim.pk),
        ]

    return find


def test_the_table_has_every_permission_and_no_other() -> None:
    assert {permission for permission, _ in CELLS} == set(PERMISSIONS)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_each_cell(
    permission: str,
    scene: str,
    people: dict[str, Person],
    article: Article,
    things: Callable[[str], list[Any]],
) -> None:
    state, assignments = SCENES[scene]
    Article.objects.update(state=state)
    for name, how in assignments.items():
        Assignment.objects.create(article=article, person=people[name], state=how)
    for thing in things(permission):
        allowed = {name for name, person in people.items() if may(person, permission, thing)}
        assert allowed == CELLS[permission, scene], thing


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_who_is_not_signed_in_or_switched_off_may_nothing(
    permission: str, people: dict[str, Person], article: Article, things: Callable[[str], list[Any]]
) -> None:
    Article.objects.update(state="settled")
    for name, person in people.items():
        Assignment.objects.create(article=article, person=person, state="submitted" if name != "alice" else "assigned")
        person.is_active = False
    for thing in things(permission):
        assert not [name for name, person in people.items() if may(person, permission, thing)]
        assert not may(AnonymousUser(), permission, thing)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_a_role_in_one_project_is_none_in_another(
    permission: str, project: Project, zoe: Person, article: Article, things: Callable[[str], list[Any]]
) -> None:
    elsewhere = Project.objects.create(name="Elsewhere", created_by=zoe)
    membership = Membership.objects.create(project=elsewhere, person=zoe, role="manager")
    Assignment.objects.create(article=article, person=zoe, state="assigned")
    somewhere = {"project.create": "manager", "evidence.add": "", "evidence.view": "", "rule.view": ""}
    Article.objects.update(state="settled")
    for role, _ in ROLES:
        membership.role = role
        membership.save()
        for thing in things(permission):
            expected = permission in somewhere and somewhere[permission] in ("", role)
            assert may(Person.objects.get(pk=zoe.pk), permission, thing) == expected


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_of_nothing_only_what_needs_nothing_may_be_done(permission: str, people: dict[str, Person]) -> None:
    allowed = {name for name, person in people.items() if may(person, permission, None)}
    members = {"alice", "bob", "maya", "adam", "vera"}
    without = {
        "project.create": {"maya", "root"},
        "evidence.view": members | {"root"},
        "evidence.add": members | {"root"},
        "rule.view": members | {"root"},
    }
    # Of what is asked of something, only the site administrator may the part that he may always.
    always = all("root" in cell for (name, _), cell in CELLS.items() if name == permission)
    assert allowed == without.get(permission, {"root"} if always else set())


def test_what_is_not_in_the_table_is_an_error_for_everybody(root: Person) -> None:
    for permission in ("article.publish", "", "article"):
        with pytest.raises(KeyError):
            may(root, permission)
        with pytest.raises(KeyError):
            may(AnonymousUser(), permission)


def test_the_project_is_found_from_whatever_belongs_to_it(
    maya: Person,
    zoe: Person,
    alice: Person,
    article: Article,
    make_claim: Callable[..., Claim],
    make_assignment: Callable[..., Assignment],
) -> None:
    claim = make_claim(article, "12 people")
    own = {"kind": "casualty", "start": 0, "end": 6, "quote": "Shells", "decided_at": "2026-01-01T00:00:00Z"}
    evidence = Evidence.objects.create(title="E", url="https://e.example", added_by=alice)
    for thing in (
        article.project,
        article,
        claim,
        make_assignment(article, alice),
        Judgement.objects.create(claim=claim, reviewer=alice, **own),
        Verdict.objects.create(claim=claim, reviewer=alice, justification="j", given_at="2026-01-01T00:00:00Z"),
        EvidenceLink.objects.create(claim=claim, evidence=evidence, linked_by=alice, stance="supports"),
    ):
        assert may(maya, "project.manage", thing)
        assert not may(alice, "project.manage", thing)
        assert not may(zoe, "project.view", thing)


def test_roles_and_assignments_are_asked_once_per_request(
    alice: Person, article: Article, hers: None, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(2):
        for _ in range(3):
            assert may(alice, "article.review", article)
            assert may(alice, "article.view_own", article)
            assert not may(alice, "article.reopen", article)


@pytest.fixture
def hers(article: Article, alice: Person, make_assignment: Callable[..., Assignment]) -> None:
    make_assignment(article, alice)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from claims.actions.adjudicate import adjudicate, reopen_claim
from claims.actions.errors import Invalid, Stale
from claims.actions.review import BY_NAME
from claims.actions.settle_by_rule import settle_by_rule, settle_by_rule_job, would_settle
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.agreement.consensus import Rule
from claims.models import Article, AuditEntry, Claim, Job, Membership, Person, Project, Settlement
from claims.queries.adjudication import by_gravity, next_waiting, waiting_claims


@pytest.fixture
def carl(project: Project) -> Person:
    """A third reviewer."""
    person = Person.objects.create_user("carl")
    Membership.objects.create(project=project, person=person, role="reviewer")
    return person


@pytest.fixture
def disputed(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person, carl: Person
) -> Any:
    """`disputed(*answers)`: a claim that Alice, Bob and Carl answered so: (verb, data) each."""

    def make(*answers: tuple[str, dict[str, Any]]) -> Claim:
        article: Article = make_article(project)
        claim = make_claim(article, "at least 12 people", low=12)
        people = (alice, bob, carl)[: len(answers)]
        for person in people:
            make_assignment(article, person)
        for person, (verb, data) in zip(people, answers, strict=True):
            BY_NAME[verb].perform(person, claim, data)
        for person in people:
            submit(person, Article.objects.select_related("project").get(pk=article.pk))
        return Claim.objects.get(pk=claim.pk)

    return make


YES, NO, SKIP = ("confirm", {}), ("reject", {"reason": "other"}), ("skip", {})
LONGER = ("correct", {"start": 7, "end": 33})
OTHER_LOW = ("correct", {"attributes": {"low": 13}})
FRAMED = ("correct", {"kind": "framing", "attributes": {}})


@pytest.mark.parametrize(
    ("answers", "dispute"),
    [
        ((YES, NO), "presence"),
        ((YES, FRAMED), "kind"),
        ((YES, LONGER), "span"),
        ((YES, OTHER_LOW), "attributes"),
        ((YES, SKIP), "skipped"),
        ((YES, YES), ""),
    ],
)
def test_in_what_they_differ_is_kept(answers: Any, dispute: str, disputed: Any) -> None:
    assert disputed(*answers).dispute == dispute


def test_the_gravest_comes_first_and_the_queue_keeps_its_place(project: Project, adam: Person, disputed: Any) -> None:
    words, presence, skipped = disputed(YES, LONGER), disputed(YES, NO), disputed(YES, SKIP)
    waiting = waiting_claims(project, adam)
    assert list(by_gravity(waiting)) == [presence, words, skipped]
    assert list(by_gravity(waiting, after=presence.pk)) == [words, skipped]
    assert list(by_gravity(waiting, "span")) == [words]
    assert next_waiting(presence, adam) == words.pk
    assert next_waiting(skipped, adam) == presence.pk


@pytest.mark.parametrize(
    ("rule", "answers", "settled"),
    [
        (Rule(), (YES, LONGER), None),
        (Rule(overlap=True), (YES, LONGER), None),
        (Rule(overlap=True, attributes=False), (YES, LONGER), (True, "at least 12 people")),
        (Rule(majority=True), (YES, YES, NO), (True, "at least 12 people")),
        (Rule(majority=True), (NO, NO, YES), (False, None)),
        (Rule(majority=True), (YES, NO), None),
        (Rule(majority=True), (YES, OTHER_LOW, NO), None),
        (Rule(majority=True, attributes=False), (YES, OTHER_LOW, NO), (True, "at least 12 people")),
        (Rule(), (YES, YES, SKIP), None),
        (Rule(majority=True), (YES, YES, SKIP), (True, "at least 12 people")),
    ],
)
def test_what_a_rule_settles(
    rule: Rule, answers: Any, settled: Any, project: Project, adam: Person, disputed: Any
) -> None:
    if answers == (YES, LONGER) and rule.attributes and rule.overlap:
        # A count is read from the words: with other words it is another count text.
        answers = (("correct", {"attributes": {"low": 13}}), LONGER)
    claim = disputed(*answers)
    ((seen, answer),) = would_settle(adam, project, rule)
    assert seen == claim
    counts = settle_by_rule(adam, project, rule, "edge_case", "by rule")
    if settled is None:
        assert answer is None
        assert counts == {"settled": 0, "left": 1}
        return
    made = Settlement.objects.get()
    assert counts == {"settled": 1, "left": 0}
    assert (made.is_claim, made.resolution, made.settled_by) == (settled[0], "adjudicated", adam)
    assert (made.reason, made.note) == ("edge_case", "by rule")
    if settled[1]:
        assert made.quote == settled[1]
    assert AuditEntry.objects.get(verb="adjudicate").actor == adam
    assert Article.objects.get().state == "settled"


def test_verdicts_that_differ_are_left(
    project: Project,
    adam: Person,
    alice: Person,
    bob: Person,
    carl: Person,
    article: Article,
    make_claim: Any,
    make_assignment: Any,
) -> None:
    claim = make_claim(article, "at least 12 people")
    for person in (alice, bob, carl):
        make_assignment(article, person)
    for person, label in ((alice, "supported"), (bob, "refuted")):
        BY_NAME["confirm"].perform(person, claim, {})
        give_verdict(person, claim, {"verdict": label, "justification": "So."})
    BY_NAME["reject"].perform(carl, claim, {"reason": "other"})
    for person in (alice, bob, carl):
        submit(person, Article.objects.select_related("project").get())
    assert [answer for _claim, answer in would_settle(adam, project, Rule(majority=True))] == [None]


def test_nobody_settles_what_they_reviewed_and_others_not_at_all(
    project: Project, maya: Person, vera: Person, alice: Person, root: Person, disputed: Any, make_assignment: Any
) -> None:
    disputed(YES, YES, NO)
    make_assignment(Article.objects.get(), maya, state="submitted")
    assert settle_by_rule(maya, project, Rule(majority=True), "other") == {"settled": 0, "left": 0}
    for person in (vera, alice, root):
        with pytest.raises(PermissionDenied):
            settle_by_rule(person, project, Rule(majority=True), "other")
    with pytest.raises(Invalid):
        settle_by_rule(maya, project, Rule(), "no such reason")
    assert not Settlement.objects.exists()


def test_as_a_job_it_goes_on_where_it_was(project: Project, adam: Person, disputed: Any) -> None:
    for _ in range(2):
        disputed(YES, YES, NO)
    asked = {"rule": vars(Rule(majority=True)), "reason": "other", "note": "", "kind": ""}
    job = Job.objects.create(name="settle_by_rule", project=project, asked_by=adam, arguments=asked)
    seen: list[tuple[int, int]] = []
    assert settle_by_rule_job(job, lambda done, total: seen.append((done, total))) == {"settled": 2, "left": 0}
    assert seen == [(1, 2), (2, 2)]
    assert settle_by_rule_job(job, lambda done, total: None) == {"settled": 0, "left": 0}


def test_an_answer_is_taken_back_and_the_claim_waits_again(
    project: Project, adam: Person, vera: Person, disputed: Any
) -> None:
    claim = disputed(YES, NO)
    adjudicate(adam, claim, {"is_claim": False, "reason": "other"})
    claim = Claim.objects.select_related("article__project").get()
    with pytest.raises(PermissionDenied):
        reopen_claim(vera, claim, 1)
    with pytest.raises(Stale):
        reopen_claim(adam, claim, 2)
    reopen_claim(adam, claim, 1)
    assert not Settlement.objects.exists()
    assert Article.objects.get().state == "adjudication"
    assert AuditEntry.objects.get(verb="reopen_claim").before["resolution"] == "adjudicated"
    with pytest.raises(Invalid):
        reopen_claim(adam, claim, 1)


@pytest.mark.parametrize(
    ("rule", "settled"),
    [
        (Rule(), 0),
        (Rule(overlap=True), 0),
        (Rule(overlap=True, attributes=False), 1),
        (Rule(majority=True, overlap=True, attributes=False), 1),
    ],
)
def test_a_rule_sees_all_versions(
    rule: Rule, settled: int, lined: tuple[Claim, Claim], project: Project, adam: Person
) -> None:
    assert settle_by_rule(adam, project, rule, "edge_case") == {"settled": settled, "left": 1 - settled}
    if settled:
        assert Settlement.objects.get().quote == "12 people"
        assert AuditEntry.objects.filter(verb="close_same").count() == 1


def test_a_rule_takes_the_one_verdict_that_was_given(
    both: Article, add: Callable[..., Claim], project: Project, adam: Person, alice: Person, bob: Person
) -> None:
    add(alice, "12 people")
    his = add(bob, "at least 12 people in Ostrava Bay")
    give_verdict(bob, his, {"verdict": "refuted", "justification": "No such list."})
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get(pk=both.pk))
    settle_by_rule(adam, project, Rule(overlap=True, attributes=False), "edge_case")
    settlement = Settlement.objects.get()
    assert (settlement.quote, settlement.verdict, settlement.justification) == ("12 people", "refuted", "No such list.")

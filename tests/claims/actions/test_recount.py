from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.actions import count
from claims.actions.recount import recount
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Counted, CountedTo, DayCount, Person, Project, RuleCount, Total
from claims.queries.rules import Record, records


@pytest.fixture
def judged(project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person) -> Project:
    """Three articles with a claim each that Alice confirmed and handed in."""
    for _ in range(3):
        article = make_article(project)
        make_assignment(article, alice)
        BY_NAME["confirm"].perform(alice, make_claim(article, "at least 12 people"), {})
        submit(alice, article)
    return project


def test_what_is_wrong_is_put_right(judged: Project, maya: Person, alice: Person) -> None:
    recount(judged)
    right = records(maya, judged)
    assert right == [Record("casualty", "casualty/test", "test", 3, 0, 0, 0)]
    RuleCount.objects.update(confirmed=7)
    RuleCount.objects.create(project=judged, kind="casualty", rule="never", confirmed=1)
    Total.objects.update(number=8)
    DayCount.objects.update(number=9)
    Counted.objects.first().delete()
    recount(judged)
    assert records(maya, judged) == right
    found = dict(Total.objects.filter(person=alice).values_list("name", "number"))
    assert {name: found[name] for name in ("submitted", "judged", "ever decided")} == {
        "submitted": 3,
        "judged": 3,
        "ever decided": 3,
    }
    assert DayCount.objects.get(name="decided").number == 3


def test_articles_are_counted_some_at_a_time(judged: Project, maya: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count, "ARTICLES", 2)
    recount(judged)
    assert CountedTo.objects.get(project=judged).article is None
    CountedTo.objects.update(article=0)
    assert not count.count_up(judged, most=1)
    assert CountedTo.objects.get(project=judged).article == Article.objects.order_by("pk")[1].pk
    assert count.count_up(judged, most=1)
    assert [record.confirmed for record in records(maya, judged)] == [3]


def test_nothing_of_other_projects_is_touched(judged: Project, maya: Person) -> None:
    other = Project.objects.create(name="Elsewhere", created_by=maya)
    RuleCount.objects.create(project=other, kind="casualty", rule="theirs", confirmed=5)
    recount(judged)
    assert [(row.rule, row.confirmed) for row in RuleCount.objects.filter(project=other)] == [("theirs", 5)]


def test_by_command(judged: Project, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("recount")
    assert capsys.readouterr().out == f"{judged.pk} {judged}: counted.\n"
    RuleCount.objects.all().delete()
    call_command("recount", str(judged.pk))
    assert RuleCount.objects.get().confirmed == 3
    with pytest.raises(CommandError, match="no project 77"):
        call_command("recount", "77")

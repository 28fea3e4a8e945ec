from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.actions.remind import remind_of
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Assignment, Person, Project


def test_a_reviewers_queue_and_what_she_did_last(
    project: Project,
    article: Article,
    alice: Person,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    client_for: Any,
) -> None:
    done = make_article(project, title="Done before")
    for each in (article, done):
        make_assignment(each, alice)
    first = make_claim(article, "at least 12 people")
    make_claim(article, "40 residents")
    BY_NAME["confirm"].perform(alice, first, {})
    submit(alice, done)

    page = client_for(alice).get(reverse("home"))
    (row,) = page.context["rows"]
    assert (row.article, row.decided, row.total) == (article, 1, 2)
    assert [row.article for row in page.context["handed_in"]] == [done]
    assert [step.verb for _words, step in page.context["steps"]] == ["submit", "confirm"]
    content = page.content.decode()
    assert "at least 12 people" in content
    assert "Go on reviewing" in content


def test_what_waits_for_an_adjudicator(
    project: Project,
    article: Article,
    alice: Person,
    bob: Person,
    adam: Person,
    make_claim: Any,
    make_assignment: Any,
    client_for: Any,
) -> None:
    claim = make_claim(article, "at least 12 people")
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["confirm"].perform(alice, claim, {})
    BY_NAME["skip"].perform(bob, claim, {})
    for person in (alice, bob):
        submit(person, article)
    assert client_for(adam).get(reverse("home")).context["waiting"] == [article]
    assert client_for(alice).get(reverse("home")).context["waiting"] == []


@pytest.mark.parametrize("name", ["zoe", "vera", "maya"])
def test_an_empty_page_says_what_to_do(
    name: str, project: Project, zoe: Person, client_for: Any, request: pytest.FixtureRequest
) -> None:
    page = client_for(request.getfixturevalue(name)).get(reverse("home")).content.decode()
    assert ("Assign articles to reviewers" if name == "maya" else "A manager of your project") in page


@pytest.mark.parametrize("number", [1, 12])
def test_the_queue_asks_the_same_however_long_it_is(
    number: int,
    project: Project,
    alice: Person,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    client_for: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(number):
        article = make_article(project)
        claim = make_claim(article, "at least 12 people")
        make_assignment(article, alice)
        BY_NAME["confirm"].perform(alice, claim, {})
    client = client_for(alice)
    with django_assert_max_num_queries(12):
        assert len(client.get(reverse("home")).context["rows"]) == number


def test_a_long_queue_is_searched_and_leafed_through_by_address(
    project: Project, alice: Person, make_article: Any, make_assignment: Any, client_for: Any
) -> None:
    articles = [
        make_article(project, title=f"Report {number} of the bay", text=f"Day {number}.") for number in range(55)
    ]
    for article in articles:
        make_assignment(article, alice)
    client = client_for(alice)

    def shown(address: str) -> tuple[list[str], bool]:
        page = client.get(reverse("home") + address)
        return [row.article.title for row in page.context["rows"]], page.context["more"]

    titles = [article.title for article in articles]
    assert shown("") == (titles[:50], True)
    assert shown("?page=2") == (titles[50:], False)
    assert shown("?page=nonsense") == (titles[:50], True)
    assert shown("?q=report+54") == (titles[54:], False)
    assert shown("?q=REPORT&page=2") == (titles[50:], False)
    assert sorted(shown("?order=priority")[0] + shown("?order=priority&page=2")[0]) == sorted(titles)
    page = client.get(reverse("home") + "?q=bay&order=priority").content.decode()
    # What is asked for stays in the address of each link.
    assert "?q=bay&amp;order=priority&amp;page=2" in page
    assert 'href="/?q=bay"' in page
    for nothing, words in (("?q=harbour", "has “harbour” in its title"), ("?page=9", "ends before this page")):
        page = client.get(reverse("home") + nothing).content.decode()
        assert words in page
        assert "Show all" in page


@pytest.mark.parametrize("number", [1, 12])
def test_what_somebody_reminds_of_stands_on_top_at_the_same_cost_however_much_it_is(
    number: int,
    project: Project,
    alice: Person,
    bob: Person,
    maya: Person,
    make_article: Any,
    make_assignment: Any,
    client_for: Any,
    django_assert_num_queries: Any,
) -> None:
    for place in range(number):
        make_assignment(make_article(project), alice, due_on=f"2031-02-{28 - place}")
    make_assignment(make_article(project, title="Forgotten"), alice)
    client = client_for(alice)
    assert "You are reminded of" not in client.get(reverse("home")).content.decode()
    remind_of(maya, project, Assignment.objects.exclude(article__title="Forgotten"))
    with django_assert_num_queries(12):
        page = client.get(reverse("home"))
    assert [row.due_on.day for row in page.context["reminded"]] == list(range(29 - number, 29))[:10]
    text = page.content.decode()
    assert text.index("You are reminded of") < text.index("To review")
    assert "by Maya" in text
    assert "You are reminded of" not in client_for(bob).get(reverse("home")).content.decode()

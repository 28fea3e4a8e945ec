"""Adjudication in a browser: versions side by side, merged, set apart, taken back; two at once; with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.models import Article, Claim, Membership, Person, Project, Settlement

SHORT, LONG = "12 people", "at least 12 people in Ostrava Bay"


@pytest.fixture
def disputed(
    project: Project, make_article: Any, make_claim: Any, make_assignment: Any, alice: Person, bob: Person
) -> Article:
    """Alice and Bob added one claim in other words and numbers; of another Bob says that there is none."""
    article = make_article(project)
    other = make_claim(article, "40 residents were injured", low=40)
    for person in (alice, bob):
        make_assignment(article, person)
    BY_NAME["confirm"].perform(alice, other, {})
    BY_NAME["reject"].perform(bob, other, {"reason": "other"})
    for person, words, low in ((alice, SHORT, 12), (bob, LONG, 13)):
        start = article.text.index(words)
        answer = {"kind": "casualty", "start": start, "end": start + len(words), "attributes": {"low": low}}
        BY_NAME["add"].perform(person, article, answer)
    for person in (alice, bob):
        submit(person, Article.objects.select_related("project").get())
    return Article.objects.get()


def queue(project: Project) -> str:
    return reverse("project-adjudication", args=[project.pk])


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 400)])
def test_an_adjudicator_merges_takes_back_and_sets_apart(
    theme: str,
    width: int,
    page: Page,
    live_server: Any,
    disputed: Article,
    project: Project,
    adam: Person,
    sign_in: Callable[..., None],
    check_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    sign_in(page, adam)
    page.goto(live_server.url + queue(project))
    expect(page.get_by_text("2 wait for you.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name=SHORT, exact=True).click()
    expect(page.locator(".excerpt mark")).to_have_text([SHORT, LONG])
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Why reviewers differed").select_option("guideline_gap")
    page.get_by_label("The guideline should say more about this").check()
    merge = page.get_by_role("group", name="Merge")
    merge.get_by_role("radio", name=LONG).check()
    merge.get_by_role("radio", name="12 Alice").check()
    merge.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("Settled. This is the next one.")).to_be_visible()
    settled = Settlement.objects.get()
    assert (settled.quote, settled.attributes["low"]) == (LONG, 12)

    page.goto(live_server.url + reverse("project-decisions", args=[project.pk]))
    expect(page.get_by_text("should say more", exact=True)).to_be_visible()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name=LONG).click()
    expect(page.get_by_text("merged: Words (Bob), Lowest (Alice)")).to_be_visible()
    page.get_by_role("button", name="Take this answer back").click()
    page.get_by_role("button", name="A claim of its own").click()
    expect(page.get_by_text("An adjudicator said that this is a claim of its own.")).to_be_visible()
    assert set(Claim.objects.values_list("same_as", flat=True)) == {None}
    check_accessible(page)
    page.get_by_role("button", name="Line it up with the others again").click()
    expect(page.get_by_role("heading", name="One claim, or several?")).to_be_visible()
    assert not Settlement.objects.exists()


def test_two_at_once_meet_neither_the_same_claim_nor_a_lock(
    page: Page,
    browser: Browser,
    live_server: Any,
    disputed: Article,
    project: Project,
    adam: Person,
    maya: Person,
    sign_in: Callable[..., None],
    console: list[str],
) -> None:
    sign_in(page, maya)
    first, second = Claim.objects.filter(same_as=None).order_by("id")
    page.goto(live_server.url + reverse("adjudicate", args=[first.pk]))
    other = browser.new_context().new_page()
    sign_in(other, adam)
    other.goto(live_server.url + queue(project))
    expect(other.get_by_text("(open with Maya)")).to_be_visible()
    other.goto(live_server.url + reverse("adjudicate", args=[first.pk]))
    expect(other.get_by_text("Maya opened this claim")).to_be_visible()
    other.get_by_label("Why reviewers differed").select_option("edge_case")
    other.get_by_role("button", name="No claim here").click()
    expect(other.get_by_text("Settled. This is the next one.")).to_be_visible()
    assert other.url.endswith(reverse("adjudicate", args=[second.pk]))
    # She comes second: nothing is overwritten, both answers are before her.
    page.get_by_label("Why reviewers differed").select_option("other")
    page.get_by_role("button", name="Take this one (Alice)").click()
    expect(page.get_by_text("This claim was settled in another window in the meantime.")).to_be_visible()
    page.get_by_role("link", name="Keep what is saved").click()
    expect(page.get_by_text("Settled: no claim here")).to_be_visible()
    other.close()
    # Chromium notes a refused request in its console.
    assert [line for line in console if "409" not in line] == []
    console.clear()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_all_of_it_works(
    page: Page, live_server: Any, disputed: Article, project: Project, adam: Person, sign_in: Callable[..., None]
) -> None:
    sign_in(page, adam)
    page.goto(live_server.url + queue(project) + "?kind=casualty")
    page.get_by_role("link", name=SHORT, exact=True).click()
    page.get_by_label("Why reviewers differed").select_option("edge_case")
    page.get_by_role("group", name="Merge").get_by_role("radio", name=LONG).check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("Settled. This is the next one.")).to_be_visible()
    assert page.url.endswith("?of=casualty")
    page.get_by_role("link", name="Leave it for later").click()
    expect(page.get_by_text("No other claim waits for you.")).to_be_visible()
    page.get_by_role("link", name="Settle:").click()
    page.get_by_label("Why reviewers differed").select_option("edge_case")
    page.get_by_role("button", name="No claim here").click()
    expect(page.get_by_text("Settled. No claim waits for you any more.")).to_be_visible()
    assert Article.objects.get().state == "settled"


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 400)])
def test_a_new_reviewer_sees_where_she_differs_from_gold(
    theme: str,
    width: int,
    page: Page,
    live_server: Any,
    project: Project,
    make_article: Any,
    make_claim: Any,
    make_assignment: Any,
    alice: Person,
    maya: Person,
    sign_in: Callable[..., None],
    check_accessible: Callable[[Page], None],
) -> None:
    article = make_article(project)
    BY_NAME["correct"].perform(
        make_assignment(article, alice).person,
        make_claim(article, "40 residents were injured", low=40),
        {"attributes": {"low": 40, "victims": "residents"}},
    )
    submit(alice, Article.objects.select_related("project").get())
    Project.objects.update(training_threshold=60)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    sign_in(page, maya)
    page.goto(live_server.url + reverse("project-training", args=[project.pk]))
    page.get_by_role("button", name="Train on it").click()
    expect(page.get_by_text("Take out")).to_be_visible()
    check_accessible(page)
    new = Person.objects.create_user("nora", first_name="Nora")
    Membership.objects.create(project=project, person=new, role="reviewer")
    sign_in(page, new)
    page.goto(live_server.url + reverse("home"))
    page.get_by_role("link", name="To the training").click()
    page.get_by_role("button", name="Begin the training").click()
    page.get_by_role("button", name="Confirm the one left").click()
    expect(page.get_by_text("1 of 1 decided")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("link", name="To the training").click()
    expect(page.get_by_text("Your F1 against gold is 100 per cent; 60 are needed.")).to_be_visible()
    expect(page.get_by_text("Victims: gold residents")).to_be_visible()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Enter the queue").click()
    expect(page.get_by_text("Passed: from now on you can take articles.")).to_be_visible()

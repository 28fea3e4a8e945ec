"""The whole way, in the browser: an article comes in, is pre-annotated, assigned, reviewed by two, settled, exported."""

import json
import re
from pathlib import Path

import pytest
import spacy
from playwright.sync_api import Page, expect
from spacy.tokens import DocBin

from claims.models import Article, Claim

ROOT = Path(__file__).resolve().parents[2]
OWN = (
    "Marrow Ridge shelled again\n\n"
    "At least 12 people were killed in Marrow Ridge on Monday, the mayor, Ilya Brandt, said.\n"
    "“We have no more beds,” said a nurse at the town’s hospital. 🕯️ The rebels blamed the regime in Orvenz for the deaths.\n"
    "Will you join the 226 readers who gave this month? Donate today and keep this site free for all.\n"
)


def seed_article() -> Path | None:
    """The article that the project was born from, where somebody keeps it beside the checkout: it is not ours to ship."""
    return next(ROOT.parent.glob("*/seed/article.txt"), None)


def article_texts() -> list:
    seed = seed_article()
    texts = [pytest.param(OWN, id="own")]
    return [*texts, pytest.param(seed.read_text(encoding="utf-8"), id="seed")] if seed else texts


def enter(page: Page, live_server, sign_in, person, path: str) -> None:
    page.context.clear_cookies()
    sign_in(page, person)
    page.goto(live_server.url + path)


@pytest.mark.parametrize("text", article_texts())
def test_from_paste_to_docbin(
    page: Page, live_server, sign_in, project, maya, alice, bob, adam, text, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    enter(page, live_server, sign_in, maya, f"/projects/{project.pk}/articles/new/")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("Title").fill("A report")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_text("1 article is in.")).to_be_visible()
    article = Article.objects.get()
    assert article.text == text.replace("\r\n", "\n")
    assert article.fingerprint
    claims = Claim.objects.filter(article=article)
    assert {"casualty", "statement", "framing"} <= set(claims.values_list("kind", flat=True))

    page.goto(f"{live_server.url}/projects/{project.pk}/")
    page.locator('input[name="articles"]').first.check()
    for person in (alice, bob):
        page.get_by_label(person.name, exact=True).check()
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator(".reviewers")).to_contain_text("Bob")

    total = claims.count()
    for person in (alice, bob):
        enter(page, live_server, sign_in, person, "/")
        page.get_by_role("link", name="Start reviewing").click()
        expect(page.locator("#keys")).to_be_attached()
        page.wait_for_load_state()
        for done in range(1, total + 1):
            # Bob differs on the first claim.
            if person == bob and done == 1:
                page.keyboard.press("r")
                page.keyboard.press("1")
            else:
                page.keyboard.press("c")
            expect(page.locator("[data-progress]")).to_have_text(f"{done} of {total} decided")
        page.keyboard.press("n")
        expect(page.get_by_role("heading", name="My work")).to_be_visible()

    enter(page, live_server, sign_in, adam, f"/projects/{project.pk}/adjudication/")
    expect(page.locator("main")).to_contain_text("A report")
    first = min(claims, key=lambda claim: (claim.start, -claim.end, claim.pk))
    page.goto(f"{live_server.url}/claims/{first.pk}/adjudicate/")
    page.get_by_label("Why reviewers differed").select_option("annotator_error")
    page.get_by_role("button", name=re.compile("^Take this one \\(Alice")).click()
    expect(page.get_by_text("Nothing waits.").first).to_be_visible()
    article.refresh_from_db()
    assert article.state == "settled"

    enter(page, live_server, sign_in, maya, f"/projects/{project.pk}/exports/")
    page.get_by_label("spaCy DocBin").check()
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Download")).first.click()
    file = tmp_path / "gold.spacy"
    waiting.value.save_as(file)
    (doc,) = DocBin(store_user_data=True).from_disk(file).get_docs(spacy.blank("en").vocab)
    assert doc.text == article.text
    gold = {str(claim.pk): claim for claim in claims if claim.settlement.is_claim}
    attributes = json.loads(doc.user_data["claims"])
    found = {span.id_: (span.label_.lower(), span.start_char, span.end_char, span.text) for span in doc.spans["sc"]}
    assert found == {pk: (claim.kind, claim.start, claim.end, claim.quote) for pk, claim in gold.items()}
    assert {pk: attributes[pk]["attributes"] for pk in found} == {pk: claim.attributes for pk, claim in gold.items()}

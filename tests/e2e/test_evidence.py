from playwright.sync_api import Page, expect

from claims.models import Evidence, EvidenceLink, Project, Verdict


def test_evidence_is_added_once_and_found_again_from_another_project(
    page: Page, live_server, alice, maya, project, make_article, make_claim, make_assignment, sign_in
):
    first = make_article(project, fingerprint="test")
    other = Project.objects.create(name="Another", created_by=maya)
    other.memberships.create(person=alice, role="reviewer")
    second = make_article(other, fingerprint="test")
    for article in (first, second):
        make_claim(article, "12 people")
        make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{first.pk}/review/")
    page.get_by_text("Add new evidence").click()
    page.get_by_label("Title").fill("Hospital list")
    page.get_by_label("Address").fill("https://hospital.example/list")
    page.get_by_label("Passage, word for word").fill("Twelve names.")
    page.get_by_role("button", name="supports", exact=True).click()
    expect(page.locator(".links")).to_contain_text("Hospital list")

    # The verdict, by its key.
    page.keyboard.press("Escape")
    page.locator("#card").focus()
    page.keyboard.press("v")
    page.locator("#verdict-label").select_option("supported")
    page.get_by_label("Justification").fill("The list has twelve names.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdict-title")).to_contain_text("Supported")
    assert Verdict.objects.get().label == "supported"

    page.goto(f"{live_server.url}/articles/{second.pk}/review/")
    page.keyboard.press("l")
    page.keyboard.type("hospital twelve")
    expect(page.locator(".found-one")).to_contain_text("Hospital list")
    page.locator(".found-one").get_by_role("button", name="refutes").click()
    expect(page.locator(".links")).to_contain_text("refutes")
    assert Evidence.objects.count() == 1
    stances = set(EvidenceLink.objects.values_list("claim__article", "stance"))
    assert stances == {(first.pk, "supports"), (second.pk, "refutes")}
    page.get_by_role("button", name="Unlink Hospital list").click()
    expect(page.locator(".links")).to_have_count(0)

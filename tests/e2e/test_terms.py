import pytest
from playwright.sync_api import Page, expect

from claims.models import Article, ProjectTerm


@pytest.mark.parametrize(("theme", "width"), [("light", 400), ("dark", 1400)])
def test_a_projects_own_terms(
    theme, width, page: Page, live_server, maya, project, make_article, sign_in, check_accessible
):
    make_article(project, fingerprint="model rules 1", text="The regime and its militants left.")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    sign_in(page, maya)
    page.goto(f"{live_server.url}/projects/{project.pk}/")
    page.get_by_role("link", name="Set-up").click()
    page.get_by_role("link", name="Terms").click()
    expect(page.get_by_text("The list is empty")).to_be_visible()

    page.get_by_label("Words").fill("militant")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("link", name="Silence “militant”", exact=True).click()
    expect(page.get_by_label("Term", exact=True)).to_have_value("militant")
    page.get_by_role("button", name="Put it on the list").click()
    page.get_by_label("Terms, one a line").fill("land defender | farmer; resident | A name of their own.\ngrey zone")
    page.get_by_role("button", name="Put them on the list").click()
    expect(page.locator(".term-table tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Change “grey zone”").click()
    page.get_by_label("Note").fill("An invented place.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".term-table")).to_contain_text("An invented place.")
    assert dict(ProjectTerm.objects.values_list("words", "action")) == {
        "militant": "silence",
        "land defender": "add",
        "grey zone": "add",
    }

    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Pre-annotate again").click()
    expect(page.locator("#progress .job")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("Articles read: 1.")
    assert [claim.quote for claim in Article.objects.get().claims.filter(kind="framing")] == ["The regime"]
    page.reload()
    expect(page.get_by_text("Pre-annotate again")).to_have_count(0)

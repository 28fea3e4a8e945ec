"""The interface in another language, chosen in the menu."""

from playwright.sync_api import Page, expect


def test_french_is_chosen_in_the_menu_and_stays(
    page: Page, live_server, article, make_claim, make_assignment, alice, sign_in, check_accessible
):
    make_claim(article, "at least 12 people", low=12)
    make_assignment(article, alice)
    sign_in(page, alice)
    page.goto(f"{live_server.url}/articles/{article.pk}/review/")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("[data-action=confirm]")).to_contain_text("Confirmer")
    expect(page.locator("#card h2")).to_contain_text("Bilan humain")
    expect(page.get_by_label("Nombre tel qu’énoncé", exact=True)).to_be_visible()
    check_accessible(page)
    page.keyboard.press("c")
    expect(page.locator("[data-progress]")).to_have_text("1 sur 1 décidées")
    expect(page.locator("#card h2")).to_contain_text("confirmée")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Mon travail")).to_be_visible()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()

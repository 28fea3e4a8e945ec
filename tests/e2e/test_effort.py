"""What each task of a reviewer costs in keys and clicks, counted while it is done; `bench.review` prints the counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims.models import Assignment, Claim, Judgement

TEXT = "Shells killed at least 12 people in Ostrava Bay on Tuesday, the governor said. The regime blamed gangs.\n"


class Hands:
    """A reviewer's hands: what they press and click is counted."""

    def __init__(self, page: Page, where: Callable[[Page, str], list[float]]) -> None:
        self.page, self.where = page, where
        self.keys = self.clicks = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other; keys held down count once for each press."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def drag_over(self, words: str) -> None:
        """Select words with the mouse, which counts as one click."""
        left, top, right, bottom = self.where(self.page, words)
        self.page.mouse.move(left + 1, top)
        self.page.mouse.down()
        self.page.mouse.move(right - 1, bottom, steps=4)
        self.page.mouse.up()
        self.clicks += 1


@pytest.fixture
def hands(page: Page, open_review, where) -> Hands:
    page.set_viewport_size({"width": 1400, "height": 900})
    open_review(("casualty", "killed at least 12 people"), ("framing", "regime"), text=TEXT)
    return Hands(page, where)


def decided(hands: Hands, words: str) -> None:
    expect(hands.page.locator("[data-progress]")).to_have_text(words)


def confirm(hands: Hands) -> None:
    hands.press("c")
    decided(hands, "1 of 2 decided")


def reject(hands: Hands) -> None:
    hands.press("r", "1")
    decided(hands, "1 of 2 decided")
    assert Judgement.objects.get().reason == "not_a_claim"


def move_edge(hands: Hands) -> None:
    hands.press("}", "e")
    decided(hands, "1 of 2 decided")
    assert Judgement.objects.get().quote == "killed at least 12 people in"


def change_kind(hands: Hands) -> None:
    hands.press("t", "2")
    expect(hands.page.locator("#card h2")).to_contain_text("Statement")
    hands.press("e")
    decided(hands, "1 of 2 decided")
    assert Judgement.objects.get().kind == "statement"


def add_claim(hands: Hands) -> None:
    hands.drag_over("gangs")
    hands.press("a", "3")
    decided(hands, "1 of 3 decided")
    assert Claim.objects.get(origin="person").quote == "gangs"


def add_claim_by_keys(hands: Hands) -> None:
    hands.press("x", *["Shift+ArrowRight"] * 4, "a", "1")
    decided(hands, "1 of 3 decided")
    assert Claim.objects.get(origin="person").quote == "killed at least 12"


def confirm_all(hands: Hands) -> None:
    hands.press("C")
    decided(hands, "2 of 2 decided")


def undo(hands: Hands) -> None:
    hands.page.keyboard.press("c")
    decided(hands, "1 of 2 decided")
    hands.press("u")
    decided(hands, "0 of 2 decided")


def next_article(hands: Hands) -> None:
    hands.page.keyboard.press("C")
    decided(hands, "2 of 2 decided")
    hands.press("n")
    expect(hands.page.get_by_role("heading", name="Second")).to_be_visible()
    expect(hands.page.locator("#told")).to_contain_text("is handed in")
    assert Assignment.objects.filter(state="submitted").count() == 1


@pytest.mark.parametrize(
    ("task", "keys", "clicks"),
    [
        (confirm, 1, 0),
        (reject, 2, 0),
        (move_edge, 2, 0),
        (change_kind, 3, 0),
        (add_claim, 2, 1),
        (add_claim_by_keys, 7, 0),
        (confirm_all, 1, 0),
        (undo, 1, 0),
        (next_article, 1, 0),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_task_costs(hands: Hands, task, keys: int, clicks: int, record_property) -> None:
    task(hands)
    record_property("task", task.__name__.replace("_", " "))
    record_property("keys", hands.keys)
    record_property("clicks", hands.clicks)
    assert (hands.keys, hands.clicks) == (keys, clicks)

"""Ways to spread articles over people, over plain data: no database, and the same input makes the same plan.

A strategy says in which order articles are given, and who comes first for an article among those who may have it; what
holds for all of them is said once, in `plan`. A new strategy is a function and a line in STRATEGIES.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facts:
    """What a strategy may know of an article."""

    id: int
    slots: int
    source: str = ""
    language: str = ""


@dataclass
class Desk:
    """A person at the desk: `weight` is her share beside the others', `most` how many she may hold (None: any number).

    `load` counts what she holds now, with what the plan has given her; `given` what the plan has given her.
    """

    person: int
    weight: float = 1.0
    most: int | None = None
    load: int = 0
    given: int = 0

    @property
    def is_full(self) -> bool:
        """Whether she can be given no more."""
        return self.weight <= 0 or (self.most is not None and self.load >= self.most)


@dataclass(frozen=True)
class Plan:
    """Who gets what: pairs of article and person, and how many places stay empty for want of people, by article."""

    pairs: tuple[tuple[int, int], ...] = ()
    empty: Mapping[int, int] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """A hash of the pairs: what was looked at is what is done."""
        return hashlib.sha256(repr(self.pairs).encode()).hexdigest()[:16]

    def per_person(self) -> Counter[int]:
        """How many articles each person gets."""
        return Counter(person for _article, person in self.pairs)


Choice = Callable[[Facts, list[Desk]], list[Desk]]


def _by_load(article: Facts, desks: list[Desk]) -> list[Desk]:
    return sorted(desks, key=lambda desk: (desk.load, desk.person))


def _by_weight(article: Facts, desks: list[Desk]) -> list[Desk]:
    return sorted(desks, key=lambda desk: ((desk.given + 1) / desk.weight, desk.person))


def even(seed: int) -> Choice:
    """Whoever holds least comes first."""
    return _by_load


def weighted(seed: int) -> Choice:
    """Whoever has had least of her share comes first (D'Hondt's way of giving out seats)."""
    return _by_weight


def at_random(seed: int) -> Choice:
    """Anybody, by lot; the same seed draws the same lots."""
    lots = random.Random(seed)

    def choose(article: Facts, desks: list[Desk]) -> list[Desk]:
        return sorted(lots.sample(desks, len(desks)), key=lambda desk: desk.given)

    return choose


def _keeping(name: str) -> Callable[[int], Choice]:
    """Whoever was given that source (or language) before comes first, so that one person sees one outlet's ways."""

    def strategy(seed: int) -> Choice:
        known: dict[tuple[str, int], bool] = {}

        def choose(article: Facts, desks: list[Desk]) -> list[Desk]:
            word = getattr(article, name)
            ranked = sorted(desks, key=lambda desk: (not known.get((word, desk.person)), desk.load, desk.person))
            for desk in ranked[: article.slots]:
                known[word, desk.person] = True
            return ranked

        return choose

    return strategy


@dataclass(frozen=True)
class Strategy:
    """A way of spreading articles; `order` sorts them before they are given."""

    name: str
    label: Any
    start: Callable[[int], Choice]
    order: Callable[[Facts], Any] = lambda article: article.id


STRATEGIES: tuple[Strategy, ...] = (
    Strategy("even", _("Evenly: who holds least comes first"), even),
    Strategy("weighted", _("By weight: each her share"), weighted),
    Strategy("random", _("By lot"), at_random),
    Strategy("source", _("One outlet to the same people"), _keeping("source"), lambda each: (each.source, each.id)),
    Strategy(
        "language", _("One language to the same people"), _keeping("language"), lambda each: (each.language, each.id)
    ),
)
BY_NAME = {strategy.name: strategy for strategy in STRATEGIES}


def plan(
    articles: Iterable[Facts], desks: list[Desk], strategy: Strategy, had: set[tuple[int, int]], seed: int = 0
) -> Plan:
    """Fill the articles' slots with people who never had them (`had`: pairs of article and person) and are not full."""
    choose = strategy.start(seed)
    pairs: list[tuple[int, int]] = []
    empty: dict[int, int] = {}
    for article in sorted(articles, key=strategy.order):
        able = [desk for desk in desks if not desk.is_full and (article.id, desk.person) not in had]
        taken = choose(article, able)[: article.slots] if able else []
        for desk in taken:
            desk.load, desk.given = desk.load + 1, desk.given + 1
            pairs.append((article.id, desk.person))
        if len(taken) < article.slots:
            empty[article.id] = article.slots - len(taken)
    return Plan(tuple(pairs), empty)

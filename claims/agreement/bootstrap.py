"""How sure a figure is: bootstrap intervals, with articles drawn anew."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from claims.agreement.measure import Tally, add

RESAMPLES = 1000
FEWEST_RESAMPLES = 200
# Claims of one article are not independent of each other, so articles are drawn, not claims. More than so many are put
# into so many groups at random, which are drawn instead: the interval stays the same but for chance.
GROUPS = 100
FEWEST_ARTICLES = 5
# Additions that one interval may cost; wide tallies are drawn less often.
EFFORT = 150_000
SEED = 1


def interval(tallies: Sequence[Tally], value: Callable[[Tally], float | None]) -> tuple[float, float] | None:
    """The 95 % interval of `value` over articles (one tally each): the 2.5th and 97.5th percentile of resamples.

    The same tallies give the same interval. None of fewer than five articles, and where the value is not defined for
    most resamples. Efron, B. (1979): Bootstrap methods. Annals of Statistics 7(1), 1-26 (the percentile method).
    """
    filled = [tally for tally in tallies if tally]
    if len(filled) < FEWEST_ARTICLES:
        return None
    groups = _grouped(filled)
    times = max(FEWEST_RESAMPLES, min(RESAMPLES, EFFORT // sum(map(len, groups))))
    found = (value(_sum(groups, drawn)) for drawn in _draws(len(groups), times))
    values = [one for one in found if one is not None]
    if len(values) * 2 < times:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


@lru_cache(maxsize=8)
def _draws(number: int, times: int) -> list[tuple[tuple[int, int], ...]]:
    """`times` draws of `number` out of as many, with replacement: pairs of what was drawn and how often."""
    dice = random.Random(SEED)
    return [tuple(Counter(dice.choices(range(number), k=number)).items()) for _ in range(times)]


def _grouped(tallies: list[Tally]) -> list[Tally]:
    if len(tallies) <= GROUPS:
        return tallies
    shuffled = tallies[:]
    random.Random(SEED).shuffle(shuffled)
    return [add(shuffled[place::GROUPS]) for place in range(GROUPS)]


def _sum(groups: list[Tally], drawn: Iterable[tuple[int, int]]) -> Tally:
    total: Tally = {}
    for place, times in drawn:
        for key, number in groups[place].items():
            total[key] = total.get(key, 0) + times * number
    return total

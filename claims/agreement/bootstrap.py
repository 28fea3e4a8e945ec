"""How sure a figure is: bootstrap intervals, with articles drawn anew."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import mul

from claims.agreement.measure import Tally, add

RESAMPLES = 1000
FEWEST_RESAMPLES = 200
# Claims of one article are not independent of each other, so articles are drawn, not claims. More than so many are put
# into so many groups at random, which are drawn instead: the interval stays the same but for chance.
GROUPS = 60
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
    found = map(value, _resampled(groups, times))
    values = [one for one in found if one is not None]
    if len(values) * 2 < times:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def _resampled(groups: Sequence[Tally], times: int) -> Iterator[Tally]:
    """The sums of `times` resamples of the groups."""
    draws = _draws(len(groups), times)
    keys = list(dict.fromkeys(key for group in groups for key in group))
    if sum(map(len, groups)) * 3 < len(keys) * len(groups):
        # Most groups lack most keys, as where each value of an attribute is a key.
        for weights in draws:
            yield _sum(groups, weights)
        return
    columns = [[group.get(key, 0) for group in groups] for key in keys]
    for weights in draws:
        yield {key: sum(map(mul, column, weights)) for key, column in zip(keys, columns, strict=True)}


@lru_cache(maxsize=8)
def _draws(number: int, times: int) -> list[list[int]]:
    """`times` draws of `number` out of as many, with replacement: how often each was drawn."""
    dice = random.Random(SEED)
    drawn = (Counter(dice.choices(range(number), k=number)) for _ in range(times))
    return [[counts[place] for place in range(number)] for counts in drawn]


def _grouped(tallies: list[Tally]) -> list[Tally]:
    if len(tallies) <= GROUPS:
        return tallies
    shuffled = tallies[:]
    random.Random(SEED).shuffle(shuffled)
    return [add(shuffled[place::GROUPS]) for place in range(GROUPS)]


def _sum(groups: Sequence[Tally], weights: Sequence[int]) -> Tally:
    total: Tally = {}
    for group, times in zip(groups, weights, strict=True):
        if times:
            for key, number in group.items():
                total[key] = total.get(key, 0) + times * number
    return total

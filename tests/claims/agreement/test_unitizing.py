"""Alpha for unitizing, against Krippendorff's example and against its definition written out."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement.measure import add
from claims.agreement.unitizing import ALPHA_U, Continuum, disagreement, gaps, merge

Spans = list[tuple[int, int]]


def spans(*units: tuple[int, int]) -> Spans:
    return [(begin - 150, begin - 150 + length) for begin, length in units]


# Krippendorff (2004), p. 254: two observers, a continuum of 300 from 150 on; units as begin and length.
EXAMPLE = Continuum(
    300,
    {
        1: {"c": spans((225, 70), (370, 30)), "k": spans((180, 60), (300, 50))},
        2: {"c": spans((220, 80), (355, 20), (400, 20)), "k": spans((180, 60), (300, 50))},
    },
)


def test_krippendorffs_own_example() -> None:
    tally = ALPHA_U.tally([EXAMPLE])
    for kind, observed, expected in (("c", 0.0144, 0.0532), ("k", 0.0, 0.0490)):
        found = disagreement(tally, kind)
        assert found[0] / 300 == pytest.approx(observed, abs=0.00005)
        assert found[1] / 300 == pytest.approx(expected, abs=0.00005)
    assert ALPHA_U.value(tally) == pytest.approx(0.8587, abs=0.00005)


def by_definition(length: int, cut: list[Spans]) -> float | None:
    """Krippendorff's formulas as printed, for one continuum, one kind and any number of observers."""
    m = len(cut)
    sections = [
        [(1, s, e) for s, e in merge(units)] + [(0, s, e) for s, e in gaps(merge(units), length)] for units in cut
    ]
    observed = 0.0
    for one, other in permutations(sections, 2):
        for v, b, e in one:
            for w, c, f in other:
                lg, lh = e - b, f - c
                if v and w and -lg < b - c < lh:
                    observed += (b - c) ** 2 + (e - f) ** 2
                elif v and not w and 0 <= b - c <= lh - lg:
                    observed += lg**2
                elif w and not v and 0 <= c - b <= lg - lh:
                    observed += lh**2
    observed /= m * (m - 1) * length**2
    units = [e - b for found in sections for v, b, e in found if v]
    free = [e - b for found in sections for v, b, e in found if not v]
    inner = sum(
        (len(units) - 1) / 3 * (2 * lg**3 - 3 * lg**2 + lg) + lg**2 * sum(lh - lg + 1 for lh in free if lh >= lg)
        for lg in units
    )
    chances = m * length * (m * length - 1) - sum(lg * (lg - 1) for lg in units)
    expected = 2 / length * inner / chances if chances else 0
    return 1 - observed / expected if expected else None


CUT = st.lists(
    st.lists(
        st.tuples(st.integers(0, 38), st.integers(1, 12)).map(lambda one: (one[0], min(40, sum(one)))), max_size=4
    ),
    min_size=2,
    max_size=4,
)


@given(CUT)
def test_it_is_what_its_definition_says(cut: list[Spans]) -> None:
    found = ALPHA_U([Continuum(40, {who: {"a": units} for who, units in enumerate(cut)})])
    expected = by_definition(40, cut)
    assert found == (None if expected is None else pytest.approx(expected))


@given(CUT)
def test_full_agreement_is_one_and_a_kind_that_is_not_named_is_one_gap(cut: list[Spans]) -> None:
    first = cut[0]
    same = ALPHA_U([Continuum(40, {1: {"a": first}, 2: {"a": first}})])
    assert same == (1 if first else None)
    unnamed = Continuum(40, {1: {"a": first}, 2: {}})
    assert ALPHA_U([unnamed]) == ALPHA_U([Continuum(40, {1: {"a": first}, 2: {"a": []}})])


@given(CUT, CUT)
def test_tallies_add_up(one: list[Spans], other: list[Spans]) -> None:
    continua = [Continuum(40, {who: {"a": units} for who, units in enumerate(cut)}) for cut in (one, other)]
    summed = add(ALPHA_U.tally([continuum]) for continuum in continua)
    whole = ALPHA_U(continua)
    assert ALPHA_U.value(summed) == (None if whole is None else pytest.approx(whole))


def test_units_of_one_person_that_overlap_are_one() -> None:
    assert merge([(5, 9), (0, 3), (2, 4), (4, 5)]) == [(0, 4), (4, 5), (5, 9)]
    assert gaps([(0, 4), (6, 9)], 9) == [(4, 6)]
    assert gaps([], 9) == [(0, 9)]


def test_of_nothing_and_of_one_reader_there_is_no_figure() -> None:
    assert ALPHA_U([]) is None
    assert ALPHA_U([Continuum(40, {1: {"a": [(0, 5)]}})]) is None
    assert ALPHA_U([Continuum(40, {1: {}, 2: {}})]) is None
    assert ALPHA_U([Continuum(0, {1: {}, 2: {}})]) is None


def test_what_one_marks_and_the_other_does_not_is_worse_than_an_edge_that_differs() -> None:
    edge = ALPHA_U([Continuum(100, {1: {"a": [(10, 30)]}, 2: {"a": [(10, 28)]}})])
    missed = ALPHA_U([Continuum(100, {1: {"a": [(10, 30)]}, 2: {"a": []}})])
    assert edge is not None
    assert missed is not None
    assert missed < 0 < edge < 1

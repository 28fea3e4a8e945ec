import pytest

from bench import spans
from bench.spans import Counts, Item

ITEM = Item("one two three four", [(0, 7), (8, 13)], [(0, 7), (14, 18)])


def test_exact_spans_have_equal_edges():
    assert spans.exact(ITEM) == Counts(right=1, predicted=2, found=1, gold=2)


def test_overlapping_spans_share_a_code_point():
    assert spans.overlap(Item("one two", [(0, 3)], [(2, 7), (4, 7)])) == Counts(right=1, predicted=2, found=1, gold=1)


def test_words_are_counted_once_each():
    assert spans.word(ITEM) == Counts(right=2, predicted=3, found=2, gold=3)


def test_scores_are_over_all_items():
    assert spans.scores([Counts(1, 2, 1, 1), Counts(1, 2, 1, 3)]) == pytest.approx((0.5, 0.5, 0.5))


def test_nothing_scores_nothing():
    assert spans.scores([]) == (0, 0, 0)
    assert spans.interval([]) == (0, 0)


def test_an_interval_is_around_the_score_and_the_same_each_time():
    counts = [Counts(n % 3, 3, n % 3, 3) for n in range(30)]
    low, high = spans.interval(counts)
    assert low < spans.scores(counts)[2] < high
    assert spans.interval(counts) == (low, high)

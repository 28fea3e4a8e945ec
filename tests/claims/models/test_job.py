"""How far a job is."""

from __future__ import annotations

import pytest

from claims.models import Job


@pytest.mark.parametrize(
    ("state", "done", "total", "percent", "ended"),
    [
        ("queued", 0, 0, 0, False),
        ("running", 0, 0, 0, False),
        ("running", 1, 3, 33, False),
        ("running", 3, 3, 99, False),
        ("running", 9, 3, 99, False),
        ("done", 0, 0, 100, True),
        ("done", 3, 3, 100, True),
        ("failed", 1, 4, 25, True),
    ],
)
def test_it_is_at_a_hundred_only_when_it_is_done(state: str, done: int, total: int, percent: int, ended: bool) -> None:
    job = Job(state=state, done=done, total=total)
    assert (job.percent, job.ended) == (percent, ended)

"""The measures against well-kept libraries, on forty tables drawn by lot.

`oracle.jsonl` holds the tables (a row for each reviewer, null where one said nothing) and what the libraries gave for them:
Cohen's kappa by scikit-learn 1.9.1, Fleiss' by statsmodels 0.15.0, Krippendorff's alpha by krippendorff 0.9.0.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claims.agreement.alpha import ALPHA, ALPHA_INTERVAL
from claims.agreement.measure import Measure
from claims.agreement.nominal import COHEN, FLEISS

ROWS = [json.loads(line) for line in Path(__file__).with_name("oracle.jsonl").read_text("utf-8").splitlines()]
MEASURES = {"cohen": COHEN, "fleiss": FLEISS, "alpha": ALPHA, "alpha_interval": ALPHA_INTERVAL}


def items(table: list[list[int | None]]) -> list[dict[int, Any]]:
    columns = zip(*table, strict=True)
    return [{who: value for who, value in enumerate(column) if value is not None} for column in columns]


@pytest.mark.parametrize(("name", "measure"), MEASURES.items())
def test_each_figure_is_the_librarys(name: str, measure: Measure) -> None:
    tables = [row for row in ROWS if name in row]
    assert len(tables) > 15
    for row in tables:
        assert measure(items(row["table"])) == pytest.approx(row[name], abs=1e-12), row["table"]

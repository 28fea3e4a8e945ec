import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from claims.exporters import table

GOLDEN = Path(__file__).parent / "golden" / "claims.csv"


def written(articles) -> bytes:
    out = io.BytesIO()
    table.write(articles, out)
    return out.getvalue()


def rows(articles) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(articles).decode("utf-8-sig"), newline="")))


def test_byte_for_byte(articles):
    assert written(articles) == GOLDEN.read_bytes()


def test_a_row_a_claim_and_one_for_an_article_without(articles):
    found = rows(articles)
    assert [row["claim_id"] for row in found] == ["1", "2", "3", "4", "5", ""]
    casualty = found[1]
    assert (casualty["low"], casualty["high"], casualty["outcomes"], casualty["verdict"]) == (
        "12",
        "",
        "killed",
        "supported",
    )
    assert found[2]["alternatives"] == "government | authorities"
    assert found[4]["is_claim"] == "no"


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(articles, hostile):
    row = rows([replace(articles[0], title=hostile)])[0]
    assert row["title"] == f"'{hostile}"


def test_numbers_stay_numbers():
    assert table.cell(-3) == -3
    assert table.cell(None) == ""


def test_quotes_commas_and_line_ends_survive(articles):
    assert rows([replace(articles[0], title='a,"b"\nc')])[0]["title"] == 'a,"b"\nc'

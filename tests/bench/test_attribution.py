import json

from bench import attribution

TEXT = "The mayor said that the road was shut."
GOLD = {"source": [[0, 9, "The mayor"]], "cue": [[10, 14, "said"]], "content": [[15, 37, "that the road was shut"]]}


def test_rows_hold_gold_and_proposals(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "gold": {"attributions": [GOLD]}}) + "\n", encoding="utf-8")
    (row,) = attribution.read(path)
    assert row.gold == {"source": [(0, 9)], "cue": [(10, 14)], "content": [(15, 37)]}
    assert row.predicted == {"source": [(0, 9)], "cue": [(10, 14)], "content": [(20, 37)]}
    assert (
        next(line for line in attribution.table([row]) if line.startswith("content, exact")).split()[2:5]
        == ["1.000"] * 3
    )


def test_proposals_of_a_low_score_can_be_left_out(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "gold": {"attributions": []}}) + "\n", encoding="utf-8")
    assert [row.predicted["cue"] for row in attribution.read(path, least=1.0)] == [[]]

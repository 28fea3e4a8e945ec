import pytest

from annotate import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday morning", ["Monday morning"]),
        ("on 12 March 2020, at", ["12 March 2020"]),
        ("on March 12th, 2020", ["March 12th, 2020"]),
        ("on Tuesday, 3 May 2022", ["Tuesday, 3 May 2022"]),
        ("in June 2019", ["June 2019"]),
        ("in late 2018, then since May", ["late 2018", "May"]),
        ("two days ago and yesterday", ["two days ago", "yesterday"]),
        ("last week or earlier this month", ["last week", "earlier this month"]),
        ("2021-03-14 and 14/03/2021", ["2021-03-14", "14/03/2021"]),
        ("for three days, the 30-year-old may march", []),
        ("killed in 2,000 attacks", []),
        ("overnight", ["overnight"]),
    ],
)
def test_find(text, expected):
    assert [text[slice(*span)] for span in dates.find(text)] == expected


def test_parts():
    assert [word for word in ("May", "Friday", "Karvel", "") if dates.is_part(word)] == ["May", "Friday"]

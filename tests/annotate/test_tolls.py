import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import annotate
from annotate import tolls


@pytest.mark.parametrize(
    ("text", "best", "bounds"),
    [
        # One group, said plainly.
        ("Gunmen killed nine villagers near Lake Tessa.", 9, (9, 9)),
        ("At least 12 people were killed in Karvel.", 12, (12, None)),
        ("Between 8 and 11 passengers died in the blast.", 8, (8, 11)),
        ("Dozens of miners were killed in Karvel.", 24, (24, None)),
        ("Up to 40 people died in Karvel.", 40, (0, 40)),
        ("A raid claimed the lives of 14 farmers.", 14, (14, 14)),
        ("The raid left 23 dead.", 23, (23, 23)),
        ("The clinic reported 17 deaths.", 17, (17, 17)),
        ("The bodies of six men were found in Karvel.", 6, (6, 6)),
        # The number is not written.
        ("A journalist was shot dead in Port Ostrava.", 1, (1, 1)),
        ("The couple were shot dead in Karvel.", 2, (2, 2)),
        ("A man and his son were killed in Karvel.", 2, (2, 2)),
        ("A family of five was killed in the shelling.", 5, (5, 5)),
        ("A nurse was found dead in Karvel.", 1, (1, 1)),
        ("Gunmen kidnapped a village elder and later beheaded him.", 1, (1, 1)),
        ("No one was killed in the shelling of Karvel.", 0, (0, 0)),
        # Parts are not added to their whole.
        ("A raid on Karvel left 23 people dead, including 14 children.", 23, (23, 23)),
        ("Nine people, three of them nurses, were killed in Karvel.", 9, (9, 9)),
        ("Ten people were killed in Karvel. The dead included six farmers and four guards.", 10, (10, 10)),
        ("Ten people died in two attacks. Six were killed in Karvel and four others died in Dorn.", 10, (10, 10)),
        ("Rebels killed six people, hacking one woman to death.", 6, (6, 6)),
        # Different groups of the same event add up.
        ("Two soldiers and three civilians were killed in Karvel.", 5, (5, 5)),
        ("A mayor and nine other people were killed in Karvel.", 10, (10, 10)),
        ("A bomb killed four people in Karvel. Another three people were killed in Dorn.", 7, (7, 7)),
        ("Gunmen killed a chief in Karvel. They also killed the chief's wife.", 2, (2, 2)),
        # Said again, or brought up to date.
        ("A lawyer was killed in Karvel. The lawyer, Ana Virek, was shot dead at home.", 1, (1, 1)),
        (
            "Shells killed 30 people in Karvel on Monday. Four more died overnight, bringing the toll to 37.",
            37,
            (37, 37),
        ),
        ("Dozens of people were killed in Karvel. Officials said 69 were killed.", 69, (69, 69)),
        ("Seven people were killed in Karvel, police said. Doctors said 11 people had been killed.", 11, (11, 11)),
        ("Dozens were feared dead in a mine in Dorn. The operator said 14 miners had been killed.", 14, (14, 14)),
        ("A blast killed 34 people in Karvel. The army later lowered the toll to 31.", 31, (31, 31)),
        ("Officials said 50 people died in Karvel, but on Friday revised the toll down to 38.", 38, (38, 38)),
        ("The government says 120 people died in Karvel. Rights groups put the figure at 300.", 300, (300, 300)),
        ("Two guards were shot dead in Karvel. A third guard died in hospital.", 3, (3, 3)),
        ("Divers recovered 12 bodies in Karvel on Monday and another eight on Tuesday.", 20, (20, 20)),
        ("Two bombs went off in Karvel. The first killed four people and the second killed seven.", 11, (11, 11)),
        # Parts in more words.
        ("Ten people died in Karvel, four of whom were sisters.", 10, (10, 10)),
        ("Of the 60 people killed in Karvel, 22 were women.", 60, (60, 60)),
        ("Forty people died in Karvel, including a nurse.", 40, (40, 40)),
        ("Officials said 22 people died in Karvel, among them 14 soldiers.", 22, (22, 22)),
        # The attackers' own.
        ("A suicide bomber killed himself and nine traders in Karvel.", 9, (9, 9)),
        ("A suicide bomber blew himself up in Karvel, killing eight civilians.", 8, (8, 8)),
        ("Three attackers were killed after they shot dead nine guards in Karvel.", 9, (9, 9)),
        ("Three attackers were killed by guards in Karvel.", 3, (3, 3)),
        # Other events.
        ("A bomb killed five people in Karvel. In 1982, 10,000 people were killed in Dorn.", 5, (5, 5)),
        ("Seven people were killed in Karvel, where fighting killed dozens in recent years.", 7, (7, 7)),
        ("Hours after a lawyer was gunned down, 74 people were killed at a clinic in Karvel.", 74, (74, 74)),
        ("Militiamen executed nine shepherds in retaliation for the killing of a guard.", 9, (9, 9)),
        # What happened at another time, where of the event that is told nobody died.
        (
            "Gunmen abducted four nuns at Tarro on Sunday. In 1991, some 200 villagers were massacred there.",
            None,
            (None, None),
        ),
        ("In 1991, some 200 villagers were massacred at Tarro.", 200, (200, 200)),
        # Two that tell of the same.
        ("Marchers said 14 people died; the interior ministry spoke of two dead.", 14, (14, 14)),
        # Nothing to count.
        ("The bomb in Karvel was defused and no one was hurt.", None, (None, None)),
        ("Guards narrowly avoided killing six people in Karvel.", None, (None, None)),
        ("The rebels threatened to kill ten hostages.", None, (None, None)),
        ("Thousands of people marched in Karvel.", None, (None, None)),
        ("", None, (None, None)),
    ],
)
def test_the_number_a_coder_would_write_down(text, best, bounds):
    toll = annotate.toll(text)
    assert (toll.best("killed"), toll.range("killed")) == (best, bounds)


def test_outcomes_are_kept_apart():
    toll = annotate.toll("The blast killed four people in Karvel and wounded nine others. Two are still missing.")
    assert [toll.best(outcome) for outcome in ("killed", "injured", "missing", "detained")] == [4, 9, 2, None]


def test_every_claim_says_why_it_counts_or_not():
    toll = annotate.toll("A raid on Karvel left 23 people dead, including 14 children. In 1982, 900 people died there.")
    assert [(one.claim.attributes["count_text"], one.counts, one.reason) for one in toll.claims("killed")] == [
        ("23", True, tolls.COUNTS),
        ("14", False, tolls.PART),
        ("900", False, tolls.ELSEWHEN),
    ]
    assert toll.claims("injured") == ()
    toll = annotate.toll("Gunmen abducted four nuns at Tarro on Sunday. In 1991, 200 villagers were massacred there.")
    assert [(one.counts, one.reason) for one in toll.claims("killed")] == [(False, tolls.ELSEWHEN)]


def test_a_toll_is_frozen():
    toll = annotate.toll("Gunmen killed nine villagers.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        toll.figures = {}
    with pytest.raises(TypeError):
        toll.figures["killed"] = None


def test_a_toll_is_put_together_from_a_reviewers_claims_too():
    text = "Gunmen killed nine villagers near Lake Tessa."
    (claim,) = annotate.propose(text)
    corrected = dataclasses.replace(claim, attributes={**claim.attributes, "low": 8, "high": 8})
    assert tolls.put_together(text, [corrected]).best() == 8


def test_shot_counts_as_killed_only_where_the_text_says_so():
    assert annotate.toll("A mayor was shot in Karvel on Friday.").best("killed") is None
    assert annotate.toll("A mayor was shot in Karvel. Rebels claimed responsibility for the killing.").best() == 1


PIECES = [
    "12 people were killed",
    "and",
    "including three nurses",
    "bringing the toll to 37",
    ".",
    ",",
    "(",
    "\n",
    "no one died",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_gives_a_toll_within_its_own_bounds(text):
    toll = annotate.toll(text)
    for figure in toll.figures.values():
        assert figure.best >= (figure.low or 0)
        assert figure.high is None or figure.best <= figure.high
        assert any(one.counts for one in figure.claims)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Une bombe a tué quatre personnes à Dorn. Trois autres personnes ont été tuées à Tessa.", 7),
        ("Au moins 12 personnes, dont trois enfants, ont été tuées lundi à Dorn.", 12),
        ("Quatre personnes ont été tuées lundi. Dix autres sont mortes, ce qui porte le bilan à 14 morts.", 14),
        ("En 1982, 900 personnes ont été tuées à Dorn. L'attaque de lundi a fait neuf morts.", 9),
        ("Deux kamikazes sont morts et cinq civils ont été tués à Karvel.", 5),
        ("Two people were killed in Karvel.", None),
    ],
)
def test_a_french_text_is_put_together_by_french_words(text, best):
    assert annotate.toll(text, "fr-CA").best("killed") == best


def test_a_toll_in_a_language_without_rules_is_empty_and_says_so():
    toll = annotate.toll("Zwei Menschen wurden in Karvel getötet.", "de")
    assert (toll.best("killed"), dict(toll.figures), "“de”" in toll.note) == (None, {}, True)
    assert annotate.toll("Two people were killed in Karvel.", "en-GB").note == ""

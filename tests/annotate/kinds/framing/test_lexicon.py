from pathlib import Path

import pytest

from annotate.kinds.framing import context, lexicon
from annotate.kinds.framing.lexicon import FAMILIES, KINDS_OF_TERM, forms, plural, terms, verb_forms

ENTRIES = terms()
BY_ID = [entry.id for entry in ENTRIES]


@pytest.fixture(scope="module")
def framings():
    """Read many texts at once for framings alone: pairs of rule and where the term stands."""
    from annotate import finder, pipeline

    def find(texts):
        nlp = pipeline.load(strict=True)
        others = [name for name in nlp.pipe_names if name.startswith("claims_") and name != "claims_framing"]
        with nlp.select_pipes(disable=others):
            return [
                [(one.rule, one.start, one.end) for one in finder.findings(doc, "framing")] for doc in nlp.pipe(texts)
            ]

    return find


def test_there_are_many_entries_in_every_family():
    families = [entry.family for entry in ENTRIES]
    assert len(ENTRIES) >= 200
    assert min(families.count(code) for code, _ in FAMILIES) >= 15


@pytest.mark.parametrize("entry", ENTRIES, ids=BY_ID)
def test_an_entry_says_what_it_is_who_uses_it_and_who_discusses_it(entry):
    assert entry.id == entry.id.lower()
    assert entry.id.replace("-", "").isalnum()
    assert entry.what in dict(KINDS_OF_TERM)
    assert all((entry.terms, entry.who, entry.alternatives, entry.note, entry.examples))
    assert entry.discussed or entry.background
    assert not set(entry.discussed) & set(entry.background)
    assert entry.note[-1] == "."
    assert 0 < entry.weight <= 1
    assert entry.target in ("", "government", "by")


def test_every_work_was_looked_up_and_stands_in_the_record():
    record = (Path(__file__).parents[4] / "docs" / "lexicon.md").read_text(encoding="utf-8")
    used = {work.id for entry in ENTRIES for work in (*entry.discussed, *entry.background)}
    assert used == set(lexicon.references())
    for work in lexicon.references().values():
        assert work.seen in ("text", "about")
        assert f"| {work.title} | {work.seen} | {work.found} |" in record


def test_the_record_counts_what_was_found_discussed():
    record = (Path(__file__).parents[4] / "docs" / "lexicon.md").read_text(encoding="utf-8")
    assert f"{sum(bool(entry.discussed) for entry in ENTRIES)} of {len(ENTRIES)} entries" in " ".join(record.split())


def test_ids_are_given_once():
    assert len(set(BY_ID)) == len(BY_ID)


def test_a_term_belongs_to_one_entry():
    shared = {form: {entry.id for entry, _ in found} for form, found in lexicon.by_form().items()}
    # What happened in a rampage is an onslaught, or what those did who rampaged.
    assert {form for form, ids in shared.items() if len(ids) > 1} == {"rampaging"}


def test_conditions_are_known_and_so_are_the_words_they_name():
    for entry in ENTRIES:
        either = entry.needs.get("either", {})
        for name, value in (*entry.needs.items(), *entry.needs_not.items(), *either.items()):
            if name == "either":
                continue
            assert name == "quoted" or name in context._CHECKS
            for word in value if name != "quoted" else ():
                assert not word.startswith("@") or lexicon.words(word[1:])
                assert " " not in word
                # A parser reads "anti-corruption" as three words.
                assert word.startswith("@") or "-" not in word


def test_every_example_fires(framings):
    pairs = [(entry.id, text) for entry in ENTRIES for text in entry.examples]
    found = framings([text for _, text in pairs])
    silent = [
        (id_, text) for (id_, text), one in zip(pairs, found, strict=True) if id_ not in {rule for rule, _, _ in one}
    ]
    assert silent == []


def test_every_quiet_example_stays_quiet(framings):
    pairs = [(entry.id, text) for entry in ENTRIES for text in entry.quiet]
    found = framings([text for _, text in pairs])
    assert [(pair, one) for pair, one in zip(pairs, found, strict=True) if one] == []


def test_every_term_is_found_in_the_place_of_its_entrys_example(framings):
    first = framings([entry.examples[0] for entry in ENTRIES])
    trials = []
    for entry, found in zip(ENTRIES, first, strict=True):
        text = entry.examples[0]
        start, end = next((start, end) for rule, start, end in found if rule == entry.id)
        start += 4 * (entry.phrase and text[start : start + 4].lower() == "the ")
        for term in entry.terms:
            word = forms(term)[0]
            word = word.capitalize() if start == 0 else word
            trials.append((entry.id, word, f"{text[:start]}{word}{text[end:]}"))
    found = framings([text for _, _, text in trials])
    missed = [trial for trial, one in zip(trials, found, strict=True) if trial[0] not in {rule for rule, _, _ in one}]
    assert missed == []


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("thug/n", ["thug", "thugs"]),
        ("flood/n of refugees", ["flood of refugees", "floods of refugees"]),
        ("Neutralise/v", ["neutralise", "neutralises", "neutralised", "neutralising"]),
        ("mop/v up", ["mop up", "mops up", "mopped up", "mopping up"]),
        ("anti-regime", ["anti-regime"]),
        ("enemy’s agent", ["enemy's agent"]),
    ],
)
def test_forms(term, expected):
    assert forms(term) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("strongman", "strongmen"),
        ("militia", "militias"),
        ("putsch", "putsches"),
        ("mercenary", "mercenaries"),
        ("spy", "spies"),
    ],
)
def test_plural(noun, expected):
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("pacify", ["pacifies", "pacified", "pacifying"]),
        ("crush", ["crushes", "crushed", "crushing"]),
        ("quell", ["quells", "quelled", "quelling"]),
        ("flow", ["flows", "flowed", "flowing"]),
    ],
)
def test_verb_forms(verb, expected):
    assert verb_forms(verb) == expected


def test_a_set_of_words_that_is_not_there():
    with pytest.raises(KeyError):
        lexicon.words("nothing-of-the-kind")

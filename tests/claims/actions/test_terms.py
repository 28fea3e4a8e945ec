import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from claims.actions import terms
from claims.actions.errors import Invalid, Stale
from claims.actions.terms import add_term, add_terms, change_term, remove_term
from claims.models import ProjectTerm

WHOLE = {
    "words": "  Land   Defender’s ",
    "action": "add",
    "bends": "exact",
    "alternatives": ["farmer", " farmer ", "resident"],
    "note": "A name of their own.",
    "family": "territory",
    "target": "the farmers of Dorn",
}
STORED = {**WHOLE, "words": "land defender's", "alternatives": ["farmer", "resident"]}


@pytest.fixture
def term(project, maya):
    return ProjectTerm.objects.create(project=project, words="land defender", added_by=maya)


def test_a_term_is_stored_evened_out_with_its_entry(project, maya, written):
    made = add_term(maya, project, WHOLE)
    assert made.snapshot() == STORED
    assert (made.project, made.added_by, made.version) == (project, maya, 1)
    assert written() == [
        {
            "actor": "maya",
            "verb": "add_term",
            "on": ("projectterm", made.pk),
            "before": None,
            "after": STORED,
            "article": None,
            "project": project.pk,
            "undoes": None,
        }
    ]


def test_all_but_the_words_may_be_left_out(project, maya):
    made = add_term(maya, project, {"words": "land defender"})
    assert (made.action, made.bends, made.alternatives, made.family) == ("add", "noun", [], "")


@pytest.mark.parametrize("name", ["alice", "bob", "adam", "vera", "zoe"])
def test_only_managers_change_the_list(name, project, term, refuses, request):
    person = request.getfixturevalue(name)
    for verb in (
        lambda: add_term(person, project, WHOLE),
        lambda: add_terms(person, project, [WHOLE]),
        lambda: change_term(person, term, WHOLE, 1),
        lambda: remove_term(person, term, 1),
    ):
        with refuses(PermissionDenied):
            verb()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": "…"}, "words"),
        ({"words": 7}, "words"),
        ({"words": "x" * 101}, "words"),
        ({"words": "U.S.-backed"}, "words"),
        ({"words": "and/v or/v"}, "words"),
        ({"words": "https://a.example/regime"}, "words"),
        ({"words": "Land Defender"}, "words"),
        ({"words": "regime"}, "words"),
        ({"words": "militants", "action": "add"}, "words"),
        ({"words": "dry stone wall", "action": "silence"}, "words"),
        ({"words": "dry stone wall", "action": "override", "note": "n"}, "words"),
        ({"words": "regime", "action": "override"}, "alternatives"),
        ({"words": "x", "action": "shout"}, "action"),
        ({"words": "x", "bends": "dual"}, "bends"),
        ({"words": "x", "family": "weather"}, "family"),
        ({"words": "x", "alternatives": "farmer"}, "alternatives"),
        ({"words": "x", "target": "x" * 201}, "target"),
    ],
)
def test_what_is_wrong_is_named(data, field, project, maya, term, refuses):
    with refuses(Invalid) as refusal:
        add_term(maya, project, data)
    assert list(refusal.value.errors) == [field]


def test_the_same_words_stand_on_the_lists_of_two_projects(project, maya, term):
    other = type(project).objects.create(name="Elsewhere", created_by=maya)
    other.memberships.create(person=maya, role="manager")
    maya.__dict__.pop("_roles", None)
    assert add_term(maya, other, {"words": "land defender"}).pk


def test_a_list_has_an_end(project, maya, term, refuses, monkeypatch):
    monkeypatch.setattr(terms, "MOST_TERMS", 1)
    with refuses(Invalid):
        add_term(maya, project, {"words": "grey zone"})


def test_many_at_once(project, maya, written):
    made = add_terms(maya, project, [{"words": "grey zone"}, {"words": "regime", "action": "silence"}])
    assert [term.words for term in made] == ["grey zone", "regime"]
    assert [entry["verb"] for entry in written()] == ["add_term", "add_term"]


def test_many_at_once_or_none_and_it_says_which(project, maya, refuses):
    with refuses(Invalid) as refusal:
        add_terms(maya, project, [{"words": "grey zone"}, {"words": "Grey Zone"}])
    assert str(refusal.value) == "Line 2 (Grey Zone): This term is on the list already."


def test_a_change_has_its_entry_and_a_new_version(maya, term, written, fresh):
    change_term(maya, term, {**term.snapshot(), "note": "n"}, 1)
    assert (fresh(term).note, fresh(term).version) == ("n", 2)
    (entry,) = written()
    assert (entry["verb"], entry["before"]["note"], entry["after"]["note"]) == ("change_term", "", "n")


def test_a_change_that_changes_nothing_leaves_no_trace(maya, term, written, fresh):
    change_term(maya, term, term.snapshot(), 1)
    assert fresh(term).version == 1
    assert written() == []


def test_a_stale_change_or_removal_is_refused_with_what_stands(maya, term, refuses):
    change_term(maya, term, {**term.snapshot(), "note": "n"}, 1)
    for verb in (
        lambda: change_term(maya, term, {**term.snapshot(), "note": "m"}, 1),
        lambda: remove_term(maya, term, 1),
    ):
        with refuses(Stale) as refusal:
            verb()
        assert refusal.value.current.note == "n"


def test_a_removed_term_is_gone_and_told_of(project, maya, term, written, refuses):
    remove_term(maya, term, 1)
    assert not ProjectTerm.objects.exists()
    (entry,) = written()
    assert (entry["verb"], entry["before"]["words"], entry["project"]) == ("remove_term", "land defender", project.pk)
    with refuses(Invalid):
        remove_term(maya, term, 1)


def test_two_managers_add_the_same_words_at_once(project, maya, root, race):
    results = race(
        lambda: add_term(maya, project, {"words": "grey zone"}), lambda: add_term(root, project, {"words": "grey zone"})
    )
    connection.close()
    assert sorted(type(one).__name__ for one in results) == ["Invalid", "ProjectTerm"]
    assert ProjectTerm.objects.count() == 1

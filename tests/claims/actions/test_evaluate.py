"""The pipeline against gold: what is compared with what, and files that do not hold together."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

import annotate
from annotate import Proposal
from claims.actions.errors import Invalid
from claims.actions.evaluate import evaluate, evaluate_job, read_gold, read_release, released
from claims.actions.release import release
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.exporters import native
from claims.models import Article, Claim, Job, Person, Project, ProjectTerm
from claims.queries.gold import gold

OPENING = "Shells killed at least 12 people in Ostrava Bay"


@pytest.fixture
def proposing(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What the pipeline proposes, as (kind, quote, rule), set by the test; each where the text has it."""
    wanted: list[tuple[str, str, str]] = []

    def propose(texts: Any, languages: Any, *, terms: Any = ()) -> Any:
        own = [("framing", term.words, "project-term") for term in terms]
        for text in texts:
            yield [
                Proposal(kind, text.index(quote), text.index(quote) + len(quote), quote, {}, {}, rule, 0.5, "now")
                for kind, quote, rule in [*wanted, *own]
                if quote in text
            ]

    monkeypatch.setattr(annotate, "propose_many", propose)
    monkeypatch.setattr(annotate, "fingerprint", lambda language, terms=(): f"model {language} rules 3")
    return wanted


def test_found_missed_and_made_up(
    settled: Article, project: Project, claim: Claim, second: Claim, proposing: Any
) -> None:
    proposing += [("statement", "“We will not leave,”", "say-quotation"), ("casualty", "40 residents", "injure-verb")]
    steps: list[int] = []
    made = evaluate(gold(project), project.kinds, steps.append)
    assert (made["articles"], made["waiting"], made["fingerprint"], steps) == (1, 0, "model en rules 3", [1])
    assert made["kinds_measured"] == ["casualty", "statement", "framing"]
    assert {row["kind"]: (row["gold"], row["found"]) for row in made["kinds"]} == {
        "": (1, 2),
        "casualty": (1, 1),
        "statement": (0, 1),
    }
    (missed,) = made["missed"]["worst"]
    assert (missed["article"], missed["title"], missed["claim"]) == (settled.pk, settled.title, claim.pk)
    assert missed["quote"] == OPENING
    alarms = made["false_alarms"]["worst"]
    # What was proposed before, and rejected, leads to that claim.
    assert [(row["rule"], row["claim"]) for row in alarms] == [("say-quotation", second.pk), ("injure-verb", 0)]


def test_found(settled: Article, project: Project, proposing: Any) -> None:
    proposing.append(("casualty", "at least 12 people", "kill-verb"))
    made = evaluate(gold(project), project.kinds)
    overlap, exact = made["kinds"][0]["overlap"], made["kinds"][0]["exact"]
    assert (overlap["f1"], exact["f1"], made["missed"]["number"]) == (1.0, 0.0, 0)
    wrong = {name for row in made["wrong_attributes"]["worst"] for name, _, _ in row["wrong"]}
    assert {"low", "outcomes"} <= wrong


def test_kinds_that_nobody_annotated_are_not_measured(settled: Article, project: Project, proposing: Any) -> None:
    proposing.append(("framing", "governor", "regime"))
    assert evaluate(gold(project), ["casualty"])["kinds"][0]["found"] == 0
    # A file does not say; there, those of which there is an answer: the rejected statement is one.
    made = evaluate(gold(project))
    assert (made["kinds_measured"], made["kinds"][0]["found"]) == (["casualty", "statement"], 0)


def test_an_article_of_which_a_claim_waits_is_left_out_and_counted(
    settled: Article, project: Project, make_claim: Any, proposing: Any
) -> None:
    Article.objects.update(state="adjudication")
    make_claim(settled, "40 residents")
    made = evaluate(gold(project), project.kinds)
    assert (made["articles"], made["waiting"], made["kinds"][0]["gold"], made["fingerprint"]) == (0, 1, 0, "")


def test_the_job_measures_against_the_gold_or_a_release(
    settled: Article, project: Project, maya: Person, proposing: Any
) -> None:
    release(maya, project)
    job = Job.objects.create(name="evaluate", project=project, asked_by=maya, arguments={"release": 1})
    steps: list[tuple[int, int]] = []
    report = evaluate_job(job, lambda done, total: steps.append((done, total)))
    assert (report["release"], report["kinds"][0]["gold"], steps) == (1, 1, [(0, 1), (1, 1)])
    job.arguments = {"release": None}
    assert evaluate_job(job, lambda done, total: None)["release"] is None
    job.arguments = {"release": 9}
    with pytest.raises(Invalid, match="no release 9"):
        evaluate_job(job, lambda done, total: None)


def test_on_those_articles_alone_that_were_reviewed_without_proposals(
    settled: Article,
    project: Project,
    maya: Person,
    alice: Person,
    make_article: Any,
    make_assignment: Any,
    proposing: Any,
) -> None:
    other = make_article(project, unaided=True)
    make_assignment(other, alice)
    BY_NAME["add"].perform(alice, other, {"kind": "casualty", "start": 0, "end": 6, "attributes": {}})
    submit(alice, other)
    proposing.append(("casualty", OPENING, "kill-verb"))
    job = Job.objects.create(name="evaluate", project=project, asked_by=maya, arguments={"unaided": True})
    made = evaluate_job(job, lambda done, total: None)
    assert (made["unaided"], made["articles"], made["kinds"][0]["gold"]) == (True, 1, 1)
    job.arguments = {}
    assert evaluate_job(job, lambda done, total: None)["articles"] == 2
    Article.objects.update(unaided=False)
    job.arguments = {"unaided": True}
    with pytest.raises(Invalid, match="None of these articles was reviewed without proposals"):
        evaluate_job(job, lambda done, total: None)


def test_the_projects_own_terms_are_looked_for(
    settled: Article, project: Project, maya: Person, proposing: Any
) -> None:
    ProjectTerm.objects.create(project=project, words="governor", added_by=maya)
    job = Job.objects.create(name="evaluate", project=project, asked_by=maya, arguments={})
    made = evaluate_job(job, lambda done, total: None)
    assert [row["rule"] for row in made["false_alarms"]["worst"]] == ["project-term"]


def test_what_is_not_read_in_a_language_is_said_and_counts_as_missed(
    settled: Article, project: Project, proposing: Any
) -> None:
    Article.objects.update(language="ar")
    proposing.append(("casualty", OPENING, "kill-verb"))
    made = evaluate(gold(project), project.kinds)
    assert made["notes"] == [annotate.note("ar")]
    assert (made["fingerprint"], made["kinds"][0]["gold"]) == ("model ar rules 3", 1)


def test_who_may_not_see_the_gold_has_none_measured(settled: Article, project: Project, alice: Person) -> None:
    job = Job.objects.create(name="evaluate", project=project, asked_by=alice, arguments={})
    with pytest.raises(PermissionDenied):
        evaluate_job(job, lambda done, total: None)


def test_without_gold_it_says_so(project: Project, article: Article, maya: Person) -> None:
    job = Job.objects.create(name="evaluate", project=project, asked_by=maya, arguments={})
    with pytest.raises(Invalid, match="no gold"):
        evaluate_job(job, lambda done, total: None)


def test_a_releases_file_that_was_changed_is_refused(settled: Article, project: Project, maya: Person) -> None:
    made = release(maya, project)
    name = made.content.name
    made.content.storage.delete(name)
    made.content.storage.save(name, ContentFile(b"{}\n"))
    with pytest.raises(Invalid, match="not the one that was frozen"):
        list(read_release(released(project, 1)))


def lines(project: Project) -> list[dict[str, Any]]:
    out = io.BytesIO()
    native.write(gold(project), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def packed(rows: list[Any]) -> io.BytesIO:
    return io.BytesIO(b"".join(json.dumps(row).encode() + b"\n" for row in rows))


def test_a_file_read_back_is_the_gold(settled: Article, project: Project) -> None:
    assert list(read_gold(packed(lines(project)))) == list(gold(project))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row.update(schema="other.v9"), "other.v9"),
        (lambda row: row.update(text=row["text"] + "!"), "not the one that was annotated"),
        (lambda row: row["claims"][0]["answer"].update(start=1), "does not stand where it says"),
        (lambda row: row.pop("claims"), "there is no 'claims'"),
        (lambda row: row.update(claims=3), "not an article"),
        (lambda row: row.update(surprise=1), "surprise"),
    ],
)
def test_a_line_that_does_not_hold_together_is_named(
    change: Any, words: str, settled: Article, project: Project
) -> None:
    (row,) = lines(project)
    bad = json.loads(json.dumps(row))
    change(bad)
    with pytest.raises(Invalid, match=r"^Line 2 is not an article in native JSONL: ") as refusal:
        list(read_gold(packed([row, bad])))
    assert words in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file(content: bytes) -> None:
    with pytest.raises(Invalid, match="empty"):
        list(read_gold(io.BytesIO(content)))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[1, 2]\n", b"not json\n", b"null\n", b"\x00\n"])
def test_what_is_no_such_file(content: bytes) -> None:
    with pytest.raises(Invalid, match="Line 1 is not an article"):
        list(read_gold(io.BytesIO(content)))


def test_the_real_pipeline_on_its_own_proposals_is_perfect(
    project: Project, make_article: Any, alice: Person, make_assignment: Any
) -> None:
    from claims.actions.preannotate import preannotate

    article = make_article(project, "Shells killed at least 12 people in Morrel, the mayor said.")
    preannotate([article])
    make_assignment(article, alice)
    for claim in Claim.objects.all():
        BY_NAME["confirm"].perform(alice, claim, {}, 0)
    submit(alice, article)
    made = evaluate(gold(project), project.kinds)
    assert made["kinds"][0]["exact"]["f1"] == 1.0
    assert made["wrong_attributes"]["number"] == 0
    assert all(row["accuracy"] == 1.0 for row in made["attributes"])

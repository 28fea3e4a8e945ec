import pytest

import annotate
from annotate import Proposal
from claims.actions.preannotate import preannotate, preannotate_job, unread
from claims.actions.review import BY_NAME
from claims.models import AuditEntry, Claim, EvidenceLink, Job, ProjectTerm
from claims.models.evidence import Evidence
from claims.queries.terms import own_terms


@pytest.fixture
def proposing(monkeypatch):
    """What the pipeline proposes, set by the test: the pipeline itself has its own tests."""
    state = {"proposals": [], "fingerprint": "model rules 1"}
    monkeypatch.setattr(
        annotate, "propose_many", lambda texts, language="en", terms=(): (list(state["proposals"]) for _ in texts)
    )
    monkeypatch.setattr(annotate, "fingerprint", lambda language="en", terms=(): state["fingerprint"])
    return state


def proposal(article, quote, kind="casualty", rule="kill-verb", **attributes):
    start = article.text.index(quote)
    cleaned = annotate.BY_SLUG[kind].clean(attributes, quote)
    spans = {"count": [(start, start + 2)]} if kind == "casualty" else {}
    return Proposal(kind, start, start + len(quote), quote, cleaned, spans, rule, 0.8, "model rules 1")


def test_proposals_become_claims_with_rule_fingerprint_and_spans(article, proposing):
    found = proposal(article, "killed at least 12 people", low=12)
    proposing["proposals"] = [found]
    assert preannotate([article]) == 1
    claim = Claim.objects.get()
    assert (claim.start, claim.end, claim.quote, claim.kind) == (found.start, found.end, found.quote, "casualty")
    assert claim.attributes == found.attributes
    assert claim.spans == {"count": [[found.start, found.start + 2]]}
    assert (claim.rule, claim.fingerprint, claim.score, claim.origin) == ("kill-verb", "model rules 1", 0.8, "machine")
    article.refresh_from_db()
    assert article.fingerprint == "model rules 1"
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.object_id) == (None, "preannotate", article.pk)
    assert entry.after == {"fingerprint": "model rules 1", "new": 1, "kept": 0, "replaced": 0}


def test_again_keeps_the_same_rows_where_nothing_differs(article, proposing):
    proposing["proposals"] = [proposal(article, "12 people"), proposal(article, "governor", "framing")]
    preannotate([article])
    before = list(Claim.objects.values_list("pk", flat=True))
    assert preannotate([article]) == 0
    assert list(Claim.objects.values_list("pk", flat=True)) == before


def test_only_what_nobody_has_touched_is_replaced(article, proposing, alice, make_assignment):
    make_assignment(article, alice)
    quotes = ["12 people", "40 residents", "Ostrava Bay", "governor"]
    proposing["proposals"] = [proposal(article, quote) for quote in quotes]
    preannotate([article])
    judged, linked, gone, _ = (Claim.objects.get(quote=quote) for quote in quotes)
    BY_NAME["confirm"].perform(alice, judged, {}, 0)
    evidence = Evidence.objects.create(title="E", added_by=alice)
    EvidenceLink.objects.create(claim=linked, evidence=evidence, stance="supports", linked_by=alice)
    # The judged one is proposed again with other attributes: what a person judged stays as she saw it, once.
    proposing["proposals"] = [
        proposal(article, "12 people", low=12),
        proposal(article, "governor"),
        proposal(article, "Shells"),
    ]
    assert preannotate([article]) == 1
    left = {claim.quote: claim for claim in Claim.objects.all()}
    assert set(left) == {"12 people", "40 residents", "governor", "Shells"}
    assert left["12 people"].pk == judged.pk
    assert left["12 people"].attributes["low"] is None
    assert not Claim.objects.filter(pk=gone.pk).exists()


def test_claims_of_people_and_withdrawn_ones_stay(article, proposing, alice, make_claim):
    own = make_claim(article, "12 people", _origin="person", _author=alice)
    proposing["proposals"] = [proposal(article, "12 people")]
    preannotate([article])
    assert Claim.objects.filter(pk=own.pk).exists()
    assert Claim.objects.filter(origin="machine").count() == 1


def test_kinds_that_the_project_does_not_use_are_left_out(article, proposing):
    article.project.kinds = ["casualty"]
    proposing["proposals"] = [proposal(article, "12 people"), proposal(article, "governor", "framing")]
    preannotate([article])
    assert list(Claim.objects.values_list("kind", flat=True)) == ["casualty"]


@pytest.mark.parametrize("state", ["adjudication", "settled"])
def test_an_article_past_review_is_left_alone(article, proposing, state):
    article.state = state
    article.save()
    proposing["proposals"] = [proposal(article, "12 people")]
    assert preannotate([article]) == 0
    assert not Claim.objects.exists()


def test_the_job_takes_up_where_it_was_left(project, make_article, proposing, maya):
    articles = [make_article(project) for _ in range(20)]
    proposing["proposals"] = [proposal(articles[0], "12 people")]
    preannotate(articles[:3])
    job = Job.objects.create(name="preannotate", project=project, asked_by=maya, arguments={})
    steps = []
    report = preannotate_job(job, lambda done, total: steps.append((done, total)))
    assert report == {"articles": 20, "claims": 17, "notes": []}
    assert (steps[0], steps[-1]) == ((3, 20), (20, 20))
    assert preannotate_job(job, lambda done, total: None) == {"articles": 20, "claims": 0, "notes": []}


def test_the_real_pipeline_marks_what_is_not_the_articles_own(project, make_article):
    appeal = "Will you join the 300 readers who gave this month? Donate today and help us keep this site free to read."
    article = make_article(project, f"Shells killed 12 people in Morrel, the mayor said.\n{appeal}")
    preannotate([article])
    article.refresh_from_db()
    assert [article.text[start:end].strip() for start, end in article.boilerplate] == [appeal]
    assert {claim.kind for claim in Claim.objects.all()} >= {"casualty", "statement"}
    assert all(claim.end <= article.text.index(appeal) for claim in Claim.objects.all())


def test_a_priority_is_stored_with_its_parts_and_follows_what_stands_beside_it(article, proposing):
    first = proposal(article, "12 people", low=12, high=12, outcomes=["killed"])
    proposing["proposals"] = [first]
    preannotate([article])
    alone = Claim.objects.get()
    found = annotate.priorities([("casualty", first.attributes)])[0]
    assert alone.priority == found.score > 0
    assert alone.priority_parts == [[part.name, part.points] for part in found.parts]
    assert alone.reasons()[0].reason == "Says that people were harmed"
    proposing["proposals"] = [first, proposal(article, "40 residents", low=40, high=40, outcomes=["killed"])]
    assert preannotate([article]) == 1
    beside = Claim.objects.get(pk=alone.pk)
    assert beside.priority == pytest.approx(alone.priority + 0.08)
    assert "other-figure" in dict(beside.priority_parts)


def test_each_project_is_read_with_its_own_terms(project, make_article, maya):
    other = type(project).objects.create(name="Elsewhere", created_by=maya)
    text = "The regime and its land defenders left."
    articles = [make_article(one, text=text) for one in (project, other)]
    ProjectTerm.objects.create(project=project, words="land defender", alternatives=["farmer"], added_by=maya)
    ProjectTerm.objects.create(project=project, words="regime", action="silence", added_by=maya)
    preannotate(articles)
    found = {article: [claim.quote for claim in article.claims.filter(kind="framing")] for article in articles}
    assert list(found.values()) == [["land defenders"], ["The regime"]]
    claim = articles[0].claims.get(kind="framing")
    assert (claim.rule, claim.attributes["alternatives"]) == ("project-land-defender", ["farmer"])
    assert claim.fingerprint == articles[0].fingerprint == annotate.fingerprint(terms=own_terms(project.pk))
    assert articles[1].fingerprint == annotate.fingerprint()


def test_another_list_makes_the_job_read_again_and_leaves_what_was_judged(
    project, make_article, maya, alice, make_assignment
):
    article = make_article(project, text="The regime and its militants left.")
    make_assignment(article, alice)
    preannotate([article])
    judged, untouched_one = article.claims.filter(kind="framing").order_by("start")
    BY_NAME["confirm"].perform(alice, judged, {}, 0)
    job = Job.objects.create(name="preannotate", project=project, asked_by=maya, arguments={})
    assert preannotate_job(job, lambda done, total: None)["claims"] == 0
    for words in ("regime", "militant"):
        ProjectTerm.objects.create(project=project, words=words, action="silence", added_by=maya)
    steps = []
    preannotate_job(job, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (1, 1)
    assert list(article.claims.filter(kind="framing")) == [judged]
    assert not Claim.objects.filter(pk=untouched_one.pk).exists()


def test_articles_in_a_language_without_rules_are_read_once_and_the_report_says_so(project, make_article, maya):
    english = make_article(project, "Shells killed 12 people in Morrel, the mayor said.")
    arabic = make_article(project, "مقتل 12 شخصا في الهجوم، قال المحافظ", language="ar")
    job = Job.objects.create(name="preannotate", project=project, asked_by=maya, arguments={})
    report = preannotate_job(job, lambda done, total: None)
    assert report["notes"] == [annotate.note("ar")] != [""]
    assert set(Claim.objects.values_list("article", flat=True)) == {english.pk}
    arabic.refresh_from_db()
    assert arabic.fingerprint == annotate.fingerprint("ar") != annotate.fingerprint()
    assert not unread(type(arabic).objects.all(), ()).exists()

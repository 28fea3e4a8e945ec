from io import StringIO

from django.core.management import call_command

from claims.models import Article, Assignment, Claim, EvidenceLink, Judgement, Person, Project, Settlement, Verdict


def demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_every_screen_has_something_and_a_second_run_changes_nothing(db: None) -> None:
    said = demo()
    for name in ("maya", "alice", "bob"):
        person = Person.objects.get(username=name)
        assert person.demo_password
        word = next(line.split()[1] for line in said.splitlines() if line.strip().startswith(name))
        assert person.check_password(word)
    assert Article.objects.count() >= 10
    assert {"new", "review", "adjudication", "settled"} == set(Article.objects.values_list("state", flat=True))
    assert {"assigned", "in_progress", "submitted"} <= set(Assignment.objects.values_list("state", flat=True))
    assert {"casualty", "statement", "framing"} == set(Claim.objects.values_list("kind", flat=True))
    assert {"confirmed", "corrected", "rejected"} <= set(Judgement.objects.values_list("decision", flat=True))
    assert {"unanimous", "single"} <= set(Settlement.objects.values_list("resolution", flat=True))
    assert EvidenceLink.objects.exists()
    assert Project.objects.filter(self_service=True, articles__slots__gt=0).exists(), "one to take articles from"
    assert Verdict.objects.exists()
    texts = list(Article.objects.values_list("text", "language", "boilerplate"))
    assert any(any(ord(char) > 0xFFFF for char in text) for text, *_ in texts), "one with emoji"
    assert any(language == "ar" for _, language, _ in texts), "one right-to-left"
    assert any(boilerplate for *_, boilerplate in texts), "one with an appeal"

    before = [model.objects.count() for model in (Article, Claim, Judgement, Project, Person)]
    maya = Person.objects.get(username="maya")
    maya.set_password("another-word-entirely")
    maya.save()
    assert "(changed)" in demo()
    assert [model.objects.count() for model in (Article, Claim, Judgement, Project, Person)] == before

"""Nobody sees another's answers before all have submitted: every address there is, asked by everybody."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import URLPattern, get_resolver, reverse

from claims.actions.comment import comment
from claims.actions.evidence import link_evidence
from claims.actions.export import export
from claims.actions.review import BY_NAME
from claims.actions.submit import submit
from claims.actions.verdict import give_verdict
from claims.exporters import EXPORTERS
from claims.models import Article, Claim, Evidence, Person, Project

SECRET = "zqsecret"
ADDED = "40 residents"
VALUES = {
    "kind": ("claim", "article", "assignment", "person", "evidence", "project"),
    "form": ("csv", "json", "svg"),
    "name": ("casualty/test", "reviews", "gold", "backlog", "articles"),
    "slug": ("casualty",),
}
# They end a session, or do not answer with what is in the database.
LEFT_OUT = ("sign-out", "password-set", "invitation", "token-revoke")


@pytest.fixture
def blind(
    project: Project, article: Article, alice: Person, bob: Person, make_claim: Any, make_assignment: Any
) -> list[int]:
    """An article that Alice has handed in, with everything one can say of a claim, and Bob has not; the ids to ask for."""
    Project.objects.update(reviewers_per_article=2)
    claim = make_claim(article, "at least 12 people", low=12)
    hers, his = make_assignment(article, alice), make_assignment(article, bob)
    wrong = {"low": 12, "victims": f"{SECRET} people"}
    BY_NAME["correct"].perform(alice, claim, {"attributes": wrong, "note": f"{SECRET} note"})
    start = article.text.index(ADDED)
    span = {"start": start, "end": start + len(ADDED)}
    added = (
        BY_NAME["add"]
        .perform(
            alice, article, {"kind": "casualty", **span, "attributes": {"source": f"{SECRET} source"}, "note": SECRET}
        )
        .claim
    )
    give_verdict(alice, claim, {"verdict": "refuted", "justification": f"{SECRET} reasons"})
    evidence = Evidence.objects.create(title="The register", added_by=bob)
    link = link_evidence(alice, claim, evidence, "refutes", note=f"{SECRET} page")
    said = comment(alice, claim, f"{SECRET} remark")
    submit(alice, Article.objects.select_related("project").get(pk=article.pk))
    assert Article.objects.get().state == "review"
    people = list(Person.objects.values_list("pk", flat=True))
    rows = (project, article, claim, added, hers, his, evidence, link, said)
    return sorted({row.pk for row in rows} | set(people))


def addresses(ids: list[int]) -> list[str]:
    """Every address below the root, filled with every id and every name it may take."""
    found: list[str] = []
    for prefix, pattern in _patterns(get_resolver().url_patterns):
        if pattern.name in LEFT_OUT:
            continue
        route = prefix + str(pattern.pattern)
        route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "").replace("\\Z", "")
        found += _filled(route, ids)
    return sorted({f"/{address}" for address in found if "admin/" not in address})


def _patterns(patterns: Any, prefix: str = "") -> Any:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield prefix, one
        else:
            yield from _patterns(one.url_patterns, prefix + str(one.pattern))


def _filled(route: str, ids: list[int]) -> list[str]:
    match = re.search(r"<(?:(\w+):)?(\w+)>", route)
    if match is None:
        return [route]
    is_id = match[1] == "int" or match[2] == "pk"
    values = ids if is_id else VALUES.get(match[2], ("x",))
    return [each for value in values for each in _filled(route.replace(match[0], str(value), 1), ids)]


def test_the_sweep_goes_everywhere(blind: list[int]) -> None:
    swept = addresses(blind)
    for name, arguments in (
        ("project", [1]),
        ("claim-history", [1]),
        ("claim-comments", [1]),
        ("history", ["claim", 1]),
    ):
        pattern = reverse(name, args=arguments)
        assert any(re.sub(r"\d+", "1", address) == pattern for address in swept), name
    for name in ("judgements/", "comments/", "claims/1/comments/", "articles/1/withdrawn/", "projects/1/agreement/"):
        assert any(re.sub(r"\d+", "1", address[8:]) == name for address in swept if address.startswith("/api/v1/")), (
            name
        )
    assert len(swept) > 300


@pytest.mark.parametrize("name", ["bob", "maya", "adam", "vera", "root", "zoe"])
def test_no_address_tells_what_another_answered(
    name: str, blind: list[int], client_for: Any, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(name))
    # What the pages show of addresses that do not exist, or are somebody else's, is looked at too.
    for address in addresses(blind):
        answer = client.get(address)
        assert answer.status_code < 500, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.encode() not in body, address


def test_nor_does_the_administrators_site(blind: list[int], root: Person, client_for: Any) -> None:
    client = client_for(root)
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"admin:{name}_changelist")]
        pages += [reverse(f"admin:{name}_change", args=[pk]) for pk in model.objects.values_list("pk", flat=True)]
        for page in pages:
            assert SECRET not in client.get(page).content.decode(), page


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.slug)
def test_nor_does_an_export(exporter: Any, blind: list[int], project: Project, maya: Person) -> None:
    out = BytesIO()
    export(maya, project, exporter.slug, out)
    assert SECRET.encode() not in out.getvalue()
    assert ADDED.encode() not in out.getvalue()


def test_what_another_added_is_not_there(blind: list[int], bob: Person, maya: Person, api_for: Any) -> None:
    added = Claim.objects.get(origin="person")
    for person in (bob, maya):
        assert api_for(person).get(f"/api/v1/claims/{added.pk}/").status_code == 404
        rows = api_for(person).get(f"/api/v1/articles/{added.article_id}/claims/").json()
        assert added.pk not in [row["id"] for row in rows]


@pytest.mark.parametrize("origin", ["person", "withheld"])
def test_of_a_claim_that_is_not_shown_to_her_nobody_can_talk(
    origin: str, blind: list[int], bob: Person, api_for: Any, client_for: Any
) -> None:
    """The page about a claim shows its words: what another added, and what is withheld, has none for Bob."""
    Claim.objects.filter(origin="machine").update(origin="withheld")
    hidden = Claim.objects.get(origin=origin)
    page, api = reverse("claim-comments", args=[hidden.pk]), f"/api/v1/claims/{hidden.pk}/comments/"
    for ask in (client_for(bob).get, client_for(bob).post):
        assert ask(page, {"text": "What is this?"}).status_code == 404
    for ask in (api_for(bob).get, api_for(bob).post):
        assert ask(api, {"text": "What is this?"}).status_code == 404
    with pytest.raises(PermissionDenied):
        comment(bob, hidden, "What is this?")
    Article.objects.update(state="adjudication")
    assert client_for(bob).get(page).status_code == api_for(bob).get(api).status_code == 200


def test_afterwards_it_is_all_there(
    blind: list[int], article: Article, bob: Person, maya: Person, client_for: Any
) -> None:
    BY_NAME["confirm"].perform(bob, Claim.objects.get(origin="machine"), {})
    submit(bob, Article.objects.select_related("project").get())
    assert SECRET in client_for(maya).get(reverse("article", args=[article.pk])).content.decode()

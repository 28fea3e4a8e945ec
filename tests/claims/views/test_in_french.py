"""A manager and a reviewer who read French, on every page that links lead to, and refused by every form there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models.functions import Substr
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from annotate.kinds.framing.lexicon import references
from claims.exporters import EXPORTERS
from claims.management.messages import read_po
from claims.models import Article, Claim, Evidence, Job, Person, Project
from claims.models.article import ArticleState
from claims.models.job import JobState
from claims.tasks import run_job

FRENCH = read_po((settings.BASE_DIR / "locale/fr/LC_MESSAGES/django.po").read_text(encoding="utf-8"))
# English messages that a French page never shows, unless the same words are the translation of something.
SAID_IN_FRENCH = {form for forms in FRENCH.values() for form in forms}
ENGLISH = {words for one, many in FRENCH for words in (one, many) if words and words not in SAID_IN_FRENCH}
# Words that no French sentence has.
FUNCTION_WORDS = re.compile(
    r"\b(?:the|of|is|are|was|were|this|that|these|those|with|and|not|has|have|been|here|your|you|from|by|who|which|what|"
    r"when|there|it|its|they|their|to|nobody|somebody|first|been)\b",
    re.IGNORECASE,
)
# Words of an article, cut off or whole, addresses and codes.
QUOTED = re.compile(r"«[^»]*(?:»|$)|https?://\S+|\S*[_./=]\S*")
# French puts a space that does not break before these.
CRAMPED = re.compile(r"[^\W\d)][:;?!](?:\s|$)|[^\W\d)] [:;?!»]|« ")
# What people and articles say stands in these, in whatever language.
NOT_OURS = {"script", "style", "code", "kbd", "del", "ins", "q", "textarea", "option", "time"}
VOID = {
    "area",
    "base",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
    "use",
    "rect",
    "line",
    "path",
}
SHOWN = ("aria-label", "title", "placeholder", "alt")
PAGES_OF_A_KIND = 3
TERM = "harbour wolf"
# What no field takes.
NONSENSE = dict.fromkeys(
    (
        *(
            "name",
            "title",
            "url",
            "email",
            "who",
            "role",
            "days",
            "text",
            "seen",
            "reason",
            "note",
            "kind",
            "start",
            "end",
        ),
        *("version", "verdict", "justification", "as_of", "confidence", "take", "words", "action", "bends", "family"),
        *("alternatives", "lines", "strategy", "person", "people", "articles", "article", "due_on", "number", "most"),
        *(
            "stance",
            "format",
            "release",
            "rule",
            "first_name",
            "old_password",
            "new_password1",
            "new_password2",
            "order",
        ),
        *(
            "a-low",
            "a-high",
            "a-modifier",
            "a-outcomes",
            "a-cue_kind",
            "a-voice",
            "confirm_rest",
            "next",
            "undo",
            "open",
        ),
    ),
    "?",
)


class Page(HTMLParser):
    """The words of a page that the interface says, the links it has, and the forms that it posts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        foreign = has.get("lang", "fr") != "fr" or ("dir" in has and tag != "html") or tag in NOT_OURS
        ours = not foreign and all(ours for _tag, ours in self.open)
        if tag == "form" and has.get("method") == "post":
            self.forms.append(has.get("action", ""))
        self.links += [has[name] for name in ("href", "hx-get") if has.get(name) and tag not in ("link", "use")]
        self.words += [has[name] for name in SHOWN if has.get(name)] if ours else []
        if tag not in VOID:
            self.open.append((tag, ours))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and all(ours for _tag, ours in self.open):
            self.words.append(re.sub(r"[ \t\n]+", " ", data).strip(" "))

    def left_over(self, names: list[str]) -> Iterator[str]:
        """English among the words, and French that is cramped; `names` are those of people, projects and the like."""
        for words in self.words:
            rest = words
            for name in names:
                rest = rest.replace(name, " ")
            rest = QUOTED.sub(" ", rest)
            if words in ENGLISH or FUNCTION_WORDS.search(rest) or CRAMPED.search(rest):
                yield words


def test_what_is_left_over_is_seen() -> None:
    page = Page(
        '<html lang="fr" dir="ltr"><p>Add claim</p><p>All of 3 claims</p><p lang="en">The guideline</p>'
        '<p dir="auto">The bay</p><a title="Who did it">Oui</a><q>Not ours</q><p>Ordre:</p>'
        "<p>Reste\u00a0: «\u00a0The Bay\u00a0»</p></html>"
    )
    assert list(page.left_over([])) == ["Add claim", "All of 3 claims", "Who did it", "Ordre:"]


def walk(client: Client, found: Counter[str], seen: dict[str, Page]) -> None:
    """Look at what links lead to, from the start page on, at so many pages of a kind."""
    waiting, known = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        try:
            name = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if found[name] >= PAGES_OF_A_KIND or name.startswith("admin"):
            continue
        answer = client.get(address, headers={"Accept-Language": "fr"})
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        found[name] += 1
        seen[address] = page = Page(answer.content.decode())
        new = [urljoin(address, link).split("#")[0] for link in page.links if urlsplit(link).netloc == ""]
        waiting += [link for link in dict.fromkeys(new) if link not in known]
        known |= set(new)


@pytest.fixture
def names(db: None) -> list[str]:
    """Make the demo and what it lacks, and return the words in it that are not the interface's, the longest first."""
    call_command("demo", verbosity=0)
    for username in ("maya", "bob"):
        _add_to_the_demo(_browser(username), Project.objects.earliest("id").pk, username)
    for job in Job.objects.filter(state=JobState.QUEUED):
        run_job.func(job.pk, "fr")
    assert not Job.objects.exclude(state=JobState.DONE).exists()
    found = {reference.title for reference in references().values()} | {TERM}
    for rows in (
        Project.objects.values_list("name", "description"),
        Article.objects.values_list("title", "source"),
        Evidence.objects.values_list("title", "publisher"),
        Claim.objects.values_list(Substr("quote", 1, 40)),
    ):
        found |= {words for row in rows for words in row if words}
    return sorted(found, key=len, reverse=True)


def _browser(username: str) -> Client:
    client = Client(headers={"Accept-Language": "fr"})
    client.force_login(Person.objects.get(username=username))
    return client


def _add_to_the_demo(client: Client, project: int, username: str) -> None:
    """Reports, an invitation, a term, and a training that the reviewer hands in without a claim."""
    if username == "maya":
        client.post(reverse("project-agreement", args=[project]))
        client.post(reverse("project-exports", args=[project]), {"format": EXPORTERS[0].slug})
        client.post(reverse("project-invite", args=[project]), {"role": "reviewer", "days": 7})
        client.post(reverse("project-terms-add", args=[project]), {"words": TERM, "action": "add", "bends": "noun"})
        gold = Article.objects.filter(project=project, state=ArticleState.SETTLED).earliest("id")
        client.post(reverse("training-choose", args=[project]), {"article": gold.pk})
    else:
        client.post(reverse("training-begin", args=[project]))
        copy = Article.objects.get(copy_of__project=project)
        client.post(reverse("review-article-action", args=[copy.pk, "confirm_rest"]))
        client.post(reverse("submit", args=[copy.pk]))


def test_no_page_speaks_english(names: list[str]) -> None:
    """Every page to which a manager, a reviewer and an administrator find their way."""
    for username, least in (("maya", 20), ("alice", 12), ("bob", 12), ("admin", 20)):
        client = _browser(username)
        found: Counter[str] = Counter()
        seen: dict[str, Page] = {}
        walk(client, found, seen)
        left = {words: address for address, page in seen.items() for words in page.left_over(names)}
        assert left == {}
        assert len(found) > least, found


def test_no_refusal_speaks_english(names: list[str]) -> None:
    """Every form that these pages post, with nothing in it and then with nonsense."""
    answered = set()
    for username in ("maya", "alice"):
        client = _browser(username)
        found: Counter[str] = Counter()
        seen: dict[str, Page] = {}
        walk(client, found, seen)
        forms = {urljoin(address, action): None for address, page in seen.items() for action in page.forms}
        left, told = {}, set()
        for address in forms:
            name = resolve(urlsplit(address).path).view_name
            if name in ("set-language", "sign-out"):
                continue
            for data in ({}, NONSENSE):
                answer = client.post(address, data, headers={"Accept-Language": "fr"}, follow=True)
                assert answer.status_code in (200, 403, 404, 409, 422), (address, data)
                page = Page(answer.content.decode())
                left |= dict.fromkeys(page.left_over(names), (address, data))
                told |= {name} if answer.status_code == 422 else set()
        assert left == {}
        answered |= told
    assert len(answered) > 15, answered

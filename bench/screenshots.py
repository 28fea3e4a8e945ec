"""A picture of every page of the demo, light and dark: `python -m bench.screenshots FOLDER`.

It serves a demo of its own, made for this and thrown away, and writes `<page>-light.webp` and `<page>-dark.webp`. `PAGES` is
also what the accessibility test goes through.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.pages import served

# Each page's name and address; names in braces are ids, which `ids` finds in a database.
PAGES: tuple[tuple[str, str], ...] = (
    ("home", "/"),
    ("review", "/articles/{mine}/review/?claim={claim}"),
    ("claim-guideline", "/claims/{claim}/guideline/"),
    ("claim-history", "/claims/{claim}/history/"),
    ("claim-comments", "/claims/{claim}/comments/"),
    ("claim-similar", "/claims/{claim}/similar/"),
    ("pick-evidence", "/claims/{claim}/evidence/pick/?q=a"),
    ("article", "/articles/{article}/"),
    ("article-history", "/history/article/{article}/"),
    ("assignment", "/assignments/{assignment}/"),
    ("projects", "/projects/"),
    ("project-create", "/projects/new/"),
    ("project", "/projects/{project}/"),
    ("project-work", "/projects/{project}/work/"),
    ("project-overview", "/projects/{project}/overview/"),
    ("project-allocate", "/projects/{project}/allocate/"),
    ("project-anchoring", "/projects/{project}/anchoring/"),
    ("project-training", "/projects/{project}/training/"),
    ("project-ingest", "/projects/{project}/articles/new/"),
    ("project-adjudication", "/projects/{project}/adjudication/"),
    ("project-decisions", "/projects/{project}/adjudication/decisions/"),
    ("adjudicate", "/claims/{waiting}/adjudicate/"),
    ("settle-by-rule", "/projects/{project}/adjudication/rule/"),
    ("project-agreement", "/projects/{project}/agreement/"),
    ("project-log", "/projects/{project}/log/"),
    ("project-exports", "/projects/{project}/exports/"),
    ("project-evaluation", "/projects/{project}/evaluation/"),
    ("project-rules", "/projects/{project}/rules/"),
    ("project-settings", "/projects/{project}/settings/"),
    ("project-terms", "/projects/{project}/terms/"),
    ("term", "/terms/{term}/"),
    ("project-people", "/projects/{project}/people/"),
    ("rule", "/rules/{rule}/"),
    ("kind", "/kinds/casualty/?project={project}"),
    ("evidence", "/evidence/"),
    ("evidence-add", "/evidence/new/"),
    ("evidence-detail", "/evidence/{evidence}/"),
    ("evidence-edit", "/evidence/{own}/edit/"),
    ("job", "/jobs/{job}/"),
    ("account", "/account/"),
    ("account-keys", "/account/keys/"),
    ("password-change", "/account/password/"),
    ("not-found", "/articles/999999999/"),
)
# What who is not signed in sees.
OUTSIDE: tuple[tuple[str, str], ...] = (
    ("sign-in", "/sign-in/"),
    ("password-reset", "/password/"),
    ("password-reset-sent", "/password/sent/"),
    ("password-set", "/password/{who}/{token}/"),
    ("invitation", "/invitations/{secret}/"),
)

SHRUNK = """async png => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * 0.75, image.height * 0.75];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/webp", 0.4).split(",")[1];
}"""


def ids(person: Any) -> dict[str, Any]:
    """What stands for each name in the addresses of PAGES and OUTSIDE, of what `person`, a manager, may see.

    Where a page is about something that one makes oneself, a term, a job or an invitation, one is made.
    """
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    from annotate import rules
    from claims.actions.evidence import add_evidence
    from claims.actions.invite import invite
    from claims.actions.terms import add_term
    from claims.models import Assignment, Claim, Evidence, Job, Membership

    mine = (
        Assignment.objects.filter(person=person, article__claims__isnull=False).order_by("-article__claims__id").first()
    )
    member = Membership.objects.filter(person=person).order_by("id").select_related("project").first()
    assert mine is not None
    assert member is not None
    project = member.project
    given = Assignment.objects.filter(article__project=project).order_by("id").first()
    evidence = Evidence.objects.filter(links__isnull=False).order_by("id").first()
    own = {"title": "The harbour's log of 3 March", "passage": "Nine boats left before six."}
    claim = Claim.objects.filter(article=mine.article_id, origin="machine").order_by("start").first()
    waiting = Claim.objects.filter(article__project=project, waits__isnull=False).order_by("waits", "id").first()
    assert given is not None
    assert evidence is not None
    assert claim is not None
    assert waiting is not None
    term = project.terms.first() or add_term(person, project, {"words": "harvest patrol"})
    job = project.jobs.first() or Job.objects.create(name="export", project=project, asked_by=person, state="done")
    _, address = invite(person, project, "reviewer")
    return {
        "mine": mine.article_id,
        "claim": claim.pk,
        "article": given.article_id,
        "assignment": given.pk,
        "project": project.pk,
        "evidence": evidence.pk,
        "own": add_evidence(person, own).pk,
        "rule": rules()[0].id,
        "waiting": waiting.pk,
        "term": term.pk,
        "job": job.pk,
        "who": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
        "secret": address.rstrip("/").rpartition("/")[2],
    }


def main() -> None:
    """Serve a demo, and take the pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "CLAIMWRIGHT_DATA": data}
        with served(environment, "--demo") as (port, _pid):
            os.environ |= {"CLAIMWRIGHT_DATA": data, "DJANGO_SETTINGS_MODULE": "config.settings"}
            take(f"http://127.0.0.1:{port}", folder)


def take(address: str, folder: Path) -> None:
    """Sign in as the demo's manager, who reviews one article too, and picture each page in both themes."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from playwright.sync_api import sync_playwright

    from claims.models import Assignment, Person

    maya = Person.objects.get(username="maya")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    waiting = Assignment.objects.filter(state="assigned").order_by("-id").first()
    assert waiting is not None
    Assignment.objects.create(article=waiting.article, person=maya)
    client = Client()
    client.force_login(maya, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    known = ids(maya)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        shrinker = browser.new_page()
        for theme in ("light", "dark"):
            for pages, cookies in (
                (OUTSIDE, []),
                (PAGES, [{"name": cookie.key, "value": cookie.value, "url": address}]),
            ):
                context = browser.new_context(viewport={"width": 1200, "height": 800}, color_scheme=theme)
                context.add_cookies(cookies)
                page = context.new_page()
                for name, place in pages:
                    page.goto(address + place.format(**known), wait_until="load")
                    picture(page, shrinker, folder / f"{name}-{theme}.webp")
                context.close()
        browser.close()
    (folder / "README.md").write_text(listing(), encoding="utf-8")


def picture(page: Any, shrinker: Any, path: Path) -> None:
    """Write a picture of the page: three quarters of its size and as WebP, which the browser itself can do."""
    shot = base64.b64encode(page.screenshot()).decode()
    path.write_bytes(base64.b64decode(shrinker.evaluate(SHRUNK, shot)))


def listing() -> str:
    """A page that shows all pictures."""
    rows = "\n".join(f"| {name} | ![]({name}-light.webp) | ![]({name}-dark.webp) |" for name, _ in (*OUTSIDE, *PAGES))
    return f"# Every page, light and dark\n\nMade by `python -m bench.screenshots`.\n\n| | | |\n|---|---|---|\n{rows}\n"


if __name__ == "__main__":
    main()

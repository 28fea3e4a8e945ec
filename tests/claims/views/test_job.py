from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Job, Person, Project

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(project: Project, maya: Person) -> Job:
    return Job.objects.create(name="preannotate", project=project, asked_by=maya, total=4)


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("adam", 404), ("vera", 404), ("zoe", 404), ("maya", 200), ("root", 200)]
)
def test_who_watches(name: str, status: int, job: Job, client_for: Any, request: pytest.FixtureRequest) -> None:
    client = client_for(request.getfixturevalue(name))
    assert client.get(reverse("job", args=[job.pk])).status_code == status


def test_who_asked_watches(job: Job, vera: Person, client_for: Any) -> None:
    Job.objects.update(asked_by=vera)
    assert client_for(vera).get(reverse("job", args=[job.pk])).status_code == 200


@pytest.mark.parametrize(
    ("state", "says", "polls"),
    [
        ("queued", "waiting for a worker", True),
        ("running", "2/4", True),
        ("done", "New claims proposed: 7", False),
        ("failed", "It broke.", False),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_it_is_asked_for_until_it_has_ended(
    state: str, says: str, polls: bool, headers: dict[str, str], job: Job, maya: Person, client_for: Any
) -> None:
    Job.objects.update(state=state, done=2, report={"articles": 4, "claims": 7}, error="It broke.")
    page = client_for(maya).get(reverse("job", args=[job.pk]), headers=headers).content.decode()
    assert says in page
    assert ('hx-trigger="every 1s"' in page) is polls
    assert ("Reload to see" in page) is polls
    assert ("<html" in page) is not bool(headers)

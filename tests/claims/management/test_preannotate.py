from io import StringIO
from typing import Any

from django.core.management import call_command

from claims.models import Claim, Project


def preannotate(**options: Any) -> str:
    out = StringIO()
    call_command("preannotate", project="Ostrava Bay", stdout=out, **options)
    return out.getvalue()


def test_what_has_not_been_read_is_read_once(project: Project, make_article: Any) -> None:
    for _ in range(2):
        make_article(project)
    first = preannotate()
    claims = list(Claim.objects.order_by("id").values_list("id", flat=True))
    assert claims
    assert first.startswith(f"{len(claims)} new claims")
    assert preannotate().startswith("0 new claims")
    assert preannotate(again=True).startswith("0 new claims")
    assert list(Claim.objects.order_by("id").values_list("id", flat=True)) == claims

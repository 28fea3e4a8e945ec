"""What every page knows: the request as the middleware leaves it, and which part of a long list it asks for."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from claims.models import Person
from claims.queries.ids import id_from

Row = TypeVar("Row", bound=Model)
# So many rows of a list on a page.
MOST = 50


class Request(HttpRequest):
    """A request of a signed-in person, with what htmx told of itself."""

    user: Person  # type: ignore[assignment]
    htmx: HtmxDetails


def words_of(request: HttpRequest) -> str:
    """What the address searches a list for (`q`); empty where it does not."""
    return request.GET.get("q", "").strip()[:200]


def page_of(request: HttpRequest) -> int:
    """The number of the page that the address asks for, from 1 on; 1 where it asks for none there could be."""
    return max(1, min(id_from(request.GET.get("page")), 10_000))


def leaf(rows: QuerySet[Row], page: int) -> tuple[list[Row], bool]:
    """The rows of that page, MOST a page, and whether more follow. One query."""
    found = list(rows[MOST * (page - 1) : MOST * page + 1])
    return found[:MOST], len(found) > MOST

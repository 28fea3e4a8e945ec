"""What every page knows: the request as the middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from claims.models import Person


class Request(HttpRequest):
    """A request of a signed-in person, with what htmx told of itself."""

    user: Person  # type: ignore[assignment]
    htmx: HtmxDetails

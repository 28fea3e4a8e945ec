"""What no address may hold, refused before anything reads it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import activate, get_language_from_request


def refuse_nul(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer 400 to an address with the character NUL, which PostgreSQL can neither store nor look for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # Before LocaleMiddleware, the language is that of whoever came last.
            activate(get_language_from_request(request))
            raise BadRequest("The address holds a NUL character.")
        return answer(request)

    return middleware

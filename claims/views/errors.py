"""What is shown when something goes wrong, in plain words; to programs, in the shape of `claims.api.errors`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


@login_not_required
def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request makes no sense."""
    return _shown(request, 400, "400.html")


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may see this, but not do it."""
    return _shown(request, 403, "403.html", {"why": str(exception or "")})


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing that this person may see."""
    return _shown(request, 404, "404.html")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The page asks nothing of the database, which may be what is broken."""
    return _shown(request, 500, "500.html")


@login_not_required
def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere. A header tells our own scripts, which then ask for a new token."""
    response = _shown(request, 403, "403_csrf.html", {"reason": reason})
    response["X-Form-Token"] = "stale"
    return response


MESSAGES = {
    400: ("bad_request", _("This request cannot be read.")),
    403: ("forbidden", _("This is not yours to do.")),
    404: ("not_found", _("There is no such address.")),
    500: ("broken", _("A fault of ours: nothing of this was kept. Try again, and tell the administrator.")),
}


def _shown(request: HttpRequest, status: int, page: str, context: dict[str, Any] | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        code, message = MESSAGES[status]
        return JsonResponse({"error": {"code": code, "message": str(message), "fields": {}}}, status=status)
    return render(request, page, context, status=status)

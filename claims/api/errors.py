"""One shape for everything that goes wrong: `{"error": {"code", "message", "fields"}}`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from claims.actions.errors import Invalid, Stale
from claims.models import Evidence
from claims.models.judgement import Answer


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to `error`; None for what is a fault of ours, which then becomes a 500."""
    set_rollback()
    if isinstance(error, Invalid):
        return _answer(status.HTTP_422_UNPROCESSABLE_ENTITY, "invalid", str(error), error.errors)
    if isinstance(error, Stale):
        answer = _answer(status.HTTP_409_CONFLICT, "stale", str(error))
        answer.data["error"] |= {"current": _plain(error.current), "mine": error.mine}
        return answer
    if isinstance(error, Http404):
        return _answer(
            status.HTTP_404_NOT_FOUND, "not_found", _("There is no such thing here, or it is not yours to see.")
        )
    if isinstance(error, PermissionDenied):
        return _answer(status.HTTP_403_FORBIDDEN, "forbidden", str(error) or _("This is not yours to do."))
    if isinstance(error, exceptions.ValidationError):
        fields = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        return _answer(status.HTTP_422_UNPROCESSABLE_ENTITY, "invalid", _("Some fields are wrong."), fields)
    if isinstance(error, exceptions.APIException):
        answer = _answer(error.status_code, str(error.default_code), str(error.detail))
        for name, attribute in (("WWW-Authenticate", "auth_header"), ("Retry-After", "wait")):
            if getattr(error, attribute, None):
                answer[name] = str(getattr(error, attribute))
        return answer
    return None


def _answer(code: int, name: str, message: str, fields: Any = None) -> Response:
    return Response({"error": {"code": name, "message": message, "fields": fields or {}}}, status=code)


def _plain(row: Any) -> dict[str, Any]:
    """A row as it stands, for somebody who has to choose between it and her own."""
    if isinstance(row, Evidence):
        names = ("url", "archive_url", "title", "publisher", "published_at", "medium", "passage", "note")
        return {**{name: getattr(row, name) for name in names}, "version": row.version}
    plain = dict(row.snapshot()) if row.pk else {}
    return {**plain, "version": row.version} if isinstance(row, Answer) or plain else {"version": row.version}

"""What every page knows."""

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """The template context common to all pages."""
    return {}

"""What the person looking at a page may do."""

from __future__ import annotations

from typing import Any

from django import template

from claims import permissions

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Any, permission: str, thing: Any = None) -> bool:
    """Whether the person may do this: `{% may "project.manage" project as manages %}`."""
    return permissions.may(context["request"].user, permission, thing)

"""What the machine's half says, in the reader's language."""

from __future__ import annotations

from django import template

from claims.views.steps import NAMES
from claims.wording import attribute_help, attribute_name, kind_name, value_name, worded

register = template.Library()
register.filter("worded", worded)
register.filter("kind_name", kind_name)
register.filter("attribute_name", attribute_name)
register.filter("attribute_help", attribute_help)
register.simple_tag(value_name, name="value_name")


@register.filter
def field_name(name: str) -> str:
    """What people call a field of the record; its name where nobody gave it another."""
    return str(NAMES.get(name, name))

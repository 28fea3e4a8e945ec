"""What the machine's half says, in the reader's language."""

from __future__ import annotations

from django import template

from claims.wording import attribute_name, kind_name, value_name, worded

register = template.Library()
register.filter("worded", worded)
register.filter("kind_name", kind_name)
register.filter("attribute_name", attribute_name)
register.simple_tag(value_name, name="value_name")

"""Figures as people read them."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import floatformat

register = template.Library()


@register.filter
def share(value: float | None) -> str:
    """A share from 0 to 1 with two decimals; a dash for None, where there was nothing to take it of."""
    return "–" if value is None else floatformat(value, 2)

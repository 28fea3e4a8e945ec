"""A project's pages: groups in a row, and the pages of the group that is open in a second one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models import Project
from claims.permissions import may

register = template.Library()


@dataclass(frozen=True)
class Tab:
    """A page of a project: what templates call it, its address's name, its label, and who may see it."""

    name: str
    address: str
    label: Any
    permission: str = "project.view"


GROUPS: tuple[tuple[Any, tuple[Tab, ...]], ...] = (
    (_("Articles"), (Tab("articles", "project", _("Articles")),)),
    (
        _("Work"),
        (
            Tab("overview", "project-overview", _("Progress"), "article.list"),
            Tab("work", "project-work", _("By person"), "article.list"),
            Tab("adjudication", "project-adjudication", _("Adjudication"), "article.list"),
        ),
    ),
    (
        _("Quality"),
        (
            Tab("agreement", "project-agreement", _("Agreement"), "agreement.view"),
            Tab("anchoring", "project-anchoring", _("Pull of the proposals"), "agreement.view"),
            Tab("evaluation", "project-evaluation", _("Evaluation"), "gold.export"),
            Tab("rules", "project-rules", _("Rules"), "gold.export"),
        ),
    ),
    (_("Gold"), (Tab("exports", "project-exports", _("Exports"), "gold.export"),)),
    (
        _("Set-up"),
        (
            Tab("people", "project-people", _("People")),
            Tab("training", "project-training", _("Training")),
            Tab("terms", "project-terms", _("Terms")),
            Tab("log", "project-log", _("Log"), "project.audit"),
            Tab("settings", "project-settings", _("Settings"), "project.manage"),
        ),
    ),
)


@register.simple_tag(takes_context=True)
def tabs(context: Any, project: Project, current: str) -> list[dict[str, Any]]:
    """The groups with a page that the person may see: `{% tabs project "log" as groups %}`.

    Each has a `label`, the `url` of its first page, `is_open`, and its `pages` with `label`, `url` and `is_current`.
    """
    person = context["request"].user
    groups = []
    for label, group in GROUPS:
        pages = [
            {"label": tab.label, "url": reverse(tab.address, args=[project.pk]), "is_current": tab.name == current}
            for tab in group
            if may(person, tab.permission, project)
        ]
        if pages:
            is_open = any(page["is_current"] for page in pages)
            groups.append({"label": label, "url": pages[0]["url"], "is_open": is_open, "pages": pages})
    return groups

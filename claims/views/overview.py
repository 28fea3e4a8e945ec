"""How a project gets on: the manager's view."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.actions.count import count_up
from claims.exporters.table import cell
from claims.models import Project
from claims.models.article import ArticleState
from claims.queries import counts
from claims.templatetags.charts import bar_chart
from claims.views.articles import seen_project
from claims.views.page import Request


@dataclass(frozen=True)
class Chart:
    """A chart and the table behind it: a row for each label, a column for each series."""

    name: str
    title: str
    labels: list[str]
    series: list[tuple[str, list[int]]]

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The table's rows."""
        return [(label, [values[place] for _name, values in self.series]) for place, label in enumerate(self.labels)]


@require_GET
def overview(request: Request, pk: int) -> HttpResponse:
    """Articles by state, forecast, weeks, people, proposals by kind, backlog: from kept counts."""
    project = seen_project(request, pk, "article.list")
    counted = count_up(project)
    context = {
        "section": "projects",
        "project": project,
        "counted": counted,
        "charts": [make(project) for make in CHARTS.values()],
        "states": [(ArticleState(state).label, number) for state, number in counts.articles_by_state(project).items()],
        "totals": _settled(counts.totals(project)),
        "forecast": counts.forecast(project),
        "workers": counts.workers(project),
        "recent": counts.RECENT,
    }
    return render(request, "claims/overview.html", context)


@require_GET
def chart(request: Request, pk: int, name: str, form: str) -> HttpResponse:
    """One chart as a file: `svg`, or its table as `csv`."""
    project = seen_project(request, pk, "article.list")
    if name not in CHARTS or form not in ("svg", "csv"):
        raise Http404
    count_up(project)
    made = CHARTS[name](project)
    text, media = (_csv(made), "text/csv; charset=utf-8") if form == "csv" else (_svg(made), "image/svg+xml")
    response = HttpResponse(text, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}-{project.pk}.{form}"'
    return response


def _weekly(project: Project, name: str, title: str, names: dict[str, str]) -> Chart:
    mondays, sums = counts.by_week(project, tuple(names))
    labels = [date_format(monday, "j N") for monday in mondays]
    return Chart(name, title, labels, [(names[key], values) for key, values in sums.items()])


def _submissions(project: Project) -> Chart:
    return _weekly(project, "reviews", _("Reviews handed in, week by week"), {"submitted": _("handed in")})


def _arrivals(project: Project) -> Chart:
    return _weekly(project, "articles", _("Articles that came in, week by week"), {"articles": _("came in")})


def _settlements(project: Project) -> Chart:
    names = {
        "settled single": _("one reviewer"),
        "settled unanimous": _("unanimous"),
        "settled adjudicated": _("adjudicated"),
    }
    return _weekly(project, "gold", _("Claims settled, week by week"), names)


def _ages(project: Project) -> Chart:
    found = counts.backlog(project)
    labels = [_("to %(days)s days") % {"days": days} if days else _("older") for days, _number in found]
    return Chart(
        "backlog",
        _("Articles not handed in by all, by age"),
        labels,
        [(_("waiting"), [number for _d, number in found])],
    )


CHARTS: dict[str, Callable[[Project], Chart]] = {
    "reviews": _submissions,
    "gold": _settlements,
    "articles": _arrivals,
    "backlog": _ages,
}


def _settled(found: dict[str, int]) -> dict[str, int]:
    settled = sum(number for name, number in found.items() if name.startswith("settled"))
    return {
        "proposed": found.get("proposed", 0),
        "settled": settled,
        "adjudicated": found.get("settled adjudicated", 0),
    }


def _csv(made: Chart) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(made.title), *(cell(name) for name, _values in made.series)])
    writer.writerows([cell(label), *numbers] for label, numbers in made.rows)
    return out.getvalue()


def _svg(made: Chart) -> str:
    drawn: dict[str, Any] = bar_chart(made.title, made.labels, made.series)
    return render_to_string("claims/chart.svg", drawn)

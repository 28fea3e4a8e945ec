"""A report on agreement as tables that people read, and as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate import BY_SLUG
from claims.actions.agreement import to_share
from claims.exporters.table import cell
from claims.models import Person, Project
from claims.models.verdict import VerdictLabel
from claims.queries.gold import pseudonyms
from claims.templatetags.charts import line_chart

# Level: title, what is counted, and what it is to be read by.
LEVELS: dict[str, tuple[Any, Any, Any]] = {
    "spotting": (
        _("Claim spotting"),
        _("sentences"),
        _("Whether a sentence holds a claim at all. Sentences in which nobody marked one count as well."),
    ),
    "spans": (
        _("Where claims are"),
        _("marks"),
        _(
            "Which words were marked as which kind: to the letter, overlapping, and by Krippendorff's alpha for unitizing."
        ),
    ),
    "label": (_("Kind"), _("claims"), _("Which kind a claim is, of claims that two or more reviewers marked.")),
    "attribute": (
        _("Attributes"),
        _("claims"),
        _("What was filled in for claims that two or more reviewers marked; that all left it open is agreement too."),
    ),
    "quantity": (
        _("Numbers"),
        _("claims"),
        _("The same number or not, and alpha on the logarithm of the number plus one, since counts are skewed."),
    ),
    "attribution": (_("Attribution"), _("claims"), _("Pairs of claim and source that both see.")),
    "verdict": (
        _("Verdict"),
        _("claims"),
        _("Published yardsticks: Cohen's kappa 0.619 (AVeriTeC), Fleiss' kappa 0.6841 (FEVER)."),
    ),
    "evidence": (_("Evidence"), _("claims"), _("Which pieces of evidence were linked to a claim.")),
}
MEASURES = {
    "percent": _("the same"),
    "cohen": _("Cohen's κ"),
    "fleiss": _("Fleiss' κ"),
    "alpha": _("Krippendorff's α"),
    "alpha_interval": _("α (log)"),
    "alpha_u": _("α for unitizing"),
    "f1": _("F1"),
    "f1_exact": _("F1, to the letter"),
    "f1_overlap": _("F1, overlapping"),
    "jaccard": _("Jaccard"),
}
REASONS = {
    "no_annotation": _("only one marked it"),
    "empty_value": _("left open"),
    "not_seen": _("skipped or not seen"),
    "other_kind": _("of another kind"),
    "boilerplate": _("not the article's own"),
    "in_review": _("still in review"),
    "one_reader": _("read by one person"),
    "other_reader": _("read by others"),
    "other_week": _("of another week"),
    "other_version": _("of another guideline version, or of several"),
}
HEADLINES = {
    "spotting": _("Claim spotting, α"),
    "f1_exact": _("Spans, to the letter"),
    "f1_overlap": _("Spans, overlapping"),
    "alpha_u": _("α for unitizing"),
    "verdict": _("Verdict, α"),
}


def tables(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report for the page: `levels`, `breakdowns` by what, `confusion`, `left_out`, and the weeks as series."""
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=report["reviewers"])}
    return {
        "levels": [level for level in (_level(code, report["rows"]) for code in LEVELS) if level],
        "left_out": [(REASONS[reason], number) for reason, number in report["left_out"].items()],
        "headlines": list(HEADLINES.values()),
        "by": [(code, title, _lines(report["by"][code], code, names)) for code, title in BREAKDOWNS],
        **_weeks(report),
        "confusion": _confusion(report["verdicts"]),
        "names": [names.get(pk, f"#{pk}") for pk in report["reviewers"]],
    }


def _weeks(report: Mapping[str, Any]) -> dict[str, Any]:
    weeks = [row for row in report["by"]["week"] if row["week"]]
    return {
        "week_labels": [row["week"] for row in weeks],
        "week_series": [(str(label), [row[code] for row in weeks]) for code, label in HEADLINES.items()],
    }


BREAKDOWNS = (
    ("pair", _("By pair")),
    ("kind", _("By kind")),
    ("week", _("By week")),
    ("version", _("By guideline version")),
    ("article", _("Articles with the least agreement")),
)


def _level(code: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    own = [row for row in rows if row["level"] == code]
    if not own:
        return None
    title, unit, note = LEVELS[code]
    return {
        "code": code,
        "title": title,
        "unit": unit,
        "note": note,
        "columns": [MEASURES[measure] for measure in own[0]["measures"]],
        "rows": [_row(row) for row in own],
        "empties": code == "attribute",
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    kind, _dot, name = row["of"].partition(".")
    label = BY_SLUG[kind].label if kind in BY_SLUG else kind
    fields = {one.name: one.label for one in BY_SLUG[kind].attributes} if kind in BY_SLUG else {}
    return {
        **row,
        "kind": _(label) if label else "",
        "name": _(fields.get(name, name)) if name else "",
        "cells": list(row["measures"].values()),
        "reasons": [(REASONS[reason], number) for reason, number in row["dropped"].items()],
    }


def _lines(rows: Iterable[Mapping[str, Any]], code: str, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Rows of a breakdown: what they are of, as words and as the query that shows it alone, and the headline figures."""
    found = []
    for row in rows:
        key = row[code]
        query, label = f"{code}={key}", str(key)
        if code == "pair":
            query, label = f"pair={key[0]}-{key[1]}", " · ".join(names.get(pk, f"#{pk}") for pk in key)
        elif code == "kind":
            label = str(_(BY_SLUG[key].label)) if key in BY_SLUG else key
        elif code == "article":
            label = row["title"]
        elif not key:
            query, label = "", str(_("several")) if code == "version" else str(_("not known"))
        line = {"label": label, "query": query, "article": key if code == "article" else None}
        found.append({**line, "articles": row["articles"], "cells": [row[one] for one in HEADLINES]})
    return found


def _confusion(verdicts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The verdicts' table: its labels, and a row of numbers for each."""
    if not verdicts:
        return None
    counts = {(row["one"], row["other"]): row["number"] for row in verdicts}
    labels = dict(VerdictLabel.choices)
    rows = [(label, [(counts.get((one, other), 0), one == other) for other in labels]) for one, label in labels.items()]
    return {"labels": list(labels.values()), "rows": rows}


def as_json(project: Project, report: Mapping[str, Any]) -> str:
    """The report as JSON, without titles; people under the pseudonyms that exports give them."""
    return json.dumps(to_share(project, report), ensure_ascii=False, indent=1)


def as_svg(project: Project, report: Mapping[str, Any]) -> str:
    """The headline figures week by week, as a drawing."""
    weeks = _weeks(report)
    drawn: dict[str, Any] = line_chart(gettext("Agreement over weeks"), weeks["week_labels"], weeks["week_series"])
    return render_to_string("claims/line_chart.svg", drawn)


def as_csv(project: Project, report: Mapping[str, Any]) -> str:
    """One row a figure: level, of what, measure, value, ends of the interval, items, what was left out and why."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    header = ["level", "of", "measure", "value", "low", "high", "items", "articles", "reviewers", "empty", "dropped"]
    rows.writerow(header)
    for row in report["rows"]:
        dropped = "; ".join(f"{reason} {number}" for reason, number in sorted(row["dropped"].items()))
        for measure, figure in row["measures"].items():
            values = [row["level"], row["of"], measure, figure["value"], figure["low"], figure["high"]]
            values += [row["items"], row["articles"], row["reviewers"], row["empty"], dropped]
            rows.writerow([cell(value) for value in values])
    who = pseudonyms(project)
    for code in ("pair", "kind", "week", "version"):
        for line in report["by"][code]:
            of = "-".join(who.get(pk, "") for pk in line["pair"]) if code == "pair" else line[code]
            for measure in HEADLINES:
                values = [
                    f"by_{code}",
                    of,
                    measure,
                    line[measure],
                    None,
                    None,
                    None,
                    line["articles"],
                    None,
                    None,
                    None,
                ]
                rows.writerow([cell(value) for value in values])
    return out.getvalue()

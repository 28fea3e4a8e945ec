"""Where reviewers differ: the list of claims, and one claim with all that was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, push_url

from annotate import BY_SLUG, KINDS, Kind
from claims.actions import adjudicate as verbs
from claims.actions.errors import Invalid, Stale, require
from claims.forms import AttributesForm, attributes_form, read_attributes, show_errors
from claims.forms.team import DecisionForm
from claims.models import Claim, Settlement
from claims.models.claim import dispute_choices
from claims.models.judgement import Answer
from claims.permissions import ADJUDICATOR, MANAGER, may, roles
from claims.queries.adjudication import Version, by_gravity, next_waiting, versions, waiting_claims, with_answers
from claims.queries.articles import number
from claims.views.article import readable
from claims.views.articles import seen_project
from claims.views.desk import STANDS_NOWHERE, STANDS_TWICE, read_answer
from claims.views.page import Request

PAGE = 50


@require_GET
def waiting(request: Request, pk: int) -> HttpResponse:
    """The claims of a project that wait for an adjudicator, the gravest dispute first."""
    project = seen_project(request, pk, "article.list")
    kind, dispute = request.GET.get("kind", ""), request.GET.get("dispute", "")
    claims = waiting_claims(project, request.user, kind)
    rows = list(by_gravity(claims, dispute, number(request.GET.get("after")))[: PAGE + 1])
    context = {
        "section": "projects",
        "project": project,
        "rows": [SimpleNamespace(claim=claim, kind=BY_SLUG[claim.kind]) for claim in rows[:PAGE]],
        "after": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "kind": kind,
        "dispute": dispute,
        "disputes": dispute_choices(),
        "kinds": [one for one in KINDS if one.slug in project.kinds],
        "settles": _settles(request, project.pk),
    }
    part = "#waiting" if request.htmx else ""
    return render(request, f"claims/adjudication.html{part}", context)


@require_http_methods(["GET", "POST"])
def adjudicate(request: Request, pk: int) -> HttpResponse:
    """One claim with every reviewer's version; posted, the adjudicator's answer, and then the next claim."""
    claim = seen_claim(request, pk)
    if request.method == "GET":
        return show(request, Bench(request.user, claim, wanted=request.GET.get("kind", "")))
    require(request.user, "article.adjudicate", claim.article)
    bench = Bench(request.user, claim, posted=request.POST)
    if not bench.decision.is_valid():
        return show(request, bench, 422)
    try:
        verbs.adjudicate(request.user, claim, bench.data(), number(request.POST.get("version")))
    except Stale as stale:
        bench.stale = stale
        return show(request, bench, 409)
    except Invalid as invalid:
        bench.refused = invalid
        return show(request, bench, 422)
    return _onward(request, claim)


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """Take back what an adjudicator settled, and show the claim as it waits again."""
    claim = seen_claim(request, pk)
    try:
        verbs.reopen_claim(request.user, claim, number(request.POST.get("version")))
        messages.success(request, _("The claim waits again."))
    except Stale:
        messages.error(request, _("Somebody settled it anew in the meantime: look at that answer first."))
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("adjudicate", pk=pk)


def seen_claim(request: Request, pk: int) -> Claim:
    """The claim with what was said of it, once that is open to the person; else 404."""
    claims = Claim.objects.filter(withdrawn_at=None)
    claims = claims.select_related("article__project", "settlement__settled_by", "author")
    claim = get_object_or_404(with_answers(claims), pk=pk)
    if claim.kind not in BY_SLUG or not may(request.user, "judgement.view_all", claim.article):
        raise Http404
    return claim


def show(request: Request, bench: Bench, status: int = 200) -> HttpResponse:
    """The page, or the part of it that htmx asked for."""
    part = {"own": "#own", "bench": "#bench"}.get(request.htmx.target or "", "") if request.htmx else ""
    return render(request, f"claims/adjudicate.html{part}", bench.context(), status=status)


def _onward(request: Request, claim: Claim) -> HttpResponse:
    following = next_waiting(claim, request.user)
    if following is None:
        messages.success(request, _("Settled. No claim waits for you any more."))
        target = reverse("project-adjudication", args=[claim.article.project_id])
        return HttpResponseClientRedirect(target) if request.htmx else redirect(target)
    if not request.htmx:
        messages.success(request, _("Settled. This is the next one."))
        return redirect("adjudicate", pk=following)
    bench = Bench(request.user, seen_claim(request, following), said=_("Settled. This is the next one."))
    return push_url(show(request, bench), reverse("adjudicate", args=[following]))


def _settles(request: Request, project_id: int) -> bool:
    return roles(request.user).get(project_id) in (MANAGER, ADJUDICATOR)


@dataclass
class Bench:
    """What the page shows of one claim. `posted`, `refused` and `stale` come from an answer that could not be saved."""

    person: Any
    claim: Claim
    posted: QueryDict | None = None
    wanted: str = ""
    said: str = ""
    refused: Invalid | None = None
    stale: Stale | None = None

    @cached_property
    def versions(self) -> list[Version]:
        """What each reviewer says."""
        return versions(self.claim)

    @cached_property
    def settlement(self) -> Settlement | None:
        """The answer that stands, if there is one."""
        return getattr(self.claim, "settlement", None)

    @cached_property
    def decision(self) -> DecisionForm:
        """Reason, confidence, verdict: as posted, else as they stand."""
        if self.posted is not None:
            return DecisionForm(self.posted)
        names = DecisionForm.base_fields
        return DecisionForm(initial={name: getattr(self.settlement, name) for name in names} if self.settlement else {})

    @cached_property
    def kind(self) -> Kind:
        """The kind of the adjudicator's own answer."""
        chosen = self.posted.get("kind", "") if self.posted is not None else self.wanted
        return BY_SLUG.get(chosen) or BY_SLUG[self.start_from.kind]

    @property
    def start_from(self) -> Any:
        """What an own answer starts from: what stands, else the first version that holds there is a claim."""
        held = [version.judgement for version in self.versions if version.is_claim]
        return self.settlement or next(iter(held), None) or self.claim

    @cached_property
    def attributes(self) -> AttributesForm:
        """The form of the own answer's attributes."""
        if self.posted is not None and self.posted.get("take") == "own":
            form = read_attributes(self.kind, self.posted)
            form.is_valid()
            return form
        return attributes_form(self.kind)(initial=self.start_from.attributes, prefix="a")

    def data(self) -> dict[str, Any]:
        """What was posted, as `adjudicate` takes it: one of the versions, an own answer, or no claim."""
        assert self.posted is not None
        take = self.posted.get("take", "")
        data = dict(self.decision.cleaned_data)
        if take == "own":
            return data | {name: v for name, v in self._own().items() if name not in data}
        if take in ("none", "proposed"):
            return data | {"is_claim": take == "proposed"}
        taken = next((version for version in self.versions if str(version.person.pk) == take), None)
        if taken is None or taken.is_claim is None:
            raise Invalid(_("Choose one of the answers."))
        if not data["verdict"] and taken.verdict:
            data |= {"verdict": taken.verdict.label, "as_of": data["as_of"] or taken.verdict.as_of}
            data["justification"] = data["justification"] or taken.verdict.justification
        return data | {"is_claim": taken.is_claim, **(taken.judgement.answer() if taken.judgement else {})}

    def _own(self) -> dict[str, Any]:
        assert self.posted is not None
        data = read_answer(self.posted)
        words = self.posted.get("words", "").replace("\r\n", "\n").strip()
        if words:
            first, last = self.paragraph
            text = self.claim.article.text
            # In the paragraph before the eyes, else in the whole article; once in either.
            span = next(((a, b) for a, b in ((first, last), (0, len(text))) if text.count(words, a, b) == 1), None)
            if span is None:
                raise Invalid({"words": [STANDS_TWICE if words in text else STANDS_NOWHERE]})
            start = text.index(words, *span)
            data |= {"start": start, "end": start + len(words)}
        return data

    @cached_property
    def paragraph(self) -> tuple[int, int]:
        """Where the lines that hold the claim, in every version, start and end."""
        text, places = self.claim.article.text, [(self.claim.start, self.claim.end)]
        places += [(v.judgement.start, v.judgement.end) for v in self.versions if v.is_claim and v.judgement]
        end = text.find("\n", max(place[1] for place in places))
        return text.rfind("\n", 0, min(place[0] for place in places)) + 1, len(text) if end < 0 else end

    def context(self) -> dict[str, Any]:
        """Everything the template names."""
        self._show_refused()
        article, (first, last) = self.claim.article, self.paragraph
        return {
            "section": "projects",
            "project": article.project,
            "article": article,
            "claim": self.claim,
            "kind": BY_SLUG[self.claim.kind],
            "guideline_now": article.project.guideline_versions.values_list("number", flat=True).first(),
            "kinds": [one for one in KINDS if one.slug in article.project.kinds],
            "own_kind": self.kind,
            "paragraph": article.text[first:last],
            "first": first,
            "last": last,
            "items": self._items(first),
            "cards": self._cards(),
            "settlement": self.settlement,
            "version": (self.stale.current if self.stale else self.settlement or Settlement(version=0)).version,
            "decision": self.decision,
            "attributes": self.attributes,
            "own": self._own_edges(),
            "take": self.posted.get("take", "") if self.posted is not None else "",
            "settles": may(self.person, "article.adjudicate", article),
            "reviewed": any(version.person == self.person for version in self.versions),
            "conflict": self._conflict(),
            "said": self.said,
            "problems": self._problems(),
        }

    def _items(self, first: int) -> list[SimpleNamespace]:
        held: list[Answer | Claim] = [v.judgement for v in self.versions if v.is_claim and v.judgement]
        places = dict.fromkeys((one.kind, one.start, one.end) for one in [self.claim, *held])
        return [
            SimpleNamespace(
                id=self.claim.pk, start=start - first, end=end - first, kind=BY_SLUG[kind], status="proposed"
            )
            for kind, start, end in places
        ]

    def _cards(self) -> list[dict[str, Any]]:
        held = [version.judgement for version in self.versions if version.is_claim]
        verdicts = {version.verdict.label for version in self.versions if version.verdict}
        cards = [
            {
                "version": version,
                "take": str(version.person.pk) if version.is_claim is not None else "",
                "rows": _rows(version.judgement, held) if version.is_claim else [],
                "verdict_differs": len(verdicts) > 1,
            }
            for version in self.versions
        ]
        if self.claim.origin == "machine":
            cards.insert(0, {"version": None, "take": "proposed", "rows": _rows(self.claim, held)})
        return cards

    def _own_edges(self) -> dict[str, Any]:
        typed = self.posted if self.posted is not None and self.posted.get("take") == "own" else None
        if typed is not None:
            return {name: typed.get(name, "") for name in ("start", "end", "words")}
        return {"start": self.start_from.start, "end": self.start_from.end, "words": ""}

    def _conflict(self) -> dict[str, Any] | None:
        if self.stale is None or self.posted is None:
            return None
        left = {"version", "csrfmiddlewaretoken"}
        fields = [(name, value) for name, values in self.posted.lists() if name not in left for value in values]
        mine, current = self.stale.mine, self.stale.current
        answer = SimpleNamespace(**{name: mine.get(name, getattr(self.claim, name)) for name in Answer.ANSWER_FIELDS})
        answer.kind = answer.kind if answer.kind in BY_SLUG else self.claim.kind
        if type(answer.start) is int and type(answer.end) is int:
            answer.quote = self.claim.article.text[answer.start : answer.end]
        return {
            "current": current if current.pk else None,
            "saved": _rows(current, []),
            "mine": _rows(answer, []) if mine.get("is_claim", True) else [],
            "reason": self.decision["reason"].value(),
            "note": mine.get("note", ""),
            "fields": fields,
        }

    def _show_refused(self) -> None:
        for form in (self.decision, self.attributes):
            if self.refused and form.is_bound:
                show_errors(form, {name: found for name, found in self.refused.errors.items() if name in form.fields})

    def _problems(self) -> list[str]:
        """What was refused and has no field of its own to stand beside."""
        errors = self.refused.errors if self.refused else {}
        placed = [*self.decision.fields, *(self.attributes.fields if self.attributes.is_bound else [])]
        return [sentence for name, found in errors.items() if name not in placed for sentence in found]


def _rows(answer: Any, held: Iterable[Any]) -> list[tuple[str, str, bool]]:
    """An answer as label, value, and whether those who hold that there is a claim differ in it."""
    everyone = [_values(one) for one in held]
    rows = []
    for label, value in _values(answer).items():
        rows.append((label, value, len({one.get(label, "") for one in everyone}) > 1))
    shown = {label for label, _value, _differs in rows}
    missing = dict.fromkeys(label for one in everyone for label in one if label not in shown)
    return rows + [(label, "", True) for label in missing]


def _values(answer: Any) -> dict[str, str]:
    kind = BY_SLUG[answer.kind]
    span = {str(_("Kind")): kind.label, str(_("Words")): answer.quote, str(_("Place")): f"{answer.start}–{answer.end}"}
    return span | dict(readable(kind, answer.attributes))

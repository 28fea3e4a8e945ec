"""What the adjudicator's page shows of one claim: gathered once, for the whole page and for each of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from annotate import BY_SLUG, KINDS, Kind
from claims.actions.errors import Invalid, Stale
from claims.actions.merge import merged
from claims.forms import AttributesForm, attributes_form, read_attributes, show_errors
from claims.forms.team import DecisionForm
from claims.models import Claim, Settlement
from claims.models.judgement import Answer
from claims.permissions import may
from claims.queries.adjudication import Version, looked_at, versions
from claims.queries.articles import number
from claims.views.article import readable
from claims.views.desk import STANDS_NOWHERE, STANDS_TWICE, read_answer
from claims.views.merging import Merging, part_labels
from claims.wording import kind_name

# So many characters around the words that reviewers marked are shown beside each version.
AROUND = 70


@dataclass(frozen=True)
class Queue:
    """Which part of what waits is gone through: of one kind, of one dispute, or ("") of all. It is in every address."""

    kind: str = ""
    dispute: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Queue:
        """The queue that an address or a form names."""
        return cls(str(asked.get("of", "")), str(asked.get("on", "")))

    @property
    def fields(self) -> dict[str, str]:
        """What names it in an address or a form."""
        return {name: value for name, value in (("of", self.kind), ("on", self.dispute)) if value}

    @property
    def query(self) -> str:
        """The same as the end of an address, with "?"; "" of all."""
        return f"?{urlencode(self.fields)}" if self.fields else ""

    @property
    def more(self) -> str:
        """The same behind an address that has a "?" already."""
        return f"&{urlencode(self.fields)}" if self.fields else ""

    def of_claim(self, pk: int) -> str:
        """The address of a claim in this queue."""
        return reverse("adjudicate", args=[pk]) + self.query

    def of_project(self, pk: int) -> str:
        """The address of the list that is this queue."""
        asked = {name: value for name, value in (("kind", self.kind), ("dispute", self.dispute)) if value}
        return reverse("project-adjudication", args=[pk]) + (f"?{urlencode(asked)}" if asked else "")


@dataclass
class Bench:
    """What the page shows of one claim. `posted`, `refused` and `stale` come from an answer that could not be saved."""

    person: Any
    claim: Claim
    queue: Queue
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
        if "saw" in self.posted:
            data["saw"] = {number(pk) for pk in self.posted.getlist("saw")}
        if take == "own":
            return data | {name: v for name, v in self._own().items() if name not in data}
        if take == "merge":
            chosen = self.merging.chosen()
            return (data | self._nothing_typed() if "verdict" in chosen else data) | {"merge": chosen}
        if take in ("none", "proposed"):
            return data | {"is_claim": take == "proposed"}
        taken = next((version for version in self.versions if str(version.person.pk) == take), None)
        if taken is None or taken.is_claim is None:
            raise Invalid(_("Choose one of the answers."))
        if not data["verdict"] and taken.verdict:
            data |= {"verdict": taken.verdict.label, "as_of": data["as_of"] or taken.verdict.as_of}
            data["justification"] = data["justification"] or taken.verdict.justification
        return data | {"is_claim": taken.is_claim, **(taken.judgement.answer() if taken.judgement else {})}

    def _nothing_typed(self) -> dict[str, Any]:
        """Empty fields of a verdict, where what was posted is but what stands settled: nobody typed it anew."""
        names = ("verdict", "justification", "as_of")
        same = all(self.decision.cleaned_data[name] == getattr(self.settlement, name, None) for name in names)
        return dict.fromkeys(names) if same else {}

    @cached_property
    def merging(self) -> Merging:
        """The form that merges the versions."""
        return Merging(self.claim, self.versions, self.posted)

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
        text, (start, last) = self.claim.article.text, self.reach
        end = text.find("\n", last)
        return text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end

    @cached_property
    def reach(self) -> tuple[int, int]:
        """Where the first of the words that anybody holds to be the claim start, and where the last end."""
        held: list[Answer | Claim] = [self.claim, *(v.judgement for v in self.versions if v.is_claim and v.judgement)]
        return min(one.start for one in held), max(one.end for one in held)

    @cached_property
    def window(self) -> tuple[int, int]:
        """The reach with whole words around it: one stretch of text for all versions, so that they can be compared."""
        text, (first, last) = self.claim.article.text, self.reach
        start, end = max(0, first - AROUND), min(len(text), last + AROUND)
        while 0 < start < first and not text[start - 1].isspace():
            start += 1
        while last < end < len(text) and not text[end].isspace():
            end -= 1
        return start, end

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
            "parts": self.merging.parts(),
            "sources": self._sources(),
            "dispute": [self.claim, *self.claim.others],  # type: ignore[attr-defined]
            "cards": self._cards(),
            "queue": self.queue,
            "list": self.queue.of_project(article.project_id),
            "lookings": [] if self.settlement else list(looked_at(self.person).filter(claim=self.claim)),
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
        return [self._item(kind, start - first, end - first) for kind, start, end in places]

    def _cards(self) -> list[dict[str, Any]]:
        held = [version.judgement for version in self.versions if version.is_claim]
        verdicts = {version.verdict.label for version in self.versions if version.verdict}
        cards = [
            {
                "version": version,
                "take": str(version.person.pk) if version.is_claim is not None else "",
                **self._excerpt(version.judgement if version.is_claim else None),
                "rows": _rows(version.judgement, held) if version.is_claim else [],
                "verdict_differs": len(verdicts) > 1,
            }
            for version in self.versions
        ]
        if self.claim.origin == "machine":
            own = {"rows": _rows(self.claim, held), **self._excerpt(self.claim)}
            cards.insert(0, {"version": None, "take": "proposed", **own})
        return cards

    def _excerpt(self, answer: Any) -> dict[str, Any]:
        """The text around all versions, and within it the words that this one marks."""
        start, end = self.window
        words = [] if answer is None else [self._item(answer.kind, answer.start - start, answer.end - start)]
        return {"excerpt": self.claim.article.text[start:end], "marked": words}

    def _item(self, kind: str, start: int, end: int) -> SimpleNamespace:
        return SimpleNamespace(id=self.claim.pk, start=start, end=end, kind=BY_SLUG[kind], status="proposed")

    def _own_edges(self) -> dict[str, Any]:
        typed = self.posted if self.posted is not None and self.posted.get("take") == "own" else None
        if typed is not None:
            return {name: typed.get(name, "") for name in ("start", "end", "words")}
        return {"start": self.start_from.start, "end": self.start_from.end, "words": ""}

    def _sources(self) -> list[tuple[str, str]]:
        """From whom each part of the settled answer comes, where it was merged: label and name."""
        if self.settlement is None:
            return []
        people = {version.person.pk: version.person.name for version in self.versions}
        labels = part_labels(BY_SLUG[self.settlement.kind])
        found = self.settlement.sources
        return [
            (str(labels[part]), people.get(found[part]) or str(_("as proposed"))) for part in labels if part in found
        ]

    def _conflict(self) -> dict[str, Any] | None:
        if self.stale is None or self.posted is None:
            return None
        left = {"version", "csrfmiddlewaretoken"}
        fields = [(name, value) for name, values in self.posted.lists() if name not in left for value in values]
        mine, current = self._whole(self.stale.mine), self.stale.current
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

    def _whole(self, mine: dict[str, Any]) -> dict[str, Any]:
        """What was to be saved, with the answer that a merge would have made."""
        if mine.get("merge") is None:
            return mine
        try:
            return mine | merged(self.claim, mine["merge"])[0]
        except Invalid:
            return mine

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
    place = f"{answer.start}–{answer.end}"
    span = {_("Kind"): kind_name(answer.kind), _("Words"): answer.quote, _("Where in the text"): place}
    return span | dict(readable(kind, answer.attributes))

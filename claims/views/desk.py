"""What the review screen shows: gathered once, for the whole page and for each of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict

from annotate import BY_SLUG, KINDS, Kind
from claims.actions.errors import Invalid, Stale
from claims.actions.review import REVIEW_ACTIONS, ReviewAction
from claims.forms import AttributesForm, attributes_form, read_attributes, show_errors
from claims.models import Article, Claim
from claims.models.evidence import Stance
from claims.models.verdict import VerdictLabel
from claims.permissions import may
from claims.queries.priority import TEXT
from claims.queries.queue import next_to_review
from claims.queries.review import ReviewItem, next_open, own_links, own_verdict, review_items

STANDS_TWICE = "These words stand more than once in the article: add the words around them."
STANDS_NOWHERE = "These words do not stand in the article: copy them as they are."


def _whole(value: Any) -> Any:
    """`value` as a whole number where it is one, else as it is, for the action to refuse."""
    written = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18
    return int(value) if written else value


def read_answer(posted: QueryDict) -> dict[str, Any]:
    """What a card's form posts, as review actions take it: an answer, a reason, a note."""
    data: dict[str, Any] = {name: posted[name] for name in ("reason", "note", "kind") if name in posted}
    kind = BY_SLUG.get(posted.get("kind", ""))
    if kind:
        form = read_attributes(kind, posted)
        form.is_valid()
        # A value that the form could not read goes on as typed: the action's schema names the field in its refusal.
        raw = {name: form[name].value() for name in form.errors if name in form.fields}
        data |= {"start": _whole(posted.get("start")), "end": _whole(posted.get("end"))}
        data["attributes"] = {**form.cleaned_data, **raw}
    return data


def read_words(text: str, posted: QueryDict) -> dict[str, Any]:
    """What the form for a missed claim posts: a kind, and a span or else the words themselves.

    The words must stand in the text once; Invalid says where they do not.
    """
    data: dict[str, Any] = {"kind": posted.get("kind", "")}
    words = posted.get("words", "").replace("\r\n", "\n").strip()
    if posted.get("start"):
        data |= {"start": _whole(posted["start"]), "end": _whole(posted.get("end"))}
    elif words and text.count(words) == 1:
        data |= {"start": text.index(words), "end": text.index(words) + len(words)}
    elif words:
        there = words in text
        raise Invalid({"words": [STANDS_TWICE if there else STANDS_NOWHERE]})
    return data


@dataclass
class Desk:
    """One person's view of one article at one moment.

    `refused`, `refused_add`, `conflict`, `posted` and `action` come from a review action that failed, `failed` from a
    link or a verdict that did.
    """

    person: Any
    article: Article
    chosen: int | None = None
    order: str = TEXT
    refused: Invalid | None = None
    refused_add: Invalid | None = None
    conflict: Stale | None = None
    posted: QueryDict | None = None
    action: ReviewAction | None = None
    failed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[ReviewItem]:
        """All claims that are the person's to judge, in the order she chose."""
        return review_items(self.person, self.article, self.order)

    @cached_property
    def item(self) -> ReviewItem | None:
        """The chosen claim; the first open one where none was chosen, else the first."""
        chosen = next((item for item in self.items if item.id == self.chosen), None)
        return chosen or next_open(self.items) or next(iter(self.items), None)

    @cached_property
    def editable(self) -> bool:
        """Whether the article is the person's to change now."""
        return may(self.person, "article.review", self.article)

    def form(self) -> AttributesForm | None:
        """The form of the chosen claim's attributes: as posted where that was refused, else as they stand."""
        if self.item is None:
            return None
        if self.refused and self.posted is not None and (kind := BY_SLUG.get(self.posted.get("kind", ""))):
            form = read_attributes(kind, self.posted)
            form.is_valid()
            show_errors(form, self.refused.errors)
            return form
        kind = self.item.kind
        return attributes_form(kind)(initial=self.item.answer.attributes, prefix="a")

    def kinds(self) -> list[Kind]:
        """The kinds of claim that the project uses."""
        return [kind for kind in KINDS if kind.slug in self.article.project.kinds]

    def context(self) -> dict[str, Any]:
        """Everything the templates name."""
        item = self.item
        decided = sum(bool(item.decision) for item in self.items)
        return {
            "section": "home",
            "article": self.article,
            "items": self.items,
            "order": self.order,
            "item": item,
            "position": self.items.index(item) + 1 if item else 0,
            "previous": self._beside(-1),
            "following": self._beside(1),
            "form": self.form(),
            "refused": self.refused,
            "refused_add": self.refused_add,
            "posted": self.posted,
            "conflict": self._conflict(),
            "editable": self.editable,
            "may_reopen": not self.editable and may(self.person, "article.reopen", self.article),
            "decided": decided,
            "total": len(self.items),
            "complete": decided == len(self.items),
            "next_article": next_to_review(self.person, self.article.pk, self.article.project_id),
            "kinds": self.kinds(),
            "claim_actions": [action for action in REVIEW_ACTIONS if action.on is Claim],
            "links": own_links(self.person, item.claim) if item else [],
            "verdict": own_verdict(self.person, item.claim) if item else None,
            "stances": Stance.choices,
            "verdict_labels": VerdictLabel.choices,
            **self.failed,
        }

    def _beside(self, step: int) -> ReviewItem | None:
        if self.item is None:
            return None
        place = self.items.index(self.item) + step
        return self.items[place] if 0 <= place < len(self.items) else None

    def _conflict(self) -> dict[str, Any] | None:
        if self.conflict is None or self.posted is None or self.action is None:
            return None
        keep = {"version", "csrfmiddlewaretoken"}
        return {
            "current": self.conflict.current,
            "action": self.action,
            "saved": _readable(self.conflict.current.snapshot()),
            "mine": _readable(self.conflict.mine),
            "fields": [(name, value) for name, values in self.posted.lists() if name not in keep for value in values],
        }


def _readable(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """An answer as pairs of label and value for a person to read."""
    kind = BY_SLUG.get(answer.get("kind", ""))
    labels = {attribute.name: attribute.label for attribute in kind.attributes} if kind else {}
    rows = [(name.title(), answer[name]) for name in ("kind", "start", "end", "reason", "note") if answer.get(name)]
    rows += [
        (labels.get(name, name), value)
        for name, value in answer.get("attributes", {}).items()
        if value not in ("", None, [])
    ]
    return [(label, ", ".join(value) if isinstance(value, list) else str(value)) for label, value in rows]

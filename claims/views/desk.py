"""What the review screen shows: gathered once, for the whole page and for each of its parts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotate import BY_SLUG, KINDS, Kind
from claims.actions.errors import Invalid, Stale
from claims.actions.keys import COMMANDS, keys_of
from claims.actions.review import REVIEW_ACTIONS, ReviewAction
from claims.forms import AttributesForm, attributes_form, read_attributes, show_errors
from claims.models import Article, AuditEntry, Claim
from claims.models.evidence import Stance
from claims.models.judgement import RejectReason
from claims.models.verdict import VerdictLabel
from claims.permissions import may
from claims.queries.priority import TEXT
from claims.queries.review import ReviewItem, items_and_next, next_open, own_links
from claims.views.steps import NAMES
from claims.wording import attribute_name, kind_name, value_name

STANDS_TWICE = gettext_lazy("These words stand more than once in the article: add the words around them.")
STANDS_NOWHERE = gettext_lazy("These words do not stand in the article: copy them as they are.")


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
    if posted.get("placed"):
        data["placed"] = _json(str(posted["placed"]))
    return data


def _json(words: str) -> Any:
    """What `words` say as JSON; {} where they are none."""
    try:
        return json.loads(words)
    except ValueError:
        return {}


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


@dataclass(frozen=True)
class Field:
    """An attribute as the card shows it: its bound form field, and where in the text its words stand."""

    bound: Any
    role: str
    spans: str

    @property
    def fills(self) -> bool:
        """Whether words selected in the text can fill it."""
        return bool(self.role)

    @property
    def take(self) -> str:
        """What the button says that fills it."""
        return _("%(field)s: take the selected words") % {"field": self.bound.label}

    @property
    def errors(self) -> str:
        """What is wrong with it, in a line; "" for a form that was not sent."""
        return " ".join(self.bound.errors) if self.bound.form.is_bound else ""


@dataclass
class Desk:
    """One person's view of one article at one moment.

    `chosen` is the claim to show, or `after` the one behind which the next open one is wanted. `kind` is another kind that
    she tries the chosen claim as, with what she `tried` in its fields; `told` is a sentence to say on top, with the step to
    go `back` to, or the article that was just `handed_in`. `refused`, `refused_add`, `conflict`, `posted` and `action` come
    from a review action that failed, `failed` from a link or a verdict that did.
    """

    person: Any
    article: Article
    chosen: int | None = None
    after: int | None = None
    order: str = TEXT
    kind: str = ""
    tried: QueryDict | None = None
    told: str = ""
    back: AuditEntry | None = None
    handed_in: Article | None = None
    refused: Invalid | None = None
    refused_add: Invalid | None = None
    conflict: Stale | None = None
    posted: QueryDict | None = None
    action: ReviewAction | None = None
    failed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def read(self) -> tuple[list[ReviewItem], int | None]:
        """All that is read of the article at once: `items`, and the id of the article to open after it."""
        return items_and_next(self.person, self.article, self.order)

    @property
    def items(self) -> list[ReviewItem]:
        """All claims that are the person's to judge, in the order she chose."""
        return self.read[0]

    @cached_property
    def item(self) -> ReviewItem | None:
        """The chosen claim; the first open one where none was chosen, else the first."""
        if self.after and (following := next_open(self.items, self.after)):
            return following
        chosen = next((item for item in self.items if item.id == (self.chosen or self.after)), None)
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
        kind = self.shown_kind
        initial = dict(self.item.answer.attributes)
        if self.tried is not None:
            # What was typed goes over to the fields of the same name.
            initial |= {name: self.tried.get(f"a-{name}") for name in initial if f"a-{name}" in self.tried}
        return attributes_form(kind)(initial=initial, prefix="a")

    @property
    def shown_kind(self) -> Kind:
        """The kind whose form the card shows: the claim's, or the one it is tried as."""
        assert self.item is not None
        return BY_SLUG[self.kind] if self.kind in self.article.project.kinds else self.item.kind

    def fields(self) -> list[Field]:
        """The form's fields with the places of their words."""
        form = self.form()
        if form is None or self.item is None:
            return []
        roles = {attribute.name: attribute.role for attribute in self.shown_kind.attributes}
        spans = self.item.answer.spans
        return [
            Field(bound, roles.get(name, ""), json.dumps(spans.get(roles.get(name) or "-", [])))
            for name, bound in ((bound.name, bound) for bound in form)
        ]

    def kinds(self) -> list[Kind]:
        """The kinds of claim that the project uses."""
        return [kind for kind in KINDS if kind.slug in self.article.project.kinds]

    def context(self) -> dict[str, Any]:
        """Everything the templates name."""
        item, keys = self.item, keys_of(self.person)
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
            "fields": (fields := self.fields()),
            "field_names": [each.bound.name for each in fields],
            "edges": (("start", _("Start")), ("end", _("End"))),
            "shown_kind": self.shown_kind if item else None,
            "tried": bool(item and self.shown_kind != item.kind),
            "told": self.told,
            "back": self.back,
            "handed_in": self.handed_in,
            "may_take_back": self.handed_in is not None and may(self.person, "article.reopen", self.handed_in),
            "keys": keys,
            "commands": [(command.label, keys[command.name]) for command in COMMANDS],
            "left": len(self.items) - decided,
            "refused": self.refused,
            "refused_add": self.refused_add,
            "posted": self.posted,
            "conflict": self._conflict(),
            "editable": self.editable,
            "may_reopen": not self.editable and may(self.person, "article.reopen", self.article),
            "decided": decided,
            "total": len(self.items),
            "complete": decided == len(self.items),
            "next_article": self.read[1],
            "kinds": self.kinds(),
            "claim_actions": [(one, keys[one.name], one.choices) for one in REVIEW_ACTIONS if one.on is Claim],
            "links": own_links(self.person, item.claim) if item and item.linked else [],
            "comments": item.remarks if item else 0,
            "verdict": item.verdict if item else None,
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
        saved, mine = self.conflict.current.snapshot(), dict(self.conflict.mine)
        start, end = mine.get("start"), mine.get("end")
        if isinstance(start, int) and isinstance(end, int):
            mine["quote"] = self.article.text[start:end]
        return {
            "current": self.conflict.current,
            "action": self.action,
            "rows": _side_by_side(saved, mine, whole=self.action.name == "correct"),
            "fields": [(name, value) for name, values in self.posted.lists() if name not in keep for value in values],
        }


def _side_by_side(
    saved: Mapping[str, Any], mine: Mapping[str, Any], *, whole: bool
) -> list[tuple[str, str, str, bool]]:
    """Two answers for a person to compare: label, the saved one's value, mine, and whether they differ.

    What neither has is left out, and what mine does not say: words and attributes, where it is not a `whole` answer.
    """
    ours = _readable(mine) if whole else {name: _readable(mine).get(name, "") for name in (_("Reason"), _("Note"))}
    theirs = _readable(saved)
    rows = [(name, theirs.get(name, ""), value) for name, value in ours.items()]
    return [(name, there, here, there != here) for name, there, here in rows if there or here]


def _readable(answer: Mapping[str, Any]) -> dict[str, str]:
    """An answer as labels and values for a person to read."""
    slug = answer.get("kind", "")
    said = {**answer, "kind": kind_name(slug), "reason": dict(RejectReason.choices).get(answer.get("reason", ""), "")}
    rows = {str(NAMES[name]): str(said.get(name) or "") for name in ("kind", "quote", "reason", "note")}
    attributes = answer.get("attributes", {}).items()
    return rows | {attribute_name(name, slug): value_name(value, name, slug) for name, value in attributes}

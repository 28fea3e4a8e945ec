"""The form that merges versions of a claim: in what they differ, value by value, with whose each is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotate import KINDS, Kind
from claims.actions.merge import PARTS
from claims.models import Claim
from claims.queries.adjudication import PROPOSED, Version, answers
from claims.wording import attribute_name, kind_name, value_name


def part_labels(kind: Kind) -> dict[str, Any]:
    """The parts of an answer of this kind, each with its label."""
    own = {"kind": _("Kind"), "span": _("Words")}
    beside = {"verdict": _("Verdict"), "justification": _("Justification"), "evidence": _("Evidence")}
    return {**own, **{each.name: attribute_name(each.name, kind.slug) for each in kind.attributes}, **beside}


@dataclass(frozen=True)
class Option:
    """A value as one or more hold it; `source` is the first of them, by which it is chosen."""

    source: str
    words: str
    people: list[str]
    chosen: bool


@dataclass(frozen=True)
class Part:
    """A part in which versions differ: the name of its field, its label, and its values."""

    field: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Merging:
    """The versions of one claim that hold that there is one, and the parts in which they differ."""

    claim: Claim
    versions: Sequence[Version]
    posted: QueryDict | None = None

    def parts(self) -> list[Part]:
        """Each part in which versions differ: kind, words, attributes of each kind, verdict, justification, evidence."""
        known = answers(self.claim, self.versions)
        found = [
            self._part("kind", _("Kind"), known, lambda one: one.kind, lambda one: kind_name(one.kind)),
            self._part("span", _("Words"), known, lambda one: (one.start, one.end), lambda one: one.quote),
        ]
        kinds = [kind for kind in KINDS if any(one.kind == kind.slug for one in known.values())]
        for kind in kinds:
            found += self._attributes(kind, {who: one for who, one in known.items() if one.kind == kind.slug}, kinds)
        return [part for part in [*found, *self._beside()] if part]

    def chosen(self) -> dict[str, str]:
        """What was posted, as `actions.merge.merged` takes it: of the attributes, those of the kind that was chosen."""
        assert self.posted is not None
        found = {part: str(self.posted[f"m-{part}"]) for part in PARTS if f"m-{part}" in self.posted}
        known = answers(self.claim, self.versions)
        kind = known.get(found.get("kind", next(iter(known), PROPOSED)))
        begin = f"m-{kind.kind}-" if kind else "-"
        found |= {name.removeprefix(begin): str(self.posted[name]) for name in self.posted if name.startswith(begin)}
        return {part: source for part, source in found.items() if (part, source) != ("evidence", ALL)}

    def _attributes(self, kind: Kind, known: Mapping[str, Any], kinds: Sequence[Kind]) -> Iterator[Part | None]:
        for each in kind.attributes:
            if each.derived:
                continue

            def value(one: Any, name: str = each.name) -> Any:
                return one.attributes.get(name)

            def words(one: Any, name: str = each.name) -> str:
                return value_name(one.attributes.get(name), name, kind.slug)

            label = attribute_name(each.name, kind.slug)
            if len(kinds) > 1:
                label = f"{kind_name(kind.slug)}: {label}"
            yield self._part(f"{kind.slug}-{each.name}", label, known, value, words)

    def _beside(self) -> Iterator[Part | None]:
        """What reviewers gave beside the answer itself."""
        known = {version.person.username: version for version in self.versions if version.is_claim}
        given = {who: version.verdict for who, version in known.items() if version.verdict}
        if given:
            yield self._part(
                "verdict",
                _("Verdict"),
                known,
                lambda one: one.verdict.label if one.verdict else "",
                lambda one: one.verdict.get_label_display() if one.verdict else _("none"),
                next(iter(given)),
            )
        reasons = {who: verdict for who, verdict in given.items() if verdict.justification}
        yield self._part(
            "justification", _("Justification"), reasons, lambda one: one.justification, lambda one: one.justification
        )
        yield self._evidence(known)

    def _evidence(self, known: Mapping[str, Version]) -> Part | None:
        part = self._part(
            "evidence",
            _("Evidence"),
            known,
            lambda one: {(link.evidence_id, link.stance, link.evidence_set) for link in one.links},
            lambda one: (
                _("; ").join(f"{link.get_stance_display()}{_(': ')}{link.evidence.title}" for link in one.links)
                or _("none")
            ),
            ALL,
        )
        if part:
            part.options.insert(0, Option(ALL, _("all that was linked"), [], self._posted("evidence", ALL) == ALL))
        return part

    def _part(
        self,
        name: str,
        label: Any,
        known: Mapping[str, Any],
        value: Callable[[Any], Any],
        words: Callable[[Any], str],
        otherwise: str = "",
    ) -> Part | None:
        """The part with its values, None where all have the same. At first `otherwise` is chosen, else the commonest."""
        groups: list[tuple[Any, list[str]]] = []
        for who, one in known.items():
            same = next((group for held, group in groups if held == value(one)), None)
            if same is None:
                groups.append((value(one), [who]))
            else:
                same.append(who)
        if len(groups) < 2:
            return None
        common = max(groups, key=lambda group: len(group[1]))[1][0]
        wanted = self._posted(name, otherwise or common)
        options = [
            Option(group[0], words(known[group[0]]) or "–", [self._name(who) for who in group], wanted in group)
            for _held, group in groups
        ]
        return Part(f"m-{name}", str(label), options)

    def _posted(self, name: str, otherwise: str) -> str:
        return self.posted.get(f"m-{name}", otherwise) if self.posted is not None else otherwise

    def _name(self, who: str) -> str:
        names = {version.person.username: version.person.name for version in self.versions}
        return names.get(who) or str(_("as proposed"))


# Of the evidence, all that anybody linked. No user name holds a space.
ALL = "all of it"

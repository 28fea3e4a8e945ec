"""One answer out of several versions of a claim: each part of it from the version that an adjudicator chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from annotate import BY_SLUG, Kind
from claims.actions.errors import Invalid
from claims.models import Claim
from claims.queries.adjudication import PROPOSED, Version, answers, versions, with_answers

# What may come from one version each, beside the attributes of the kind.
PARTS = ("kind", "span", "verdict", "justification", "evidence")


def merged(claim: Claim, chosen: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, int | None]]:
    """Return the answer that `chosen` makes of the claim's versions, as `adjudicate` takes it, and from whom each part is.

    `chosen` maps parts (PARTS, and attributes of the kind that is chosen) to a reviewer's user name, or to PROPOSED. Parts
    left out are the first reviewer's who holds that there is a claim, of the kind that is chosen; a verdict the first that
    was given; evidence everybody's. Sources are ids, None for as proposed. Raises Invalid for a version that does not say
    that there is a claim, and for an attribute from one of another kind.
    """
    claim = with_answers(Claim.objects.filter(pk=claim.pk).select_related("article__project")).get()
    said = versions(claim)
    known, people = answers(claim, said), {version.person.username: version for version in said if version.is_claim}
    strange = [name for name in chosen if chosen[name] not in known]
    if not known or strange:
        raise Invalid({"merge": [_("Choose each part from an answer that holds that there is a claim.")]})
    first = next(iter(known))
    kind = BY_SLUG[known[chosen.get("kind", first)].kind]
    unknown = chosen.keys() - {*PARTS, *(attribute.name for attribute in kind.attributes)}
    of_kind = {name: answer for name, answer in known.items() if answer.kind == kind.slug}
    if unknown or any(chosen[each.name] not in of_kind for each in kind.attributes if each.name in chosen):
        raise Invalid({"merge": [_("Choose attributes from answers of the kind that you chose.")]})
    span = known[chosen.get("span", first)]
    data = {
        "is_claim": True,
        "kind": kind.slug,
        "start": span.start,
        "end": span.end,
        **_attributes(kind, of_kind, chosen),
    }
    ids = {name: version.person.pk for name, version in people.items()} | {PROPOSED: None}
    return {**data, **_verdict(people, chosen)}, {part: ids[name] for part, name in chosen.items()}


def _attributes(kind: Kind, known: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    first = next(iter(known))
    source = {each.name: known[chosen.get(each.name, first)] for each in kind.attributes}
    roles = {each.role: source[each.name] for each in kind.attributes if each.role}
    spans = {role: roles.get(role, known[first]).spans.get(role, []) for role in kind.roles}
    return {
        "attributes": {name: answer.attributes[name] for name, answer in source.items() if name in answer.attributes},
        "spans": {role: pairs for role, pairs in spans.items() if pairs},
    }


def _verdict(people: Mapping[str, Version], chosen: Mapping[str, str]) -> dict[str, Any]:
    given = {name: version.verdict for name, version in people.items() if version.verdict}
    label = chosen.get("verdict", next(iter(given), PROPOSED))
    if label not in given:
        return {}
    reasons = given.get(chosen.get("justification", label))
    justification = reasons.justification if reasons else ""
    return {"verdict": given[label].label, "as_of": given[label].as_of, "justification": justification}

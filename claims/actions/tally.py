"""Keep the counts of how things stand: what each article gives to them is kept too, so that it can be taken off again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from claims.models import Assignment, Counted, Judgement, Project, RuleCount, Total
from claims.models.judgement import Decision
from claims.queries.counts import JUDGED
from claims.queries.rules import DECISIONS, open_answers

CHUNK = 500

Rule = tuple[str, str, str]  # kind, rule, fingerprint
People = dict[str, dict[str, int]]
Rules = dict[str, list[int]]


class Tally:
    """Brings the counts of one project up to date. Use it inside a transaction that holds the project's `CountedTo`."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._rules: dict[Rule, int] = {}

    def take(self, articles: Sequence[int]) -> None:
        """Have the counts hold what the articles with these ids, all of the project, give to them now."""
        people: Counter[tuple[int | None, str]] = Counter()
        rules: Counter[tuple[int, int]] = Counter()
        for first in range(0, len(articles), CHUNK):
            part = articles[first : first + CHUNK]
            kept = Counted.objects.in_bulk(part)
            changed = []
            for now in self._read(part):
                was = kept.get(now.pk) or Counted(article_id=now.pk)
                if (was.people, was.rules) != (now.people, now.rules):
                    changed.append(now)
                    people.update(_flat_people(now.people))
                    people.subtract(_flat_people(was.people))
                    rules.update(_flat_rules(now.rules))
                    rules.subtract(_flat_rules(was.rules))
            Counted.objects.bulk_create(
                changed, update_conflicts=True, unique_fields=["article"], update_fields=["people", "rules"]
            )
        add_totals(self.project, people)
        _add_rules(rules)

    def _read(self, articles: Sequence[int]) -> list[Counted]:
        """What each of the articles gives. Three queries."""
        people: dict[int, People] = defaultdict(lambda: defaultdict(dict))
        held = Assignment.objects.filter(article__in=articles).order_by().values_list("article", "person", "state")
        for article, person, state, number in held.annotate(Count("pk")):
            people[article][str(person)][state] = number
        judged = Judgement.objects.filter(claim__article__in=articles).exclude(decision=Decision.OPEN).order_by()
        for article, person, number in judged.values_list("claim__article", "reviewer").annotate(Count("pk")):
            people[article][str(person)][JUDGED] = number
        answers = open_answers().filter(claim__article__in=articles).order_by()
        keys = ("claim__article", "claim__kind", "claim__rule", "claim__fingerprint", "decision")
        found = list(answers.values_list(*keys).annotate(Count("pk")))
        self._know({(kind, rule, fingerprint) for _article, kind, rule, fingerprint, _decision, _number in found})
        rules: dict[int, Rules] = defaultdict(lambda: defaultdict(lambda: [0] * len(DECISIONS)))
        for article, kind, rule, fingerprint, decision, number in found:
            rules[article][str(self._rules[kind, rule, fingerprint])][DECISIONS.index(decision)] = number
        return [Counted(article_id=pk, people=_plain(people[pk]), rules=dict(rules[pk])) for pk in articles]

    def _know(self, rules: set[Rule]) -> None:
        """Look up the rows of the rules, and make those that are missing."""
        new = rules - self._rules.keys()
        if not new:
            return
        prints = {fingerprint for _kind, _rule, fingerprint in new}
        rows = RuleCount.objects.filter(project=self.project, fingerprint__in=prints)
        self._rules |= {(row.kind, row.rule, row.fingerprint): row.pk for row in rows}
        made = RuleCount.objects.bulk_create(
            RuleCount(project=self.project, kind=kind, rule=rule, fingerprint=fingerprint)
            for kind, rule, fingerprint in sorted(new - self._rules.keys())
        )
        self._rules |= {(row.kind, row.rule, row.fingerprint): row.pk for row in made}


def add_totals(project: Project, found: Mapping[tuple[int | None, str], int]) -> None:
    """Add to the totals of the project: {(person or None, name): number}."""
    rows = Total.objects.filter(project=project, name__in={name for _person, name in found})
    known = {(row.person_id, row.name): row for row in rows}
    for (person, name), number in found.items():
        if (person, name) not in known:
            known[person, name] = Total(project=project, person_id=person, name=name)
        known[person, name].number += number
    Total.objects.bulk_create(row for row in known.values() if row.pk is None)
    there = [known[key] for key, number in found.items() if number and known[key].pk is not None]
    Total.objects.bulk_update(there, ["number"])


def _add_rules(found: Counter[tuple[int, int]]) -> None:
    rows = RuleCount.objects.in_bulk({pk for (pk, _place), number in found.items() if number})
    for (pk, place), number in found.items():
        if number:
            setattr(rows[pk], DECISIONS[place], getattr(rows[pk], DECISIONS[place]) + number)
    RuleCount.objects.bulk_update(rows.values(), DECISIONS)


def _plain(people: Any) -> People:
    return {person: dict(names) for person, names in people.items()}


def _flat_people(people: People) -> dict[tuple[int | None, str], int]:
    return {(int(person), name): number for person, names in people.items() for name, number in names.items()}


def _flat_rules(rules: Rules) -> dict[tuple[int, int], int]:
    return {(int(pk), place): number for pk, numbers in rules.items() for place, number in enumerate(numbers) if number}

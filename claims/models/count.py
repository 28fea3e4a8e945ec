"""Counts that are kept, so that no page has to count a million rows.

A `DayCount` is a sum over the audit log, day by day. `Total` and `RuleCount` say how things stand: sums over the articles,
of which `Counted` keeps what each gave to them. `actions.count` keeps them, `actions.recount` makes them anew.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CountedTo(models.Model):
    """How far a project has been counted: its audit log up to and with the entry `entry`.

    While its articles are counted one by one, whatever the log says of them, those up to and with `article` are; else null.
    """

    project = models.OneToOneField("claims.Project", models.CASCADE, related_name="counted_to")
    entry = models.BigIntegerField(default=0)
    article = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.project} up to {self.entry}"


class DayCount(models.Model):
    """A number of one day, of one person or (where that is null) of the project. Names are those of `queries.counts`."""

    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="day_counts")
    day = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "name", "day", "person"], name="count_once_a_person"),
            models.UniqueConstraint(
                fields=["project", "name", "day"], condition=Q(person=None), name="count_once_a_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.day} {self.name} {self.number}"


class Total(models.Model):
    """A number of one person, or (where that is null) of the project, whatever the day.

    Of a person: how many articles she has in each state of `Assignment`, and how many claims she has `judged`. Of both,
    with `ever ` before its name: the sum of a `DayCount`.
    """

    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="totals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=50)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "name", "person"], name="total_once_a_person"),
            models.UniqueConstraint(fields=["project", "name"], condition=Q(person=None), name="total_once_a_project"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.name} {self.number}"


class RuleCount(models.Model):
    """How often people confirmed, corrected, rejected or skipped what a rule proposed, as read by one pipeline.

    Of articles whose blind phase is over, and of no others.
    """

    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="rule_counts")
    kind = models.CharField(max_length=40)
    rule = models.CharField(max_length=100, blank=True)
    fingerprint = models.CharField(max_length=100, blank=True)
    confirmed = models.BigIntegerField(default=0)
    corrected = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "rule", "fingerprint"], name="rule_counted_once")
        ]
        indexes = [models.Index(fields=["rule"], name="count_by_rule")]

    def __str__(self) -> str:
        return f"{self.project} {self.rule} ({self.fingerprint})"


class Counted(models.Model):
    """What one article gave to the counts: `people` is {person: {name: number}}, `rules` is {RuleCount: [four numbers]}."""

    article = models.OneToOneField("claims.Article", models.CASCADE, primary_key=True, related_name="counted")
    people = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.article} as counted"

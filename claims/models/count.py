"""Counts that are kept, so that no page has to count a million rows: each a sum over the audit log, day by day."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CountedTo(models.Model):
    """How far a project's audit log has been counted: up to and with the entry `entry`."""

    project = models.OneToOneField("claims.Project", models.CASCADE, related_name="counted_to")
    entry = models.BigIntegerField(default=0)

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

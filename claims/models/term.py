"""A project's own list of contested terms: what it adds to the lexicon, silences in it, or says otherwise."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotate import Term
from annotate.kinds.framing import FAMILIES
from annotate.terms import ADD, EXACT, LONGEST_TERM, NOUN, OVERRIDE, SILENCE, VERB


class TermAction(models.TextChoices):
    """What becomes of the term."""

    ADD = ADD, _("add: propose it too")
    SILENCE = SILENCE, _("silence: propose it no more")
    OVERRIDE = OVERRIDE, _("override: propose it with what is said here")


class TermBends(models.TextChoices):
    """How the term bends."""

    NOUN = NOUN, _("a noun: the last word has a plural")
    VERB = VERB, _("a verb: the first word has the forms of a regular verb")
    EXACT = EXACT, _("exactly these words")


def families() -> list[tuple[str, str]]:
    """Pairs of code and label; a callable, so that a new family needs no migration."""
    return list(FAMILIES)


class ProjectTerm(models.Model):
    """One line of a project's own list. `words` is in lower case, as the pipeline compares them."""

    project = models.ForeignKey("claims.Project", models.CASCADE, related_name="terms")
    words = models.CharField(max_length=LONGEST_TERM)
    action = models.CharField(max_length=10, choices=TermAction, default=TermAction.ADD)
    bends = models.CharField(max_length=10, choices=TermBends, default=TermBends.NOUN)
    alternatives = models.JSONField(default=list, blank=True, help_text="What a cautious editor would write.")
    note = models.TextField(blank=True)
    family = models.CharField(max_length=40, choices=families, blank=True)
    target = models.CharField(max_length=200, blank=True, help_text="Whom it names, where that is always the same.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["project", "words"], name="term_once_per_project")]

    def __str__(self) -> str:
        return f"{self.action} {self.words}"

    def as_term(self) -> Term:
        """The line as the pipeline takes it."""
        return Term(
            words=self.words,
            action=self.action,
            alternatives=tuple(self.alternatives),
            note=self.note,
            family=self.family,
            bends=self.bends,
            target=self.target,
        )

    def snapshot(self) -> dict[str, Any]:
        """The line as plain data, for the audit log."""
        names = ("words", "action", "bends", "alternatives", "note", "family", "target")
        return {name: getattr(self, name) for name in names}

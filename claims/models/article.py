"""An article: a text that never changes after it came in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Whether the first strong letter of the language's script runs from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


class ArticleState(models.TextChoices):
    """Where an article stands on its way to gold."""

    NEW = "new", _("new")
    REVIEW = "review", _("in review")
    ADJUDICATION = "adjudication", _("awaiting adjudication")
    SETTLED = "settled", _("settled")


class Article(models.Model):
    """`text` is LF and NFC and is never changed: every offset in the record counts its Unicode code points."""

    project = models.ForeignKey("claims.Project", models.PROTECT, related_name="articles")
    title = models.CharField(max_length=500)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    source = models.CharField(max_length=200, blank=True, help_text="The outlet that published it.")
    url = models.URLField(max_length=2000, blank=True)
    published_at = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=16, default="en", help_text="BCP 47 code, such as en or ar.")
    boilerplate = models.JSONField(
        default=list, blank=True, help_text="[[start, end], ...] of what is not the article's."
    )
    fingerprint = models.CharField(
        max_length=100, blank=True, help_text="The pipeline that last read it; empty until it was pre-annotated."
    )
    state = models.CharField(max_length=20, choices=ArticleState, default=ArticleState.NEW)
    wanted = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many reviewers it needs; empty: as many as the project says."
    )
    slots = models.SmallIntegerField(
        default=1, help_text="How many more reviewers it can be given to; kept by `claims.actions.pool`."
    )
    pressing = models.FloatField(
        default=0, help_text="The highest priority of its open claims; kept by `claims.actions.pressing`."
    )
    unaided = models.BooleanField(
        default=False, help_text="Reviewed without proposals shown, to measure what these would have changed."
    )
    training = models.BooleanField(default=False, help_text="Gold that new reviewers are measured by.")
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies", editable=False)
    ingested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ingested_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["project", "sha256"], name="text_once_per_project")]
        indexes = [
            models.Index(fields=["project", "state", "-id"], name="article_by_state"),
            # Where "give me the next" looks: what has room for another reviewer, the oldest first.
            models.Index(fields=["project", "id"], condition=models.Q(slots__gt=0), name="article_in_pool"),
            # The same where the most pressing goes first, and the project's list in that order.
            models.Index(
                fields=["project", "-pressing", "id"], condition=models.Q(slots__gt=0), name="article_pool_pressing"
            ),
            models.Index(fields=["project", "-pressing", "-id"], name="article_pressing"),
            models.Index(fields=["project", "state", "-pressing", "-id"], name="article_state_pressing"),
            # How many reviews there is still room for, summed up.
            models.Index(fields=["project", "slots"], name="article_by_slots"),
            # Which pipelines have read what is still in review; the text stands in the way of reading that from the rows.
            models.Index(fields=["project", "state", "fingerprint"], name="article_by_reading"),
            models.Index(fields=["project", "id"], condition=models.Q(training=True), name="article_to_train_on"),
            models.Index(fields=["project", "state", "-id"], condition=models.Q(unaided=True), name="article_unaided"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reviewers_needed(self) -> int:
        """How many have to submit before it can be settled."""
        return self.wanted or self.project.reviewers_per_article

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, by the article's language."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

from django.db import migrations, models
from django.db.models import Case, Exists, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """Give articles and assignments that are there already what is most pressing in them, a project at a time."""
    Project, Article, Assignment, Claim, Judgement = (
        apps.get_model("claims", name) for name in ("Project", "Article", "Assignment", "Claim", "Judgement")
    )

    def highest(claims):
        first = claims.filter(withdrawn_at=None).order_by("-priority").values("priority")[:1]
        return Coalesce(Subquery(first, output_field=FloatField()), 0.0)

    for project in Project.objects.all():
        claims = Claim.objects.filter(article=OuterRef("pk"), kind__in=project.kinds)
        pressing = Case(
            When(state="settled", then=Value(0.0)),
            When(state="adjudication", then=highest(claims.filter(settlement=None, same_as=None).exclude(origin="withheld"))),
            default=highest(claims.exclude(origin="person")),
            output_field=FloatField(),
        )
        Article.objects.filter(project=project).update(pressing=pressing)
        claims = Claim.objects.filter(article=OuterRef("article"), kind__in=project.kinds, origin="machine")
        decided = Judgement.objects.filter(claim=OuterRef("pk"), reviewer=OuterRef(OuterRef("person")))
        pressing = highest(claims.filter(~Exists(decided.exclude(decision=""))))
        Assignment.objects.filter(article__project=project).update(pressing=pressing)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0018_log_by_verb"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="pressing",
            field=models.FloatField(
                default=0, help_text="The highest priority of its open claims; kept by `claims.actions.pressing`."
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="pressing",
            field=models.FloatField(
                default=0,
                help_text="The highest priority of the claims open for its reviewer; kept by `claims.actions.pressing`.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["project", "-pressing", "id"],
                condition=Q(slots__gt=0),
                name="article_pool_pressing",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["project", "-pressing", "-id"], name="article_pressing"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["project", "state", "-pressing", "-id"], name="article_state_pressing"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["person", "-pressing", "-article"], name="assignment_pressing"),
        ),
    ]

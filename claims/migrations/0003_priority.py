from itertools import groupby

from django.db import migrations, models

from annotate import priorities

AT_ONCE = 1000


def weigh(apps, schema_editor):
    """Give the claims that are there already the priority they would have been stored with."""
    claims = apps.get_model("claims", "Claim").objects.filter(withdrawn_at=None).order_by("article_id", "id")
    waiting = []
    for _, rows in groupby(claims.only("article_id", "kind", "attributes", "origin").iterator(AT_ONCE), by_article):
        rows = list(rows)
        proposed = [row for row in rows if row.origin == "machine"]
        groups = [proposed, *([row] for row in rows if row.origin != "machine")]
        for group in groups:
            for row, found in zip(group, priorities([(row.kind, row.attributes) for row in group]), strict=True):
                row.priority = found.score
                row.priority_parts = [[part.name, part.points] for part in found.parts]
                waiting.append(row)
        if len(waiting) >= AT_ONCE:
            claims.model.objects.bulk_update(waiting, ["priority", "priority_parts"], batch_size=200)
            waiting = []
    claims.model.objects.bulk_update(waiting, ["priority", "priority_parts"], batch_size=200)


def by_article(row):
    return row.article_id


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_worker_pulse"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="priority",
            field=models.FloatField(default=0, help_text="0 to 1: how much it deserves checking, as it was first put."),
        ),
        migrations.AddField(
            model_name="claim",
            name="priority_parts",
            field=models.JSONField(default=list, help_text="[[name, points], ...]: what the priority is the sum of."),
        ),
        migrations.RunPython(weigh, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["article", "-priority"], name="claim_by_priority"),
        ),
    ]

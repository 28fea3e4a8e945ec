import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from claims.models import seal

TABLE = "claims_auditentry"
COLUMNS = ("actor_id", "project_id", "article_id")


def drop(apps, editor):
    """Drop the indexes of single columns that begin another index; to alter the fields would copy the whole log on SQLite."""
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, one in found.items():
        if one["index"] and not one["unique"] and one["columns"] in [[column] for column in COLUMNS]:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def make(apps, editor):
    """Make them again."""
    for column in COLUMNS:
        editor.execute(f"CREATE INDEX {TABLE}_{column} ON {TABLE} ({column})")


def foreign_key(to, **more):
    return models.ForeignKey(
        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="audit_entries", to=to, **more
    )


class Migration(migrations.Migration):
    """The log is found by verb, person and day; its seal no longer reads all of it for each new entry."""

    dependencies = [("claims", "0017_same_claim")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[
                migrations.AlterField("auditentry", "actor", foreign_key(settings.AUTH_USER_MODEL)),
                migrations.AlterField("auditentry", "project", foreign_key("claims.project")),
                migrations.AlterField("auditentry", "article", foreign_key("claims.article")),
            ],
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["verb", "project", "-id"], name="audit_by_verb")),
        migrations.AddIndex("auditentry", models.Index(fields=["actor", "project", "-id"], name="audit_by_person")),
        migrations.AddIndex("auditentry", models.Index(fields=["at"], name="audit_by_time")),
        migrations.RunPython(lambda apps, editor: seal.put(editor.connection), migrations.RunPython.noop),
    ]

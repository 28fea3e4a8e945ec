from django.db import migrations

from claims.models import seal


class Migration(migrations.Migration):
    """The database refuses to change or delete what the audit log holds."""

    dependencies = [("claims", "0006_pool")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: seal.put(editor.connection), lambda apps, editor: seal.lift(editor.connection)
        ),
    ]

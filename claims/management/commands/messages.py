"""`manage.py messages`: the strings of the code into the `.po` files, and those compiled. Needs no GNU gettext."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.management.messages import found, read_po, write_mo, write_po


class Command(BaseCommand):
    """Bring the translations up to date."""

    help = "Puts new strings of the code into locale/*/LC_MESSAGES/django.po, leaves old ones out, and compiles."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        messages = found()
        for path in sorted(Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/django.po")):
            language = path.parent.parent.name
            known = read_po(path.read_text(encoding="utf-8"))
            wanted = {message: known.get(message, ["", ""] if message[1] else [""]) for message in messages}
            path.write_text(write_po(language, wanted), encoding="utf-8")
            path.with_suffix(".mo").write_bytes(write_mo(language, wanted))
            missing = sum(not all(forms) for forms in wanted.values())
            print(f"{language}: {len(wanted)} messages, {missing} not translated")

"""`manage.py messages`: the strings of the code into the `.po` files, and those compiled. Needs no GNU gettext."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale
from django.utils.translation.trans_real import language_code_re

from claims.management.messages import found, not_translated, plural_forms, read_po, write_mo, write_po

FILE = "LC_MESSAGES/django.po"


class Command(BaseCommand):
    """Bring the translations up to date."""

    help = "Puts new strings of the code into locale/*/LC_MESSAGES/django.po, leaves old ones out, and compiles."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which languages are begun."""
        parser.add_argument(
            "--add", metavar="CODE", action="append", default=[], help="begin this language, such as ar"
        )

    def handle(self, **options: Any) -> None:
        """Begin the languages asked for, then write and compile all there are; print how much each lacks."""
        locale = Path(settings.LOCALE_PATHS[0])
        for code in options["add"]:
            if not language_code_re.match(code):
                raise CommandError(f"“{code}” is no code of a language: give one such as ar or pt-br.")
            path = locale / to_locale(code) / FILE
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        messages = found()
        for path in sorted(locale.glob(f"*/{FILE}")):
            language = path.parent.parent.name
            text = path.read_text(encoding="utf-8")
            known, plural = read_po(text), plural_forms(language, text)
            wanted = {message: known.get(message) or not_translated(message, plural) for message in messages}
            path.write_text(write_po(language, wanted, plural), encoding="utf-8")
            path.with_suffix(".mo").write_bytes(write_mo(language, wanted, plural))
            missing = sum(not all(forms) for forms in wanted.values())
            self.stdout.write(f"{language}: {len(wanted)} messages, {missing} not translated")

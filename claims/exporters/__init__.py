"""Ways out. A new format is a file here and a line below; pages, API and command take theirs from this list."""

from claims.exporters.docbin import DOCBIN
from claims.exporters.exporter import Exporter
from claims.exporters.native import NATIVE
from claims.exporters.table import CSV

EXPORTERS: tuple[Exporter, ...] = (NATIVE, CSV, DOCBIN)
BY_SLUG: dict[str, Exporter] = {exporter.slug: exporter for exporter in EXPORTERS}

__all__ = ["BY_SLUG", "EXPORTERS", "Exporter"]

"""docs/deploying.md and config/settings.py say the same."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_that_the_settings_read_is_described_and_no_other() -> None:
    read = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text()))
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/deploying.md").read_text(), re.MULTILINE))
    assert described == read

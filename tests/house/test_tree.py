"""What every file of ours has to keep to."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
SOURCES = (".css", ".html", ".js", ".md", ".py", ".sh", ".toml")
MADE_BY_PROGRAMS = ("claims/migrations/",)
# Names that say nothing: whatever is in such a file has an idea that the file could be named after.
SAYS_NOTHING = {"base", "common", "helpers", "managers", "misc", "mixins", "services", "utils"}
# Put together here, so that this file does not name what it looks for.
HOMES = ["/" + name + "/" for name in ("root", "home", "Users")]
INDEXES = ["python" + "hosted.org", "pypi" + ".org", "registry" + ".npmjs", "simple" + "/", "--" + "index-url"]
INDEXES += ["--" + "extra-index-url", "--" + "find-links", "--" + "trusted-host"]
LEFT_FOR_LATER = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def ours() -> list[str]:
    """Files that people here write, which leaves out what others wrote and what programs made."""
    return [
        name
        for name in tracked()
        if not name.startswith(MADE_BY_PROGRAMS) and "vendor" not in name and ".min." not in name
    ]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="ignore")


def test_no_file_is_too_long_to_read() -> None:
    sources = [name for name in ours() if name.endswith(SOURCES) or "." not in Path(name).name]
    long = {name: lines for name in sources if (lines := text_of(name).count("\n")) > MOST_LINES}
    assert long == {}


def test_every_module_is_named_after_an_idea() -> None:
    vague = [name for name in ours() if name.endswith(".py") and SAYS_NOTHING & {*Path(name).parts, Path(name).stem}]
    assert vague == []


def test_no_file_names_a_machine() -> None:
    places = [*HOMES, str(ROOT)] if len(ROOT.parts) > 2 else HOMES
    named = [(name, place) for name in tracked() for place in places if place in text_of(name)]
    assert named == []


def test_no_file_names_a_package_index() -> None:
    named = [
        (name, index)
        for name in tracked()
        if not name.startswith("static/")
        for index in INDEXES
        if re.search(rf"(?<![\w/]){re.escape(index)}|//{re.escape(index)}|\.{re.escape(index)}", text_of(name))
    ]
    assert named == []
    assert [name for name in tracked() if name.endswith(".lock") and "://" in text_of(name)] == []


def test_nothing_is_left_for_later() -> None:
    pattern = re.compile(rf"\b({'|'.join(LEFT_FOR_LATER)})\b")
    assert [name for name in ours() if pattern.search(text_of(name))] == []


def pins(name: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?)==([^\s;]+)", text_of(name), re.MULTILINE))


def test_the_developers_lock_holds_all_of_the_users() -> None:
    """`./run` takes an environment that `./test` has made as it is."""
    assert pins("requirements.lock")
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    direct = {re.split(r"[\[<>=!~ ]", wanted)[0].lower() for wanted in project["project"]["dependencies"]}
    assert direct <= {name.lower().split("[")[0] for name, _ in pins("requirements.lock")}

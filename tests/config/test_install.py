"""The two scripts, before anything is installed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import install


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose lock file is empty, so that installing it needs no network."""
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    # uv would do the same faster; what is tested is the way that every machine has.
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    return tmp_path


def test_it_installs_once(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    python = install.environment("requirements.lock")
    assert subprocess.run([python, "-m", "pip", "--version"], check=True, capture_output=True).stdout
    assert "Installing" in capfd.readouterr().out
    assert install.environment("requirements.lock") == python
    assert capfd.readouterr().out == ""
    (tree / "requirements.lock").write_text("# changed\n")
    install.environment("requirements.lock")
    assert "Installing" in capfd.readouterr().out


def test_an_environment_without_pip_gets_one(tree: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tree / ".venv"], check=True)
    python = install.environment("requirements.lock")
    assert subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0


def test_an_environment_whose_python_is_gone_is_made_anew(tree: Path) -> None:
    (tree / ".venv" / "bin").mkdir(parents=True)
    (tree / ".venv" / "bin" / "python").symlink_to("/no/such/python")
    (tree / ".venv" / "installed.json").write_text(json.dumps({"requirements.lock": "old"}))
    assert subprocess.run([install.environment("requirements.lock"), "-c", ""], check=False).returncode == 0


def test_a_failed_install_is_told_and_tried_again(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lock = tree / "requirements.lock"
    lock.write_text("./not-there.whl\n")
    with pytest.raises(SystemExit, match="Installing failed"):
        install.environment("requirements.lock")
    capfd.readouterr()
    with pytest.raises(SystemExit, match="Installing failed"):
        install.environment("requirements.lock")


def test_a_python_without_venv_names_the_package(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tree / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        install.environment("requirements.lock")
    assert not (tree / ".venv").exists()


def test_an_old_python_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11.*this is 3\.9\.2"):
        install.need_python()


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in = tmp_path / "python3.13"
    stand_in.write_text("#!/bin/sh\nexit 1\n")
    stand_in.chmod(0o755)
    found = {"python3.13": str(stand_in), "python3.12": sys.executable}
    started: list[str] = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(install.shutil, "which", found.get)
    monkeypatch.setattr(install.os, "execv", lambda path, arguments: started.append(path))
    monkeypatch.setattr(install.sys, "exit", lambda words: None)
    install.need_python()
    assert started[:1] == [sys.executable]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(install.ROOT / "run"), *arguments], capture_output=True, text=True, check=False
    )


def test_run_says_what_it_can_do() -> None:
    answer = run("--help")
    assert answer.returncode == 0
    for option in ("--port", "--database-url", "--no-demo", "--no-worker"):
        assert option in answer.stdout


def test_run_looks_at_the_port_first_and_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run("--port", str(port))
    assert answer.returncode == 1
    assert f"Port {port} cannot be used" in answer.stderr
    assert "./run --port " in answer.stderr


def test_run_refuses_what_is_no_port() -> None:
    assert "no port" in run("--port", "70000").stderr


@pytest.mark.parametrize("script", ["run", "test", "config/install.py"])
def test_an_older_python_can_read_the_scripts(script: str) -> None:
    old = next(filter(None, map(shutil.which, ("python3.8", "python3.9", "python3.10"))), sys.executable)
    source = str(install.ROOT / script)
    check = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))"
    runs = subprocess.run([old, "-c", ""], capture_output=True, check=False, env=dict(os.environ)).returncode == 0
    subprocess.run([old if runs else sys.executable, "-c", check, source], check=True)

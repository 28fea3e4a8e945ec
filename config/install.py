"""Makes `.venv` and installs a lock file into it, once; `./run` and `./test` begin here.

Standard library only, and no syntax newer than Python 3.7: an older Python has to get as far as saying so.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
# Newest first among those that every locked package has a wheel for.
TRIED = ("python3.13", "python3.12", "python3.11")
NO_VENV = """This Python ({python}) cannot make a virtual environment.
On Debian and Ubuntu that is a package of its own:  sudo apt-get install python3-venv
Or install uv, which needs neither; then start again."""


def need_python() -> None:
    """Go on under a Python that is new enough, or say which one is needed."""
    if sys.version_info >= OLDEST:
        return
    for name in TRIED:
        found = shutil.which(name)
        # A version manager's stand-in may be on PATH without the Python behind it: try it.
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            sys.stdout.flush()
            os.execv(found, [found, *sys.argv])
    have = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Claimwright needs Python 3.11, 3.12 or 3.13; this is {have}, and no newer one is on PATH.")


def environment(lock: str, *parts: str) -> Path:
    """Return the Python of `.venv` with all of `lock` installed. `parts` are lock files that `lock` includes."""
    wanted = {name: _sha256(ROOT / name) for name in (lock, *parts)}
    python = ROOT / ".venv" / "bin" / "python"
    # Two starts at once: the second waits here, then finds everything done.
    with open(ROOT / lock, "rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another start is installing; waiting for it.", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        if not (_works(python) and wanted.items() <= _installed().items()):
            _install(python, lock)
            _marker().write_text(json.dumps(wanted))
    return python


def _install(python: Path, lock: str) -> None:
    uv = shutil.which("uv")
    _marker().unlink() if _marker().exists() else None
    if not _works(python):
        _make(python.parent.parent, uv)
    print("Installing what Claimwright needs (once; a minute or so) ...", flush=True)
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(python)]
    else:
        _need_pip(python)
        command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.run([*command, "--require-hashes", "-r", str(ROOT / lock)], check=False).returncode:
        sys.exit("Installing failed; the reason stands above. Often it is the network: start again to go on from here.")


def _make(folder: Path, uv: str | None) -> None:
    command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    if not uv:
        missing = subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True, check=False)
        if missing.returncode:
            sys.exit(NO_VENV.format(python=sys.executable))
        command.append("--clear")
    print("Making the environment .venv ...", flush=True)
    if subprocess.run([*command, str(folder)], check=False).returncode:
        sys.exit("The environment .venv could not be made; the reason stands above.")


def _need_pip(python: Path) -> None:
    """An environment made by hand, or by another tool, may be without pip: add it, or make the environment anew."""
    if _runs(python, "-m", "pip", "--version") or _runs(python, "-m", "ensurepip"):
        return
    _make(python.parent.parent, None)


def _works(python: Path) -> bool:
    """Whether the environment's Python still runs (the one it was made from may be gone) and is new enough."""
    return python.exists() and _runs(python, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})")


def _runs(python: Path, *arguments: str) -> bool:
    return subprocess.run([str(python), *arguments], capture_output=True, check=False).returncode == 0


def _marker() -> Path:
    return ROOT / ".venv" / "installed.json"


def _installed() -> dict[str, str]:
    try:
        return json.loads(_marker().read_text())
    except (OSError, ValueError):
        return {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

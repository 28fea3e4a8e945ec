"""How fast articles are read: words a second of `annotate.propose_many` against the plain model.

    python -m bench.speed articles.jsonl [more.jsonl ...]

Each line of a file is an object with `text`. The same texts go through `annotate.propose_many` and through spaCy's own
`nlp.pipe` with all components of the same model, in one process on one core, taking turns in who goes first. The table
gives the words of both for each second of processor time, and how many times faster proposing is: the median of the
rounds, and their least and greatest. Words are the model's tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import annotate
from annotate.languages import ENGLISH

if TYPE_CHECKING:
    from spacy.language import Language


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed (5)")
    parser.add_argument("--words", type=int, default=40_000, help="how many words of a file to read (40,000)")
    options = parser.parse_args()
    on_one_core()
    plain = plain_model()
    print(f"{annotate.fingerprint()}; {plain.meta['name']} with {', '.join(plain.pipe_names)}; {options.rounds} rounds")
    print(f"{'file':<32}{'texts':>7}{'words':>9}{'plain w/s':>11}{'propose w/s':>13}{'ratio':>7}   least-greatest")
    for path in options.paths:
        texts, words = sample(path, options.words, plain)
        if not words:
            print(f"{path.name:<32}{0:>7}{0:>9}   no text in it")
            continue
        timed = list(rounds(plain, texts, options.rounds))
        ratios = [one / other for one, other in timed]
        one, other = (words / statistics.median(times) for times in zip(*timed, strict=True))
        print(
            f"{'/'.join(path.parts[-2:])[-31:]:<32}{len(texts):>7,}{words:>9,}{one:>11,.0f}{other:>13,.0f}"
            f"{statistics.median(ratios):>7.2f}   {min(ratios):.2f}-{max(ratios):.2f}",
            flush=True,
        )


def on_one_core() -> None:
    """Bind this process to one core where the system lets it, and what multiplies matrices to one thread.

    To be called before any of that is loaded.
    """
    assert "numpy" not in sys.modules
    for name in ("OMP", "OPENBLAS", "MKL", "BLIS"):
        os.environ[f"{name}_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def plain_model() -> Language:
    """Return the model that articles in English are read with, as it comes: all its components."""
    import spacy

    return spacy.load(ENGLISH.model())


def sample(path: Path, most: int, nlp: Language) -> tuple[list[str], int]:
    """Return texts of a file from its beginning, of about `most` words, and how many words they have."""
    texts, words = [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if words >= most:
            break
        if line.strip() and (text := json.loads(line).get("text")):
            texts.append(text)
            words += len(nlp.make_doc(text))
    return texts, words


def rounds(nlp: Language, texts: list[str], number: int) -> Iterator[tuple[float, float]]:
    """Yield for each round the seconds that the plain model takes for `texts`, and those that proposing takes."""

    def plain() -> Iterable[object]:
        return nlp.pipe(texts)

    def proposing() -> Iterable[object]:
        return annotate.propose_many(texts)

    seconds(plain, warm=True)
    seconds(proposing, warm=True)
    for turn in range(number):
        if turn % 2:
            ours = seconds(proposing)
            yield seconds(plain), ours
        else:
            yield seconds(plain), seconds(proposing)


def seconds(read: Callable[[], Iterable[object]], *, warm: bool = False) -> float:
    """Return the processor time of going through what `read` yields; `warm` stops after the first few."""
    began = time.process_time()
    for number, _ in enumerate(read()):
        if warm and number > 3:
            break
    return time.process_time() - began


if __name__ == "__main__":
    main()

"""How time and memory grow with the length of a text: from 1 kB to 1 MB, of several sorts, each in a process of its own.

    python -m bench.size

Each row is one text given to `annotate.propose` on one core: the processor time after the model is loaded and warm, the
time for each kilobyte, the time that `annotate.toll` and `annotate.violations` take to put its claims together, and how
much the process grew beyond the warm model. Where reading is linear, the time for a kilobyte stays.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.speed import on_one_core

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ARTICLE = (
    "Shells hit the north quay of Ostrava Bay in the night, killing at least 12 people and wounding dozens, the governor's "
    "office said. “We heard four blasts and then nothing,” said Mira Kolar, who sells bread by the customs house.\n\n"
    "The regime in Tarn denied that its guns had fired; a spokesman blamed “criminal gangs” for the deaths. Two hundred "
    "families had fled by noon, according to the Bay Monitor, which counts the displaced by name.\n\n"
)
SORTS = {
    "article": ARTICLE,
    "one paragraph": ARTICLE.replace("\n\n", " "),
    "quotation marks": "\"“”‘'",
    "numbers": "12 3,400 7 1999 56 ",
    "no punctuation": "shells killed twelve people the governor said in the bay and the regime denied it ",
    "one word": "abcdefgh",
    "brackets": "((",
    "new lines": "\n",
}


def main() -> None:
    """Print the table, or with `--one` measure one text and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", nargs=2, metavar=("SORT", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(text_of(options.one[0], int(options.one[1])))
        return
    print(
        f"{'sort':<16}{'size':>10}{'proposals':>11}{'seconds':>9}{'ms/kB':>8}{'toll':>7}{'violations':>12}{'MB more':>9}"
    )
    for sort in SORTS:
        for size in SIZES:
            command = [sys.executable, "-m", "bench.size", "--one", sort, str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
            number, seconds, toll, violations, memory = done.stdout.split()
            print(
                f"{sort:<16}{size:>10,}{number:>11}{float(seconds):>9.2f}{1_000_000 * float(seconds) / size:>8.2f}"
                f"{toll:>7}{violations:>12}{memory:>9}",
                flush=True,
            )


def text_of(sort: str, size: int) -> str:
    """Return a text of a sort, of `size` characters."""
    piece = SORTS[sort]
    return (piece * (size // len(piece) + 1))[:size]


def measure(text: str) -> None:
    """Print how many claims are in `text`, the seconds that they, the toll and the violations take, and the megabytes."""
    on_one_core()
    import annotate

    for _ in range(3):
        annotate.propose(ARTICLE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    claims = annotate.propose(text)
    read = time.process_time()
    annotate.toll(text, claims=claims)
    told = time.process_time()
    annotate.violations(text, claims=claims)
    times = f"{read - began:.4f} {told - read:.2f} {time.process_time() - told:.2f}"
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    print(len(claims), times, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit // 1_000_000)


if __name__ == "__main__":
    main()

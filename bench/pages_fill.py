"""The database of `bench.pages`, filled in a process of its own: `python -m bench.pages_fill NUMBER`."""

import os
import sys

import django


def main() -> None:
    """Make NUMBER articles to review, and a project of 1,000 gold ones."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bench import fill

    maya, alice = fill.people()
    fill.articles(fill.project("Bay", maya, alice), int(sys.argv[1]), alice)
    fill.articles(fill.project("Gold", maya, alice), 1000, alice, settled=True)


if __name__ == "__main__":
    main()

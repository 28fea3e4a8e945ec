"""The database of `bench.pages`, filled in a process of its own: `python -m bench.pages_fill NUMBER`."""

import os
import sys

import django


def main() -> None:
    """Make NUMBER articles to review, a project of 1,000 gold ones, and two long ones for a reader of their own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from bench import fill

    maya, alice = fill.people()
    fill.articles(fill.project("Bay", maya, alice), int(sys.argv[1]), alice)
    fill.articles(fill.project("Gold", maya, alice), 1000, alice, settled=True)
    vera = fill.Person.objects.create_user("bench-reader", password="bench-password")
    long = fill.project("Long", maya, vera)
    fill.long_article(long, 100, 100, vera)
    fill.long_article(long, 1000, 40, vera)


if __name__ == "__main__":
    main()

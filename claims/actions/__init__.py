"""Every write is a verb, in a file of its name. Pages, API and commands call the same ones.

Each does its work in one transaction that holds the article, checks its permission there, and writes what it changed to
the audit log in that same transaction. Where it refuses, it raises one of `claims.actions.errors` and has changed nothing.
"""

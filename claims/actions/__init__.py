"""Every write is a verb, in a file of its name. Pages, API and commands call the same ones.

Each checks its permission, does its work in one transaction, and writes what it changed to the audit log in that same
transaction. Where it refuses, it raises one of `claims.actions.errors` and has changed nothing.
"""

"""The people's half, as Django knows it."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The record of articles, claims, judgements, evidence and gold."""

    name = "claims"
    verbose_name = "Claimwright"

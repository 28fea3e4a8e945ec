"""Who works here."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    """An account. `is_superuser` marks a site administrator; what else a person may do follows from memberships."""

    demo_password = models.BooleanField(
        default=False, help_text="Still has the password that the demo printed; pages warn until it is changed."
    )
    keys = models.JSONField(
        default=dict,
        blank=True,
        help_text="The keys of the review screen that the person chose, by the command's name.",
    )

    class Meta(AbstractUser.Meta):
        verbose_name_plural = "people"

    @property
    def name(self) -> str:
        """The full name, or the user name where none is given."""
        return self.get_full_name() or self.username

    def snapshot(self) -> dict[str, Any]:
        """Who may sign in and whether as an administrator, as plain data, for the audit log."""
        return {name: getattr(self, name) for name in ("username", "email", "is_active", "is_staff", "is_superuser")}

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; the demo's warning ends with it."""
        self.demo_password = False
        super().set_password(raw_password)

"""The person who signs in."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create an active account. `username` is a NIP (spaces are dropped) or a handle."""
        email = fields.pop("email", None)
        user = self.model(
            username=normalise_username(username), email=self.normalize_email(email).lower() or None, **fields
        )
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=normalise_username(username or ""))


def normalise_username(text: str) -> str:
    """A NIP as people type it (`19850115 201001 1 003`) without its spaces; handles in lower case."""
    return "".join(text.split()).lower()


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """An account. What it may do follows from role grants and staff records, never from flags here."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    username = models.CharField(_("NIP or user name"), max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=2, choices=[("id", "Indonesia"), ("en", "English")], default="id"
    )
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Another account already uses this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # allauth writes "" when an address is removed; only None may stand on several accounts.
        self.email = self.email or None
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Asked by third-party apps; there is no admin site to let anyone into."""
        return False

    @property
    def is_superuser(self) -> bool:
        """Asked by `rules`; nobody passes every check."""
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        import rules

        return bool(self.is_active and rules.perm_exists(perm) and rules.has_perm(perm, self, obj))


def display_name(user: User) -> str:
    """What allauth shows for an account."""
    return user.name

"""How the seats of a session are given away."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Allocation(TextChoices):
    FIRST_COME = "first_come", _("In the order of registration")
    DRAW = "draw", _("By priority layers and lot")


class DrawState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("draw", "Rule announced")
    PUBLISHED = "published", pgettext_lazy("draw", "List published")
    DRAWN = "drawn", pgettext_lazy("draw", "Drawn")

"""What happens while a session runs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PresenceMethod(TextChoices):
    LIST = "list", pgettext_lazy("presence", "By list")
    CODE = "code", pgettext_lazy("presence", "By code")
    OFFLINE = "offline", pgettext_lazy("presence", "By list, sent later")


class TestMoment(TextChoices):
    __test__ = False  # not a test, whatever pytest thinks of the name

    PRE = "pre", _("Before the training")
    POST = "post", _("After the training")

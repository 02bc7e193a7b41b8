"""Choices of questionnaires."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionnairePurpose(TextChoices):
    """Who asks with it."""

    SURVEY = "survey", _("Further questions of a satisfaction survey")
    TRAINING = "training", _("Evaluation of a training")


class QuestionnaireState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", pgettext_lazy("questionnaire", "Published")


class QuestionKind(TextChoices):
    SCALE = "scale", pgettext_lazy("question", "Scale")
    CHOICE = "choice", pgettext_lazy("question", "Choice")
    NUMBER = "number", pgettext_lazy("question", "Number")
    TEXT = "text", pgettext_lazy("question", "Text")
    DATE = "date", pgettext_lazy("question", "Date")
    FILE = "file", pgettext_lazy("question", "File")

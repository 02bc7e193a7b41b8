"""Answering a comment."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from surveys.services.comment import LONGEST_ANSWER


class CommentAnswerForm(PortalForm):
    answer = forms.CharField(
        label=_("Answer of the office"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Published together with the comment. Name no person."),
    )

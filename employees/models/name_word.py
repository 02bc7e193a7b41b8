"""The words of people's names, so that a misspelt word leads to the names that it may stand for."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Length

from employees.staff_search import NameWordQuerySet


class NameWord(models.Model):
    """A word in lower case, as PostgreSQL's parser cuts names. Triggers on `Employee` add what is not yet known.

    Two transactions may add the same word: a constraint would make one wait for the other. Nothing says whose word it
    is or how often it occurs, and it stays when the last person with it is gone.
    """

    word = models.CharField(max_length=200)

    objects = NameWordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="nameword_known"),
            models.Index(Length("word"), include=["word"], name="nameword_length"),
            GinIndex(OpClass("word", "gin_trgm_ops"), name="nameword_trigram"),
        ]

    def __str__(self) -> str:
        return self.word

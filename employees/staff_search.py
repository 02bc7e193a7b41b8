"""Finding people by what somebody types: a NIP, a number of theirs, or a name, also a misspelt one.

A misspelt name is looked up word by word: which words of names are like the typed one (`NameWord`), then who bears such
words. Comparing the whole text with every name took five times as long among a million people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connections, models
from django.db.models import Case, F, Func, Q, Value, When

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.crypto import keyed_hash

# Which encrypted numbers have how many digits.
SENSITIVE_LENGTHS = {13: ("bpjs",), 15: ("npwp",), 16: ("nik", "npwp")}
# How many other words one typed word may stand for by their trigrams, and as many with one other letter.
ALIKE = 5
APOSTROPHES = "'’ʼ`"
# More words than a name has are not looked up.
MOST_WORDS = 6
# A text of fewer letters is found as it stands or not at all.
LEAST_LETTERS = 4


def name_words() -> SearchVector:
    """The words of a name as PostgreSQL's parser cuts them; "Ma'ruf" and "Maruf" are the same word."""
    plain = Func(F("search_name"), Value(APOSTROPHES), Value(""), function="translate", output_field=models.TextField())
    return SearchVector(plain, config="simple")


class NameWordQuerySet(models.QuerySet[Any]):
    def alike(self, typed: Iterable[str]) -> dict[str, list[str]]:
        """For each typed word the words of names most like it, best first; the word itself if somebody bears it.

        Alike are words with a trigram similarity of at least 0.4: "rahmwati" and "rahmawati" have 0.58. Short ones keep
        less, so a word of up to six letters that nobody bears also stands for words one letter away, and one of any
        length for those with two neighbours swapped; these come first.
        """
        found: dict[str, list[str]] = {word: [] for word in typed}
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT typed_word, alike_word FROM employees_words_alike(%s, %s)", [[*found], ALIKE])
            for word, alike in cursor.fetchall():
                found[word].append(alike)
        return found


class StaffSearchMixin:
    """What `EmployeeQuerySet` finds by a text."""

    def search(self: Any, text: str, *, by: Any = None) -> Any:
        """By NIP (spaces allowed, any beginning) or by name with typing errors; `most_like_first` puts the best first.

        A whole NIK, NPWP or BPJS number finds its person too, by the keyed hash, where `by` may read such numbers.
        """
        digits = re.sub(r"[\s.\-]", "", text)
        scope = scope_of(by)
        reads_numbers = scope.has(Permission.EMPLOYEE_SENSITIVE)
        if reads_numbers and (fields := SENSITIVE_LENGTHS.get(len(digits))) and digits.isdigit():
            numbers = Q(pk__in=())
            for name in fields:
                numbers |= Q(**{f"{name}_hash": keyed_hash(digits)})
            readable = scope.path_filter(Permission.EMPLOYEE_SENSITIVE, "unit__path")
            return self.filter(Q(nip__startswith=digits) | (numbers & readable))
        if re.fullmatch(r"[0-9]{3,18}", digits):
            return self.filter(nip__startswith=digits)
        words = text.casefold().split()
        if not words:
            return self
        as_typed = _containing(words)
        if sum(map(len, words)) < LEAST_LETTERS:
            return self.filter(as_typed)
        return self._named_like(words, as_typed)

    def most_like_first(self: Any) -> Any:
        """Found by a name: as typed, then as it was probably meant, then the rest. Anything else keeps its order."""
        return self.order_by("-likeness", "name", "pk") if "likeness" in self.query.annotations else self

    def _named_like(self: Any, words: list[str], as_typed: Q) -> Any:
        # Titles ("S.H.", "Ir.") and initials are no words of names.
        parts = " ".join(words).translate(dict.fromkeys(map(ord, APOSTROPHES))).replace(",", " ").split()
        typed = [word for word in parts if len(word) > 2 and "." not in word][:MOST_WORDS]
        meant = apps.get_model("employees", "NameWord").objects.alike(typed)
        likeness = [
            When(search_name__startswith=" ".join(words), then=Value(3)),
            When(as_typed, then=Value(2)),
        ]
        if best := [alike[0] for alike in meant.values() if alike]:
            likeness.append(When(_containing(best), then=Value(1)))
        found = as_typed
        if typed:
            # One condition on one index: PostgreSQL walks the lists of all the words at once.
            query = SearchQuery(_any_of_each(meant), config="simple", search_type="raw")
            found |= Q(name_words=query)
        return self.alias(name_words=name_words()).filter(found).annotate(likeness=Case(*likeness, default=Value(0)))


def _containing(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_name__contains=word)
    return condition


def _any_of_each(meant: dict[str, list[str]]) -> str:
    """A `tsquery`: for each typed word one that is like it or, unless somebody bears just that word, begins with it."""
    groups = []
    for typed, alike in meant.items():
        words = [_lexeme(word) for word in alike]
        if typed not in alike:
            words.append(f"{_lexeme(typed)}:*")
        groups.append(f"({' | '.join(words)})")
    return " & ".join(groups)


def _lexeme(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"

"""Reads. `visible_to(user)` cuts every question to the user's scope."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_NodeQuerySet

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from employees.enums import ACTIVE_STATUSES, AssignmentKind

# Length of a government's path: the first step of the tree.
STEP = settings.ACCESS_UNIT_STEP


class OrganizationalUnitQuerySet(MP_NodeQuerySet):
    def visible_to(self, user: Any) -> Any:
        """The units of the user's own government (its structure is no secret inside), and those of their grants."""
        scope = scope_of(user)
        paths = {path for paths in scope.grants.values() for path in paths}
        if scope.government_path:
            paths.add(scope.government_path)
        return self.filter(paths_filter(paths, "path"))

    def within(self, path: str) -> Any:
        """The unit with this path and everything below it."""
        return self.filter(path__startswith=path)

    def on_which(self, user: Any, permission: Permission) -> Any:
        """Units on which the user holds a permission."""
        return self.filter(scope_of(user).path_filter(permission, "path"))

    def governments(self) -> Any:
        return self.filter(depth=1)

    def serving_citizens(self) -> Any:
        return self.filter(is_service_unit=True)


class PositionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        government_path = scope_of(user).government_path
        grants = scope_of(user).grants
        paths = {path for paths in grants.values() for path in paths}
        if government_path:
            paths.add(government_path)
        return self.filter(paths_filter(paths, "unit__path"))


class EmployeeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Staff in the units of the user's grants and of the units that the user heads, and the own record."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.EMPLOYEE_VIEW, "unit__path")
        condition |= paths_filter(scope.headed_paths, "unit__path")
        if scope.employee_id is not None:
            condition |= Q(pk=scope.employee_id)
        return self.filter(condition)

    def editable_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.EMPLOYEE_EDIT, "unit__path"))

    def active(self) -> Any:
        """In service."""
        return self.filter(status__in=ACTIVE_STATUSES)

    def with_place(self) -> Any:
        """With unit and position at hand, as lists and headings show them."""
        return self.select_related("unit", "position")

    def search(self, text: str) -> Any:
        """By NIP (spaces allowed, any beginning) or by name with typing errors, best match first."""
        digits = re.sub(r"[\s.\-]", "", text)
        if re.fullmatch(r"[0-9]{3,18}", digits):
            return self.filter(nip__startswith=digits)
        words = text.casefold().split()
        if not words:
            return self
        exact = Q()
        for word in words:
            exact &= Q(search_name__contains=word)
        phrase = " ".join(words)
        if len(phrase) < 4:
            return self.filter(exact)
        return self.filter(exact | Q(search_name__trigram_word_similar=phrase)).annotate(
            likeness=TrigramWordSimilarity(phrase, "search_name")
        )


class DecreedHistoryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Histories of the employees that the user may see."""
        employees = self.model._meta.get_field("employee").related_model.objects
        return self.filter(employee__in=employees.visible_to(user))

    def valid(self) -> Any:
        """Without rows that a correction has replaced."""
        return self.filter(is_void=False)

    def on(self, date: datetime.date) -> Any:
        """What held on a date."""
        return self.valid().filter(period__contains=date)

    def newest_first(self) -> Any:
        return self.order_by(F("period").desc(), "-pk")


class RankHistoryQuerySet(DecreedHistoryQuerySet):
    pass


class PositionHistoryQuerySet(DecreedHistoryQuerySet):
    def definitive(self) -> Any:
        return self.filter(kind=AssignmentKind.DEFINITIVE)

    def heading(self) -> Any:
        """Assignments that make their holder head of the unit: definitive or acting, not an additional duty."""
        return self.filter(position__is_head=True).exclude(kind=AssignmentKind.ADDITIONAL_DUTY)


class RoleGrantQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Grants on units where the user may grant roles; operators also see each other's."""
        scope = scope_of(user)
        if "" in scope.paths(Permission.ROLE_GRANT):
            return self
        return self.filter(scope.path_filter(Permission.ROLE_GRANT, "unit__path"))

    def on(self, date: datetime.date) -> Any:
        return self.filter(period__contains=date, revoked_at__isnull=True)

    def ended(self, date: datetime.date) -> Any:
        """Those that hold no more on `date`."""
        return self.filter(Q(period__endswith__lte=date) | Q(revoked_at__isnull=False))


class StaffImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Own uploads, and those that lie wholly in a part of the tree where the user may import too."""
        paths = scope_of(user).paths(Permission.EMPLOYEE_IMPORT)
        governments = {path[:STEP] for path in paths}
        own = Q(created_by_id=getattr(user, "pk", None)) & paths_filter(governments, "unit_path")
        return self.filter(own | paths_filter(paths, "unit_path"))

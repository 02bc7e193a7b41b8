"""Reports from citizens and the texts of those who answer them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths, paths_filter, scope_of
from surveys.enums import (
    COMPLAINT_ENDED,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
)


def _count_of(rows: Any, key: str) -> Any:
    return Coalesce(Subquery(rows.order_by().values(key).annotate(n=Count("*")).values("n")), 0)


class ComplaintQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """All reports to those who handle them; those that are not secret to the heads of their unit and of the units
        above it, and to auditors."""
        scope = scope_of(user)
        handled = scope.path_filter(Permission.COMPLAINT_HANDLE, "unit__path")
        read = scope.path_filter(Permission.COMPLAINT_VIEW, "unit__path")
        headed = paths_filter(scope.headed_paths, "unit__path")
        return self.filter(handled | ((read | headed) & ~Q(visibility=ComplaintVisibility.SECRET)))

    def handled_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.COMPLAINT_HANDLE, "unit__path"))

    def unheard(self, today: datetime.date) -> Any:
        """Those that no service officer would see: none is responsible for their unit or a unit above it."""
        from employees.models import RoleGrant

        grants = RoleGrant.objects.on(today).filter(
            role__in=roles_with(Permission.COMPLAINT_HANDLE), user__is_active=True
        )
        covering = grants.alias(path=models.ExpressionWrapper(OuterRef("unit__path"), models.CharField())).filter(
            path__startswith=F("unit__path")
        )
        return self.filter(~models.Exists(covering))

    def ongoing(self) -> Any:
        return self.exclude(state__in=COMPLAINT_ENDED)

    def with_due(self) -> Any:
        """`due`: the day that counts now, as Complaint.next_due computes it for one report."""
        return self.annotate(
            due=Case(
                When(state__in=[*COMPLAINT_ENDED, ComplaintState.POSTPONED], then=None),
                When(state=ComplaintState.NEW, then=F("verify_due")),
                When(
                    answered_at__isnull=True,
                    follow_up_due__isnull=False,
                    then=Least("follow_up_due", "complete_due"),
                ),
                default=F("complete_due"),
                output_field=models.DateField(),
            )
        )

    def with_weight(self) -> Any:
        """`supports`: how many said "me too"; `linked`: how many later reports are about the same; `topics`: the names
        of the topics on it. Counted apart so that pages of the list stay cheap."""
        support = self.model._meta.get_field("supports").related_model
        tag = self.model._meta.get_field("tags").related_model
        named = tag.objects.filter(complaint=OuterRef("pk")).order_by("topic__name").values("topic__name")
        return self.annotate(
            support_count=_count_of(support.objects.filter(complaint=OuterRef("pk")), "complaint"),
            linked_count=_count_of(self.model._default_manager.filter(same_as=OuterRef("pk")), "same_as"),
            topic_names=ArraySubquery(named),
        )

    def alike(self, subject: str) -> Any:
        """Those whose subject has the words of `subject`, in whatever form, the nearest first. Found by an index.

        Nothing but subjects is looked at: what somebody wrote below would else shine through the answers.
        """
        near = Q(subject__trigram_similar=subject) | Q(subject__trigram_word_similar=subject)
        closeness = Greatest(TrigramSimilarity("subject", subject), TrigramWordSimilarity(subject, "subject"))
        return self.filter(near).annotate(closeness=closeness).order_by("-closeness", "-received_at", "pk")

    def shown_to_reporters(self, government_path: str, since: datetime.datetime) -> Any:
        """What other reporters may see the subject of: looked through by an officer, sent neither in secret nor long
        ago. Rejected ones are left out, whatever the reason."""
        return self.filter(
            unit__path__startswith=government_path, received_at__gte=since, verified_at__isnull=False
        ).exclude(Q(visibility=ComplaintVisibility.SECRET) | Q(state=ComplaintState.REJECTED))

    def overdue(self, today: datetime.date) -> Any:
        return self.with_due().filter(due__lt=today)


class ComplaintEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        complaint = self.model._meta.get_field("complaint").related_model
        return self.filter(complaint__in=complaint.objects.visible_to(user))

    def public(self) -> Any:
        """What the reporter sees."""
        return self.exclude(kind=EntryKind.NOTE)


class ReplyTemplateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those that the user writes, and those of the units above, which they are offered."""
        scope = scope_of(user)
        above = {path for given in scope.paths(Permission.COMPLAINT_HANDLE) for path in enclosing_paths(given)}
        return self.filter(scope.path_filter(Permission.COMPLAINT_HANDLE, "unit__path") | Q(unit__path__in=above))

    def offered_to(self, unit: Any) -> Any:
        """Those of the unit and of the units above it."""
        return self.filter(is_active=True).alias(of=Value(unit.path)).filter(of__startswith=F("unit__path"))

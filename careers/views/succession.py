"""The succession pool, key posts, and successors."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.listing.views import PortalListView
from careers.filters.talent import KeyPostFilter, PoolFilter
from careers.forms.talent import KeyPostForm, PoolForm, ReadinessForm, ReasonForm, SuccessorForm
from careers.models import KeyPost, PoolMember, Successor
from careers.reports.succession import post_report
from careers.services.succession import (
    change_successor,
    end_key_post,
    end_membership,
    mark_key_post,
    name_successor,
    remove_successor,
    renew_membership,
)
from careers.tables.talent import KeyPostTable, PoolTable
from careers.views.talent_base import TalentTabMixin
from employees.dates import today
from employees.models import Employee, Position


class PoolListView(PermissionRequiredMixin, TalentTabMixin, PortalListView):
    tab = "pool-list"
    permission_required = "careers.view_talent"
    model = PoolMember
    table_class = PoolTable
    filterset_class = PoolFilter
    template_name = "careers/talent_list.html"
    page_title = gettext_lazy("Succession pool")
    export_name = "succession-pool"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("Nobody is in the pool")
    empty_text = gettext_lazy("People whose box was decided as 7, 8 or 9 are taken in from the page of their box.")
    empty_icon = "star"

    def get_queryset(self) -> QuerySet[Any]:
        return PoolMember.objects.visible_to(self.request.user).with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s membership", "%(number)s memberships", count) % {
            "number": formats.number_format(count)
        }


class MemberActView(DraftFormMixin, ActView):
    permission = "careers.keep_pool_member"

    def get_subject(self) -> PoolMember:
        rows = PoolMember.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_draft_key(self) -> str:
        return f"{self.draft_key}:{self.kwargs['pk']}"

    def get_intro(self) -> str:
        return _("%(name)s is in the pool until %(day)s.") % {
            "name": self.subject.employee.full_name,
            "day": formats.date_format(self.subject.until),
        }


class PoolRenewView(MemberActView):
    form_class = PoolForm
    draft_key = "careers.pool_renewal"
    page_title = gettext_lazy("Renew the membership")
    submit_label = gettext_lazy("Renew")
    done = gettext_lazy("Renewed. The person is told.")
    consequences = (gettext_lazy("The person is told; the office is reminded again before the new end."),)

    def act(self, form: PoolForm) -> None:
        renew_membership(member=self.subject, by=self.request.user, **form.cleaned_data)


class PoolEndView(MemberActView):
    form_class = ReasonForm
    draft_key = "careers.pool_end"
    page_title = gettext_lazy("End the membership")
    submit_label = gettext_lazy("End it")
    submit_tone = "bad"
    done = gettext_lazy("Ended. The person is told.")
    consequences = (gettext_lazy("The membership ends today; the person is told and reads the reason."),)

    def act(self, form: ReasonForm) -> None:
        end_membership(member=self.subject, by=self.request.user, **form.cleaned_data)


class KeyPostListView(PermissionRequiredMixin, TalentTabMixin, PortalListView):
    tab = "key-post-list"
    permission_required = "careers.view_talent"
    model = KeyPost
    table_class = KeyPostTable
    filterset_class = KeyPostFilter
    template_name = "careers/talent_list.html"
    page_title = gettext_lazy("Key posts")
    export_name = "key-posts"
    fixed_columns = ("position",)
    empty_title = gettext_lazy("No key posts yet")
    empty_text = gettext_lazy("Positions that must not stay empty, with those who could follow.")
    empty_action_label = gettext_lazy("Mark a key post")
    empty_action_url = reverse_lazy("careers:key-post-create")
    empty_icon = "key"

    def get_queryset(self) -> QuerySet[Any]:
        return KeyPost.objects.visible_to(self.request.user).with_place().with_readiness()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s key post", "%(number)s key posts", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = KeyPost.objects.visible_to(self.request.user).without_ready_successor().count()
        return super().get_context_data(
            may_mark=self.request.user.has_perm("careers.mark_key_post"), waiting=waiting, **kwargs
        )


class KeyPostCreateView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    permission_required = "careers.mark_key_post"
    form_class = KeyPostForm
    draft_key = "careers.key_post"
    done = gettext_lazy("Marked. Name those who could follow.")

    def get_form_kwargs(self) -> dict[str, Any]:
        scope = scope_of(self.request.user)
        positions = Position.objects.open_on(today()).filter(scope.path_filter(Permission.CAREER_MANAGE, "unit__path"))
        return {**super().get_form_kwargs(), "positions": positions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Mark a key post"),
            crumbs=[(self.back(), _("Key posts"))],
            submit_label=_("Mark"),
            cancel_url=self.back(),
            **kwargs,
        )

    def back(self) -> str:
        return reverse("careers:key-post-list")

    def act(self, form: KeyPostForm) -> KeyPost:
        return mark_key_post(by=self.request.user, **form.cleaned_data)


class PostPageMixin:
    """For pages about one key post."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def post_row(self) -> KeyPost:
        rows = KeyPost.objects.visible_to(self.request.user).with_place()
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]


class KeyPostDetailView(PostPageMixin, TemplateView):
    template_name = "careers/key_post_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.post_row
        keeps = self.request.user.has_perm("careers.keep_key_post", post)
        return super().get_context_data(
            post=post,
            report=post_report(post, self.request.user, today()),
            may_keep=keeps and post.is_active,
            **kwargs,
        )


class PostActView(PostPageMixin, DraftFormMixin, ActView):
    permission = "careers.keep_key_post"

    def get_subject(self) -> KeyPost:
        return self.post_row

    def get_draft_key(self) -> str:
        return f"{self.draft_key}:{self.kwargs['pk']}"


class KeyPostEndView(PostActView):
    form_class = ReasonForm
    draft_key = "careers.key_post_end"
    page_title = gettext_lazy("No key post any more")
    submit_label = gettext_lazy("Take the mark off")
    submit_tone = "bad"
    done = gettext_lazy("Taken off. The record stays.")
    consequences = (gettext_lazy("The post leaves the lists; who was named stays on record."),)

    def act(self, form: ReasonForm) -> str:
        end_key_post(post=self.subject, by=self.request.user, **form.cleaned_data)
        return reverse("careers:key-post-list")


class SuccessorCreateView(PostActView):
    form_class = SuccessorForm
    draft_key = "careers.successor"
    page_title = gettext_lazy("Name a successor")
    submit_label = pgettext_lazy("successor", "Name")
    done = gettext_lazy("Named.")
    consequences = (gettext_lazy("Only those who read careers see it; the person is not told, and it is no promise."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Employee.objects.active().visible_to(self.request.user)
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"employee": self.request.GET.get("nip", "")}

    def act(self, form: SuccessorForm) -> None:
        name_successor(post=self.subject, by=self.request.user, **form.cleaned_data)


class SuccessorActView(DraftFormMixin, ActView):
    permission = "careers.keep_successor"

    def get_subject(self) -> Successor:
        rows = Successor.objects.visible_to(self.request.user).select_related(
            "key_post__position__unit", "employee__unit"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_draft_key(self) -> str:
        return f"{self.draft_key}:{self.kwargs['pk']}"

    def get_intro(self) -> str:
        return str(self.subject)


class SuccessorChangeView(SuccessorActView):
    form_class = ReadinessForm
    draft_key = "careers.successor_change"
    page_title = gettext_lazy("Change the readiness")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("Changed.")

    def get_initial(self) -> dict[str, Any]:
        return {"readiness": self.subject.readiness, "reason": self.subject.reason}

    def act(self, form: ReadinessForm) -> None:
        change_successor(successor=self.subject, by=self.request.user, **form.cleaned_data)


class SuccessorRemoveView(SuccessorActView):
    form_class = ReasonForm
    draft_key = "careers.successor_removal"
    page_title = gettext_lazy("Take the successor off")
    submit_label = pgettext_lazy("list", "Take off")
    submit_tone = "bad"
    done = gettext_lazy("Taken off.")
    consequences = (gettext_lazy("The name leaves the post; the record stays."),)

    def act(self, form: ReasonForm) -> None:
        remove_successor(successor=self.subject, by=self.request.user, **form.cleaned_data)

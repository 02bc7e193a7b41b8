"""Pages of item banks, items and blueprints."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from asn_portal.keys import read_edit
from asn_portal.listing.views import PortalListView
from careers.enums import ItemState, ReviewVerdict
from careers.filters.exam import BlueprintFilter, ItemBankFilter, ItemFilter, ReviewFilter
from careers.forms.exam import BankForm, BlueprintForm, ItemForm, ReasonForm, ReviewForm
from careers.models import Blueprint, Item, ItemBank
from careers.rules.exam import keeps_item, refuse_examined
from careers.services.exam_bank import (
    change_item,
    create_bank,
    ensure_draft,
    ensure_move,
    ensure_review,
    new_version,
    propose_item,
    retire_item,
    review_item,
    write_item,
)
from careers.services.exam_paper import ensure_unused, save_blueprint, shortage_sentences
from careers.services.exam_sitting import ITEM_LOOK
from careers.tables.exam import BlueprintTable, ItemBankTable, ItemTable, ReviewTable
from employees.dates import today
from employees.models import OrganizationalUnit
from training.models import Competency


def visible_bank(request: HttpRequest, pk: int) -> ItemBank:
    bank = get_object_or_404(ItemBank.objects.visible_to(request.user).select_related("unit"), pk=pk)
    refuse_examined(request.user, bank)
    return bank  # type: ignore[no-any-return]


def visible_item(request: HttpRequest, pk: int) -> Item:
    items = Item.objects.visible_to(request.user).select_related("bank__unit", "created_by", "competency", "replaces")
    item = get_object_or_404(items, pk=pk)
    refuse_examined(request.user, item)
    return item  # type: ignore[no-any-return]


def item_with_keys(request: HttpRequest, pk: int) -> Item:
    """For a page that shows the keys: the look is recorded, and who looked isn't examined with it."""
    item = visible_item(request, pk)
    record_view(viewer=request.user, subject=item, unit_path=item.bank.unit.path, what=ITEM_LOOK)
    return item


def visible_blueprint(request: HttpRequest, pk: int) -> Blueprint:
    rows = Blueprint.objects.visible_to(request.user).select_related("bank__unit")
    blueprint = get_object_or_404(rows, pk=pk)
    refuse_examined(request.user, blueprint)
    return blueprint  # type: ignore[no-any-return]


class BankListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.keep_exams"
    model = ItemBank
    table_class = ItemBankTable
    filterset_class = ItemBankFilter
    template_name = "careers/exam_bank_list.html"
    page_title = gettext_lazy("Item banks")
    empty_title = gettext_lazy("No item bank yet")
    empty_text = gettext_lazy("An item bank holds the questions of competency exams, reviewed before they are used.")
    empty_action_label = gettext_lazy("New item bank")
    empty_action_url = reverse_lazy("careers:exam-bank-create")
    empty_icon = "folder"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("unit").with_counts()


class BankCreateView(PermissionRequiredMixin, ServiceFormView):
    permission_required = "careers.keep_exams"
    form_class = BankForm
    done = gettext_lazy("Created. Write the first items, or bring them in from a file.")

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.CAREER_MANAGE).open_on(today())
        return {**super().get_form_kwargs(), "units": units.order_by("path")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("careers:exam-bank-list")
        return super().get_context_data(
            page_title=_("New item bank"),
            crumbs=[(url, _("Item banks"))],
            cancel_url=url,
            submit_label=_("Create"),
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        return create_bank(**form.cleaned_data, by=self.request.user)


class BankDetailView(PortalListView):
    """The items of a bank."""

    model = Item
    table_class = ItemTable
    filterset_class = ItemFilter
    template_name = "careers/exam_bank_detail.html"
    list_key = "careers.exam_items"
    export_name = ""
    empty_title = gettext_lazy("No items yet")
    empty_text = gettext_lazy("Write an item, or bring items in from a GIFT file or a spreadsheet.")
    empty_icon = "file"

    @cached_property
    def bank(self) -> ItemBank:
        return visible_bank(self.request, self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.bank.title

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(bank=self.bank).newest().with_statistic()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(bank=self.bank, **kwargs)


class ReviewListView(PermissionRequiredMixin, PortalListView):
    """What waits for this person's review, of all banks of the government."""

    permission_required = "careers.keep_exams"
    model = Item
    table_class = ReviewTable
    filterset_class = ReviewFilter
    list_key = "careers.exam_reviews"
    page_title = gettext_lazy("Items to review")
    empty_title = gettext_lazy("No item waits for your review")
    empty_text = gettext_lazy("Items that colleagues give to review are listed here.")
    empty_icon = "check"

    def get_queryset(self) -> QuerySet[Any]:
        return Item.objects.awaiting_review_by(self.request.user).select_related("bank")  # type: ignore[no-any-return]


# --- Items -----------------------------------------------------------------------------------------------------------


class ItemDetailView(DetailView):
    template_name = "careers/exam_item_detail.html"
    context_object_name = "item"

    def get_object(self, queryset: Any = None) -> Item:
        return item_with_keys(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.object
        keeps = keeps_item.test(self.request.user, item)
        is_own = item.created_by_id == self.request.user.pk
        return super().get_context_data(
            options=item.parsed_options,
            reviews=item.reviews.select_related("reviewer"),
            statistics=item.statistics.select_related("sitting").order_by("-sitting__starts_at"),
            newer=Item.objects.filter(replaces=item).first(),
            may_change=keeps and item.state == ItemState.DRAFT,
            may_review=item.state == ItemState.IN_REVIEW and not is_own,
            waits_for_others=item.state == ItemState.IN_REVIEW and is_own,
            keeps=keeps,
            is_used=item.state in {ItemState.APPROVED, ItemState.RETIRED},
            may_retire=keeps and item.state in {ItemState.APPROVED, ItemState.DRAFT},
            **kwargs,
        )


class _ItemFormView(ServiceFormView):
    template_name = "careers/exam_item_form.html"
    form_class = ItemForm
    bank: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        competencies = Competency.objects.of_government(self.bank.unit.government.pk).in_use()
        return {**super().get_form_kwargs(), "competencies": competencies}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subjects = self.bank.items.order_by("subject").values_list("subject", flat=True).distinct()[:200]
        return super().get_context_data(
            bank=self.bank,
            subjects=list(subjects),
            helps=ItemForm.helps(),
            crumbs=[(reverse("careers:exam-bank-list"), _("Item banks")), (self.bank.get_absolute_url(), self.bank)],
            **kwargs,
        )


class ItemCreateView(_ItemFormView):
    done = gettext_lazy("Kept as a draft. Give it to review when it is ready.")

    @cached_property
    def bank(self) -> ItemBank:
        return visible_bank(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("New item"),
            cancel_url=self.bank.get_absolute_url(),
            submit_label=pgettext("form", "Keep"),
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        return write_item(bank=self.bank, **form.cleaned_data, by=self.request.user)


class ItemChangeView(_ItemFormView):
    done = gettext_lazy("Kept.")

    @cached_property
    def item(self) -> Item:
        item = item_with_keys(self.request, self.kwargs["pk"])
        require(self.request.user, "careers.keep_item", item)
        return item

    @property
    def bank(self) -> ItemBank:
        return self.item.bank

    def ensure(self) -> None:
        ensure_draft(self.item)

    def back(self) -> str:
        return str(self.item.get_absolute_url())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "item": self.item}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change item %(code)s") % {"code": self.item},
            cancel_url=self.item.get_absolute_url(),
            submit_label=pgettext("form", "Keep"),
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        return change_item(item=self.item, **form.cleaned_data, by=self.request.user)


@require_POST
def item_propose(request: HttpRequest, pk: int) -> HttpResponse:
    item = visible_item(request, pk)
    require(request.user, "careers.keep_item", item)
    try:
        propose_item(item=item, by=request.user)
        messages.success(request, _("Given to review. A colleague reads it."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(item)


@require_POST
def item_new_version(request: HttpRequest, pk: int) -> HttpResponse:
    item = visible_item(request, pk)
    require(request.user, "careers.keep_item", item)
    try:
        item = new_version(item=item, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(item)
    return redirect("careers:exam-item-change", item.pk)


class ItemActView(ActView):
    permission = "careers.keep_item"

    def get_subject(self) -> Item:
        return visible_item(self.request, self.kwargs["pk"])

    def get_intro(self) -> Any:
        return self.subject.text


class ItemReviewView(ItemActView):
    shows_what_changed = False
    permission = "careers.review_item"
    form_class = ReviewForm
    page_title = gettext_lazy("Review the item")
    submit_label = gettext_lazy("Send the review")
    consequences = (
        gettext_lazy("An approved item is drawn for papers, and its words never change again."),
        gettext_lazy("A returned item goes back to its writer with your comment."),
    )
    done = gettext_lazy("Reviewed. The writer is told.")

    def ensure(self) -> None:
        ensure_review(self.subject, self.request.user)

    def get_stamp(self) -> str:
        return str(self.subject.edit)

    def act(self, form: Any) -> str | None:
        given, by = form.cleaned_data, self.request.user
        verdict, seen = ReviewVerdict(given["verdict"]), read_edit(self.seen)
        review_item(item=self.subject, verdict=verdict, comment=given["comment"], by=by, seen=seen)
        # Reviewed, the item of another unit is closed to who reviewed it.
        return None if keeps_item.test(by, self.subject) else reverse("careers:exam-review-list")


class ItemRetireView(ItemActView):
    form_class = ReasonForm
    page_title = gettext_lazy("Retire the item")
    submit_label = gettext_lazy("Retire")
    consequences = (gettext_lazy("It is drawn for no further paper. Papers that have it keep it."),)
    done = gettext_lazy("Retired.")

    def ensure(self) -> None:
        ensure_move(self.subject, ItemState.RETIRED)

    def act(self, form: Any) -> None:
        retire_item(item=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


# --- Blueprints ------------------------------------------------------------------------------------------------------


class BlueprintListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.keep_exams"
    model = Blueprint
    table_class = BlueprintTable
    filterset_class = BlueprintFilter
    template_name = "careers/exam_blueprint_list.html"
    page_title = gettext_lazy("Blueprints")
    empty_title = gettext_lazy("No blueprint yet")
    empty_text = gettext_lazy("A blueprint says how many items of which subject and difficulty make a paper.")
    empty_action_label = gettext_lazy("New blueprint")
    empty_action_url = reverse_lazy("careers:exam-blueprint-create")
    empty_icon = "columns"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("bank").with_counts()


class BlueprintDetailView(DetailView):
    template_name = "careers/exam_blueprint_detail.html"
    context_object_name = "blueprint"

    def get_object(self, queryset: Any = None) -> Blueprint:
        return visible_blueprint(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blueprint = self.object
        lines = list(blueprint.lines.all())
        return super().get_context_data(
            lines=lines,
            shortages=shortage_sentences(blueprint),
            items=sum(line.count for line in lines),
            points=sum(line.count * line.points for line in lines),
            sittings=blueprint.sittings.order_by("-starts_at")[:20],
            may_change=not blueprint.is_used,
            **kwargs,
        )


class _BlueprintFormView(ServiceFormView):
    template_name = "careers/exam_blueprint_form.html"
    form_class = BlueprintForm
    blueprint: Any = None

    def get_form_kwargs(self) -> dict[str, Any]:
        banks = self.get_banks()
        approved = Item.objects.approved().filter(bank__in=banks).order_by("subject")
        subjects = defaultdict(list)
        for bank, subject in approved.values_list("bank", "subject").distinct():
            subjects[bank].append(subject)
        return {**super().get_form_kwargs(), "banks": banks, "subjects": subjects, "blueprint": self.blueprint}

    def get_banks(self) -> Any:
        return ItemBank.objects.open_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=[(reverse("careers:exam-blueprint-list"), _("Blueprints"))], **kwargs)

    def act(self, form: Any) -> Any:
        return save_blueprint(**form.cleaned_data, blueprint=self.blueprint, by=self.request.user)


class BlueprintCreateView(PermissionRequiredMixin, _BlueprintFormView):
    permission_required = "careers.keep_exams"
    done = gettext_lazy("Kept.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("New blueprint"), cancel_url=reverse("careers:exam-blueprint-list"), **kwargs
        )


class BlueprintChangeView(_BlueprintFormView):
    done = gettext_lazy("Kept.")

    @cached_property
    def blueprint(self) -> Blueprint:
        return visible_blueprint(self.request, self.kwargs["pk"])

    def ensure(self) -> None:
        ensure_unused(self.blueprint)

    def back(self) -> str:
        return str(self.blueprint.get_absolute_url())

    def get_banks(self) -> Any:
        return super().get_banks().filter(pk=self.blueprint.bank_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the blueprint"), cancel_url=self.blueprint.get_absolute_url(), **kwargs
        )

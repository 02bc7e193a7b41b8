"""The view behind every list, and the small verbs around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from asn_portal.access.scope import scope_of
from asn_portal.listing import exports, services
from asn_portal.listing.actions import BulkAction
from asn_portal.listing.filters import active_filters
from asn_portal.listing.models import ColumnChoice, SavedFilter
from asn_portal.listing.pagination import COUNTED_ROWS, CappedPaginator, capped_count
from asn_portal.listing.querysets import home_path, saved_filters_of
from asn_portal.listing.tables import SelectionColumn
from asn_portal.prepared_queries import PreparedQuery

SELECTION = "selected"

_columns_of = PreparedQuery(
    lambda user, list_key: ColumnChoice.objects.filter(user=user, list_key=list_key).values_list("columns"),
    user=int,
    list_key=str,
)


class PortalListView(SingleTableMixin, FilterView):
    """A list with filters, chips, saved filters, chosen columns, sorting, bulk actions, export and paging.

    Subclasses name `model`, `table_class`, `filterset_class` and `page_title`. `get_queryset` starts from what the user
    may see and returns model instances. The template is `<app>/<model>_list.html` where it exists, else
    layouts/list.html.
    """

    paginate_by = 25
    paginator_class = CappedPaginator
    template_name_suffix = "_list"

    page_title: Any = ""
    # Under this key filters and columns are kept; needed when one model has two lists.
    list_key = ""
    # File name without ending; "" offers no export.
    export_name = ""
    export_title: Any = ""
    # The paper of a PDF, and what it needs beyond the rows.
    export_template = "pdf/listing/list.html"
    # Columns shown until the person chooses; None = all. Fixed ones cannot be hidden.
    default_columns: Sequence[str] | None = None
    fixed_columns: Sequence[str] = ()
    bulk_actions: Sequence[BulkAction] = ()
    empty_title: Any = ""
    empty_text: Any = ""
    empty_action_url: Any = ""
    empty_action_label: Any = ""
    empty_icon = "inbox"

    # --- hooks ------------------------------------------------------------------------------------------------------

    def get_queryset(self) -> QuerySet[Any]:
        """What the user may see, before the filters."""
        if self.queryset is not None:
            return self.queryset.all()
        return self.model._default_manager.visible_to(self.request.user)

    def get_list_key(self) -> str:
        return self.list_key or self.model._meta.label_lower

    def get_page_title(self) -> str:
        return str(self.page_title or self.model._meta.verbose_name_plural.capitalize())

    def get_export_title(self) -> str:
        """The heading of a PDF and of the job's result."""
        return str(self.export_title or self.get_page_title())

    def get_export_name(self) -> str:
        return self.export_name

    def get_export_context(self) -> dict[str, Any]:
        return {}

    def get_bulk_actions(self) -> list[BulkAction]:
        """Those that the user's scope offers."""
        scope = scope_of(self.request.user)
        return [action for action in self.bulk_actions if action.visible(scope)]

    def get_empty(self) -> dict[str, Any]:
        """What an empty list says: what would be here, and the first step."""
        return {
            "title": self.empty_title or _("Nothing here yet"),
            "text": self.empty_text,
            "action_url": self.empty_action_url,
            "action_label": self.empty_action_label,
            "icon": self.empty_icon,
        }

    def count_text(self, count: int) -> str:
        """The sentence about the number of rows, e.g. "412 people"."""
        return ngettext("%(number)s row", "%(number)s rows", count) % {"number": formats.number_format(count)}

    # --- the rows ---------------------------------------------------------------------------------------------------

    @cached_property
    def filterset(self) -> Any:
        return self.get_filterset(self.get_filterset_class())

    def filtered(self) -> QuerySet[Any]:
        """The rows that match the address; none while a filter in it is invalid."""
        if self.filterset.is_bound and not self.filterset.is_valid():
            return self.filterset.queryset.none()
        return self.filterset.qs

    @cached_property
    def object_list(self) -> QuerySet[Any]:
        """The rows of this page's table, before paging."""
        return self.filtered()

    def build_table(self, data: Any) -> Any:
        """The table over `data`, sorted as the address says, rows of equal rank by primary key."""
        is_query = isinstance(data, QuerySet)
        # A list of rows (a batch of an export) already has its order.
        table = self.get_table_class()(data=data, **self.get_table_kwargs(), **({} if is_query else {"order_by": ()}))
        table.request = self.request
        if is_query:
            if order := self.request.GET.getlist(table.prefixed_order_by_field):
                table.order_by = order
            rows = table.data.data
            ordering = rows.query.order_by or rows.query.get_meta().ordering
            if not {"pk", "-pk", "id", "-id"} & {key for key in ordering if isinstance(key, str)}:
                # In the direction of the first column, so that one index serves both directions.
                is_descending = bool(ordering) and str(ordering[0]).startswith("-")
                table.data.data = rows.order_by(*ordering, "-pk" if is_descending else "pk")
        return table

    def get_table(self, **kwargs: Any) -> Any:
        queryset = self.object_list
        table = self.build_table(queryset)
        for name in self.hidden_columns(table):
            table.columns.hide(name)
        table.data._length = capped_count(queryset)
        table.paginate(self.paginator_class, self.paginate_by, 1)
        table.page = table.paginator.get_page(self.request.GET.get(table.prefixed_page_field))
        return table

    def get_paginate_by(self, _rows: Any) -> None:
        """The table is paged, not the queryset under it, whose own paginator would count every row."""
        return None

    def get_table_kwargs(self) -> dict[str, Any]:
        if not self.get_bulk_actions():
            return {}
        meta = self.get_table_class()._meta
        sequence = [name for name in (meta.sequence or meta.fields or ()) if name != SELECTION]
        if "..." not in sequence:
            sequence.append("...")
        return {"extra_columns": [(SELECTION, SelectionColumn())], "sequence": (SELECTION, *sequence)}

    # --- columns ----------------------------------------------------------------------------------------------------

    @cached_property
    def chosen_columns(self) -> list[str] | None:
        for (columns,) in _columns_of.rows(user=self.request.user.pk, list_key=self.get_list_key()):
            return columns
        return None if self.default_columns is None else list(self.default_columns)

    def hidden_columns(self, table: Any) -> list[str]:
        shown = self.chosen_columns
        if shown is None:
            return []
        kept = {*shown, *self.fixed_columns, SELECTION}
        return [column.name for column in table.columns.iterall() if column.name not in kept]

    def left_out_of_export(self, table: Any) -> list[str]:
        """Columns that a file does not have: by default those that the page hides."""
        return self.hidden_columns(table)

    def column_choices(self, table: Any) -> list[dict[str, Any]]:
        hidden = set(self.hidden_columns(table))
        return [
            {"name": column.name, "label": label, "shown": column.name not in hidden}
            for column in table.columns.iterall()
            if column.name != SELECTION
            and column.name not in self.fixed_columns
            and str(label := column.header).strip()
        ]

    # --- answers ----------------------------------------------------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET and (default := next((each for each in self.saved_filters if self._is_default(each)), None)):
            return redirect(f"{request.path}?{default.query or 'all=1'}")
        if "export" in request.GET and self.get_export_name():
            return exports.respond(self, request.GET["export"])
        return self.render_to_response(self.get_context_data(filter=self.filterset, object_list=self.object_list))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for an export too long to wait for: it becomes a job."""
        if "export" not in request.GET or not self.get_export_name():
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        return redirect(exports.start(self, request.GET["export"]).get_absolute_url())

    def get_template_names(self) -> list[str]:
        if self.template_name:
            return [self.template_name]
        meta = self.model._meta
        return [f"{meta.app_label}/{meta.model_name}{self.template_name_suffix}.html", "layouts/list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("page_title", self.get_page_title())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        table = context["table"]
        chips = self.chips()
        is_filtered = bool(chips) or bool(self.filterset.is_bound and self.filterset.form.errors)
        count = len(table.data)
        actions = self.get_bulk_actions()
        context.update(
            chips=chips,
            clear_url=self.address(services.filter_query(self._without(*self.filterset.form.fields).urlencode())),
            result_count=self._count_sentence(count),
            preserved_params=[
                (name, value)
                for name in (table.prefixed_order_by_field,)
                for value in self.request.GET.getlist(name)
                if value
            ],
            saved_filters=[self._saved_filter_item(each) for each in self.saved_filters],
            save_filter_url=reverse("listing:filter-save") if is_filtered else "",
            columns=self.column_choices(table),
            columns_url=reverse("listing:columns-choose"),
            exports=exports.offers(self) if count else [],
            bulk_actions=[
                {
                    "label": action.label,
                    "name": action.url_name,
                    "tone": action.tone,
                    "url": f"{action.url(self.kwargs)}?{urlencode({'list': self.request.get_full_path()})}",
                }
                for action in actions
            ],
            bulk_total=formats.number_format(count) if actions and table.paginator.num_pages > 1 else "",
            empty=self._nothing_matches() if is_filtered else self.get_empty(),
            paginator_links=self._page_links(table),
        )
        return context

    # --- saved filters and chips ------------------------------------------------------------------------------------

    @cached_property
    def saved_filters(self) -> list[SavedFilter]:
        if not self.request.user.is_authenticated:
            return []
        return saved_filters_of(self.request.user, self.get_list_key())

    def _is_default(self, saved: SavedFilter) -> bool:
        return saved.is_default and saved.user_id == self.request.user.pk

    def _saved_filter_item(self, saved: SavedFilter) -> dict[str, Any]:
        own = saved.user_id == self.request.user.pk
        return {
            "label": saved.name,
            "url": self.address(saved.query),
            "is_shared": bool(saved.shared_with),
            "is_current": saved.query == services.filter_query(self.request.GET.urlencode()),
            "is_default": self._is_default(saved),
            "delete_url": reverse("listing:filter-delete", args=[saved.pk]) if own else "",
            "default_url": reverse("listing:filter-default", args=[saved.pk]) if own else "",
        }

    def chips(self) -> list[dict[str, str]]:
        """The active filters, each with the address of the same list without it."""
        if not self.filterset.is_bound or not self.filterset.is_valid():
            return []
        form = self.filterset.form
        found = []
        for name, value, label in active_filters(form):
            left = self._without(name)
            if value is not None:
                left.setlist(name, [each for each in self.request.GET.getlist(name) if each != value])
            found.append({"label": label, "remove_url": self.address(services.filter_query(left.urlencode()))})
        return found

    def address(self, query: str) -> str:
        """This list with `query`; the empty query must not fall back to the default filter."""
        if not query and any(self._is_default(each) for each in self.saved_filters):
            query = "all=1"
        return f"{self.request.path}?{query}" if query else self.request.path

    def _without(self, *names: str) -> QueryDict:
        """The address' parameters without these filters, of which ranges have two parameters each."""
        left = self.request.GET.copy()
        fields = self.filterset.form.fields
        for name in names:
            suffixes = getattr(fields[name].widget, "suffixes", ()) if name in fields else ()
            for parameter in (name, *(f"{name}_{suffix}" for suffix in suffixes)):
                left.pop(parameter, None)
        return left

    # --- sentences and links ----------------------------------------------------------------------------------------

    def _count_sentence(self, count: int) -> str:
        if count <= COUNTED_ROWS:
            return self.count_text(count)
        return _("More than %(number)s. Narrow the filter to see the rest.") % {
            "number": formats.number_format(COUNTED_ROWS)
        }

    def _nothing_matches(self) -> dict[str, Any]:
        return {
            "title": _("Nothing matches these filters"),
            "text": _("Try fewer filters or another spelling."),
            "action_url": self.address(""),
            "action_label": _("Show everything"),
            "icon": "search",
        }

    def _page_links(self, table: Any) -> dict[str, Any]:
        page, paginator = table.page, table.paginator
        if paginator.num_pages < 2:
            return {}

        left = self.request.GET.copy()
        left.pop("page", None)
        # The number comes last.
        left["page"] = ""
        address = f"{self.request.path}?{left.urlencode()}"

        def link(number: int) -> str:
            return f"{address}{number}"

        total = formats.number_format(paginator.count) + ("+" if paginator.is_capped else "")
        return {
            "previous_url": link(page.previous_page_number()) if page.has_previous() else "",
            "next_url": link(page.next_page_number()) if page.has_next() else "",
            "pages": [
                {
                    "label": formats.number_format(number) if isinstance(number, int) else str(number),
                    "url": link(number) if isinstance(number, int) else "",
                    "is_current": number == page.number,
                }
                for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
            ],
            "summary": _("%(start)s–%(end)s of %(total)s")
            % {
                "start": formats.number_format(page.start_index()),
                "end": formats.number_format(page.end_index()),
                "total": total,
            },
        }


def list_view_at(address: str, user: Any) -> PortalListView:
    """The list behind an address of our own, as `user` would see it; for jobs, bulk actions and saved filters.

    Raises BadRequest when nothing of the kind stands there. The caller answers for the user's right to be there; the
    rows are limited by the list's own queryset in any case.
    """
    path, _separator, query = address.partition("?")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None) or not path.startswith("/"):
        raise BadRequest("Not an address of a list.")
    try:
        match = resolve(path)
    except Resolver404:
        raise BadRequest("Not an address of a list.")
    view_class = getattr(match.func, "view_class", None)
    if not (isinstance(view_class, type) and issubclass(view_class, PortalListView)):
        raise BadRequest("Not an address of a list.")
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {"QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.GET = QueryDict(query)
    request.user = user
    request.resolver_match = match
    view = view_class(**match.func.view_initkwargs)
    view.setup(request, *match.args, **match.kwargs)
    return view


@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    view = list_view_at(request.POST.get("path", ""), request.user)
    name = request.POST.get("name", "").strip()[:80]
    if not name:
        messages.error(request, _("Give the filter a name."))
    elif len(view.request.META["QUERY_STRING"]) > 2000:
        messages.error(request, _("These filters are too long to be saved."))
    else:
        shared = bool(request.POST.get("shared"))
        services.save_filter(
            by=request.user,
            list_key=view.get_list_key(),
            name=name,
            query=view.request.META["QUERY_STRING"],
            shared=shared,
            is_default=bool(request.POST.get("default")),
        )
        if shared and not home_path(request.user):
            messages.warning(request, _("Saved for you only, because your account belongs to no unit."))
        else:
            messages.success(request, _("Filter “%(name)s” saved.") % {"name": name})
    return redirect(view.request.get_full_path())


def _back_to_list(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("home:index")
    return redirect(target)


@require_POST
def filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    services.delete_filter(saved_filter=saved, by=request.user)
    messages.success(request, _("Filter “%(name)s” deleted.") % {"name": saved.name})
    return _back_to_list(request)


@require_POST
def filter_default(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    services.set_default_filter(saved_filter=saved, by=request.user, is_default=not saved.is_default)
    return _back_to_list(request)


@require_POST
def columns_choose(request: HttpRequest) -> HttpResponse:
    view = list_view_at(request.POST.get("path", ""), request.user)
    names = {column["name"] for column in view.column_choices(view.build_table(view.get_queryset().none()))}
    chosen = [name for name in request.POST.getlist("columns") if name in names]
    services.choose_columns(by=request.user, list_key=view.get_list_key(), columns=chosen)
    return redirect(view.request.get_full_path())

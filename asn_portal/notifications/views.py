from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from asn_portal.notifications import services
from asn_portal.notifications.forms import DeliveryForm
from asn_portal.notifications.models import MailPreference, Notification

PER_PAGE = 25


def inbox(request: HttpRequest) -> HttpResponse:
    """Own notifications; unread ones only, or all with show=all."""
    shows_all = request.GET.get("show") == "all"
    own = Notification.objects.visible_to(request.user)
    page = Paginator(own if shows_all else own.unread(), PER_PAGE).get_page(request.GET.get("page"))
    query = "show=all&" if shows_all else ""
    links = {
        "previous_url": f"?{query}page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?{query}page={page.next_page_number()}" if page.has_next() else "",
        "summary": _("Page %(number)s of %(total)s") % {"number": page.number, "total": page.paginator.num_pages},
    }
    context = {
        "page": page,
        "shows_all": shows_all,
        "shows_unread": not shows_all,
        "has_unread": any(notification.read_at is None for notification in page),
        "links": links if page.paginator.num_pages > 1 else None,
    }
    return render(request, "notifications/inbox.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read and go where it leads."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_read(notifications=Notification.objects.filter(pk=pk), by=request.user)
    if notification.url and url_has_allowed_host_and_scheme(notification.url, allowed_hosts=None):
        return redirect(notification.url)
    return redirect("notifications:inbox")


@require_POST
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    services.mark_read(notifications=Notification.objects.filter(pk=pk), by=request.user)
    return redirect("notifications:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    count = services.mark_read(notifications=Notification.objects.all(), by=request.user)
    messages.success(request, ngettext("%d message marked as read.", "%d messages marked as read.", count) % count)
    return redirect("notifications:inbox")


def preferences(request: HttpRequest) -> HttpResponse:
    """Which kinds come by mail."""
    chosen = dict(MailPreference.objects.filter(user=request.user).values_list("kind", "delivery"))
    form = DeliveryForm(request.POST or None, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        services.choose_delivery(by=request.user, choices=form.choices())
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})

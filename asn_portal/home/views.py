from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from asn_portal.access.scope import scope_of
from asn_portal.home.registry import actions_for, following_for, is_guest

# The page for citizens belongs to an app above the frame; without it the portal begins with the sign-in.
PUBLIC_FRONT = "public:front"


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect(_public_front())
    actions = actions_for(request.user)
    scope = scope_of(request.user)
    context = {
        "actions": actions,
        "waiting": sum(item.count for item in actions),
        "following": following_for(request.user),
        "has_work": bool(scope.roles) or scope.is_head or is_guest(request.user),
        "is_employee": scope.employee_id is not None,
    }
    return render(request, "home/index.html", context)


def _public_front() -> str:
    try:
        return reverse(PUBLIC_FRONT)
    except NoReverseMatch:
        return reverse("account_login")

"""Every address of the portal. Inside /…/ of an app, that app's urls.py decides."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.defaults import bad_request, page_not_found, permission_denied
from django.views.generic import RedirectView

from asn_portal.operation.views import server_error

urlpatterns = [
    # Addresses are tried in this order, and nothing is asked for as often as a survey.
    path("p/selections/", include("careers.urls.public")),
    path("p/", include("surveys.public_urls")),
    path("p/reports/", include("evaluations.report_code_urls")),
    path("p/proof/", include("careers.urls.proof")),
    path("p/exam/", include("careers.urls.exam_save")),
    path("k/", include("surveys.code_urls")),
    path("h/", include("training.presence_urls")),
    path("", include("asn_portal.home.urls")),
    path("", include("asn_portal.operation.urls")),
    path("account/", include("asn_portal.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("audit/", include("asn_portal.audit.urls")),
    path("components/", include("asn_portal.gallery.urls")),
    path("documents/", include("asn_portal.documents.urls")),
    path("drafts/", include("asn_portal.drafts.urls")),
    path("inbox/", include("asn_portal.notifications.urls")),
    path("jobs/", include("asn_portal.jobs.urls")),
    path("lists/", include("asn_portal.listing.urls")),
    path("search/", include("asn_portal.search.urls")),
    path("employees/", include("employees.urls")),
    path("surveys/", include("surveys.urls")),
    path("training/", include("training.urls")),
    path("evaluations/", include("evaluations.urls")),
    path("careers/", include("careers.urls")),
    path("participation/", include("participation.urls")),
    path("favicon.ico", login_not_required(RedirectView.as_view(url="/static/img/favicon.svg"))),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "asn_portal.jobs"

    def ready(self) -> None:
        from asn_portal.audit.registry import register_event_labels
        from asn_portal.documents.access import register_document_rule
        from asn_portal.jobs.access import may_download_result
        from asn_portal.navigation import NavItem, register_navigation
        from asn_portal.notifications.registry import register_kind

        register_document_rule("jobs.result", may_download_result)
        register_kind("jobs.done", label=_("Long work has finished"), email=False)
        register_kind("jobs.failed", label=_("Long work has failed"), email=False)
        register_event_labels(
            {"jobs.cancelled": _("Long work stopped"), "jobs.started_again": _("Long work started again")}
        )
        register_navigation(
            # Employees without a role start no long work; what they are told stands in their inbox.
            NavItem(_("Long work"), "jobs:job-list", "clock", 890, lambda scope: bool(scope.grants), _("System"))
        )
        # The web process starts jobs too, so it knows every <app>/tasks.py, like the worker and the beat.
        autodiscover_modules("tasks")

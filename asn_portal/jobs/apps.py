from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "asn_portal.jobs"

    def ready(self) -> None:
        from asn_portal.documents.access import register_document_rule
        from asn_portal.jobs.access import may_download_result

        register_document_rule("jobs.result", may_download_result)
        # The web process starts jobs too, so it knows every <app>/tasks.py, like the worker and the beat.
        autodiscover_modules("tasks")

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "asn_portal.accounts"

    def ready(self) -> None:
        from asn_portal.accounts import trail
        from asn_portal.audit.registry import register_event_labels

        register_event_labels(trail.EVENT_LABELS)
        trail.connect()

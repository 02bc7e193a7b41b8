from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "asn_portal.notifications"

    def ready(self) -> None:
        from asn_portal.navigation import register_unread_count
        from asn_portal.notifications.querysets import unread_count

        register_unread_count(unread_count)

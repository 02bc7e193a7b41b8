from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "asn_portal.notifications"

    def ready(self) -> None:
        from asn_portal.navigation import register_unread_count
        from asn_portal.notifications.models import Notification

        register_unread_count(lambda user: Notification.objects.visible_to(user).unread().count())

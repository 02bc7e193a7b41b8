from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "asn_portal.home"

    def ready(self) -> None:
        from asn_portal.navigation import NavItem, register_navigation

        register_navigation(
            NavItem(_("Needs action"), "home:index", "home", order=0, visible=lambda _scope: True, bottom=0)
        )

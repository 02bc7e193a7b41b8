"""Where the training app's pages stand in the navigation, and for whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.navigation import NavItem, register_navigation


def register_pages() -> None:
    """Called once, from training.registration."""
    register_navigation(
        NavItem(
            gettext_lazy("Training catalogue"),
            "training:session-list",
            "training",
            300,
            lambda scope: bool(scope.government_path),
            group=gettext_lazy("Training"),
            bottom=60,
        ),
        NavItem(
            gettext_lazy("My training"),
            "training:my-training",
            "certificate",
            310,
            lambda scope: scope.employee_id is not None,
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Training approvals"),
            "training:approval-list",
            "check-circle",
            320,
            lambda scope: scope.is_head,
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Sessions"),
            "training:session-office-list",
            "calendar",
            330,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
            bottom=45,
        ),
        NavItem(
            gettext_lazy("Training programmes"),
            "training:programme-list",
            "folder",
            340,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("My competencies"),
            "training:my-competencies",
            "star",
            280,
            lambda scope: scope.employee_id is not None,
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("My development plan"),
            "training:my-plan",
            "edit",
            281,
            lambda scope: scope.employee_id is not None,
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Competency dictionary"),
            "training:competency-list",
            "file",
            282,
            lambda scope: bool(scope.government_path),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Standards of positions"),
            "training:standard-list",
            "tree",
            283,
            lambda scope: bool(scope.government_path),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Rate my direct reports"),
            "training:team-rating",
            "check-circle",
            284,
            lambda scope: scope.is_head,
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Competency gaps"),
            "training:gap-map",
            "chart",
            285,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Objections"),
            "training:objection-list",
            "shield",
            286,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Development plans"),
            "training:individual-plan-list",
            "people",
            287,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Development needs"),
            "training:need-list",
            "target",
            288,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Yearly training plans"),
            "training:year-plan-list",
            "calendar",
            289,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Competencies"),
        ),
        NavItem(
            gettext_lazy("Training rules"),
            "training:rule-list",
            "settings",
            399,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Partner institutions"),
            "training:partner-list",
            "building",
            390,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Trainers"),
            "training:trainer-list",
            "people",
            391,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Venues"),
            "training:venue-list",
            "pin",
            392,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Our classes and offers"),
            "training:partner-home",
            "training",
            300,
            is_partner_account,
            group=gettext_lazy("Training"),
            bottom=10,
        ),
        NavItem(
            gettext_lazy("Learning hours"),
            "training:shortfall-list",
            "clock",
            350,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("After the training"),
            "training:obstacle-list",
            "check-circle",
            360,
            lambda scope: scope.is_head or scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Equal access"),
            "training:equality",
            "chart",
            370,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
    )


def is_partner_account(scope: Any) -> bool:
    """Nobody of the staff is one, so their pages cost no query."""
    from training.models import PartnerAccount

    if scope.user_id is None or scope.government_path or scope.roles:
        return False
    return bool(PartnerAccount.objects.filter(user=scope.user_id, is_active=True).exists())

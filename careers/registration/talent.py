"""What talent hangs into the frame: navigation, first page, documents, words for events and notices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_data_choices, register_data_labels, register_event_labels
from asn_portal.documents.access import register_document_rule
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.keys import read_key
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

GROUP = gettext_lazy("Careers")

EVENT_LABELS = {
    "careers.talent_review_opened": gettext_lazy("Talent review opened"),
    "careers.talent_worked_out": gettext_lazy("Talent boxes worked out"),
    "careers.talent_review_closed": gettext_lazy("Talent review closed"),
    "careers.talent_decided": gettext_lazy("Talent box decided"),
    "careers.talent_objected": gettext_lazy("Objection to a talent box"),
    "careers.talent_objection_decided": gettext_lazy("Objection to a talent box decided"),
    "careers.pool_added": gettext_lazy("Taken into the succession pool"),
    "careers.pool_renewed": gettext_lazy("Membership of the succession pool renewed"),
    "careers.pool_ended": gettext_lazy("Membership of the succession pool ended"),
    "careers.key_post_marked": gettext_lazy("Key post marked"),
    "careers.key_post_ended": gettext_lazy("Mark of a key post taken off"),
    "careers.successor_named": gettext_lazy("Successor named"),
    "careers.successor_changed": gettext_lazy("Readiness of a successor changed"),
    "careers.successor_removed": gettext_lazy("Successor taken off"),
    "view.talent_box": gettext_lazy("Talent box"),
}

DATA_LABELS = {
    "box": gettext_lazy("talent box"),
    "changed": gettext_lazy("new or changed"),
    "readiness": gettext_lazy("readiness"),
    "worked_out": gettext_lazy("box worked out"),
}

NOTIFICATION_KINDS = {
    "careers.talent_told": gettext_lazy("Talent: my box is worked out"),
    "careers.talent_decided": gettext_lazy("Talent: a decision about my box"),
    "careers.talent_objection": gettext_lazy("Talent: objections that wait for a decision"),
    "careers.talent_objection_decided": gettext_lazy("Talent: the answer to my objection"),
    "careers.pool": gettext_lazy("Talent: my place in the succession pool"),
    "careers.pool_fallen": gettext_lazy("Talent: members of the succession pool whose box fell"),
    "careers.pool_ending": gettext_lazy("Talent: memberships of the succession pool that end soon"),
}


def register_talent() -> None:
    from careers.enums import Readiness

    register_navigation(
        NavItem(
            gettext_lazy("Talent"),
            "careers:talent-map",
            "star",
            540,
            lambda scope: scope.has(Permission.CAREER_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("My talent box"),
            "careers:talent-mine",
            "star",
            545,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    register_data_choices({"readiness": Readiness.choices})
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_document_rule("careers.talent_evidence", may_see_evidence)
    register_actions(talent_actions)
    register_following(talent_followed)


def may_see_evidence(user: Any, document: Any) -> bool:
    """Whoever sees the objection: the person, and who reads careers there."""
    from careers.models import TalentObjection

    key = read_key(document.owner_id) or 0
    return bool(TalentObjection.objects.visible_to(user).filter(pk=key).exists())


def talent_actions(user: Any) -> Iterator[ActionItem]:
    """Objections to decide, members of the pool whose box fell, and memberships that end soon. Six queries for the
    office, none else."""
    from careers.career_rules import value_of
    from careers.enums import CareerRuleKey
    from careers.models import PoolMember, TalentObjection
    from employees.dates import today
    from employees.models import OrganizationalUnit

    scope = scope_of(user)
    if not scope.has(Permission.CAREER_MANAGE):
        return
    day = today()
    for objection in TalentObjection.objects.asked_of(user).with_people()[:10]:
        yield ActionItem(
            title=_("Decide about the objection of %(name)s to the talent box")
            % {"name": objection.placement.employee},
            url=objection.get_absolute_url(),
            since=objection.filed_at,
            state=_("until %(day)s") % {"day": formats.date_format(objection.decide_by)},
            tone="bad" if objection.decide_by < day else "",
        )
    fallen = PoolMember.objects.manageable_by(user).not_ended(day).fallen()
    for member in fallen.exclude(employee=scope.employee_id or 0).with_people()[:10]:
        yield ActionItem(
            title=_("Decide about the place of %(name)s in the succession pool") % {"name": member.employee},
            url=member.get_absolute_url(),
            since=None,
            state=_("box %(number)s") % {"number": member.box_now},
        )
    government = OrganizationalUnit.objects.filter(path=scope.government_path).first()
    if government is None:
        return
    remind = value_of(CareerRuleKey.TALENT_POOL, government, day)["remind"]
    ending = PoolMember.objects.manageable_by(user).not_ended(day).ending_by(day + datetime.timedelta(days=remind))
    first = ending.order_by("until").values_list("until", flat=True).first()
    if first is not None:
        number = ending.count()
        yield ActionItem(
            title=ngettext(
                "Renew %(number)s membership of the succession pool or let it end",
                "Renew %(number)s memberships of the succession pool or let them end",
                number,
            )
            % {"number": formats.number_format(number)},
            url=f"{reverse('careers:pool-list')}?current=true&sort=until",
            since=None,
            count=number,
            state=_("the first on %(day)s") % {"day": formats.date_format(first)},
        )


def talent_followed(user: Any) -> Iterator[FollowItem]:
    """One's own box while people may object; key posts without a ready successor for the office."""
    from careers.enums import ReviewState
    from careers.models import KeyPost, TalentPlacement
    from employees.dates import today

    scope = scope_of(user)
    if scope.employee_id is not None:
        own = TalentPlacement.objects.filter(
            Q(review__object_until__gte=today()) | Q(object_until__gte=today()),
            employee=scope.employee_id,
            review__state=ReviewState.OPEN,
        )
        for placement in own.select_related("review")[:2]:
            yield FollowItem(
                title=_("My talent box of %(year)s") % {"year": placement.review.year},
                url=placement.get_absolute_url(),
                detail=_("objections until %(day)s") % {"day": formats.date_format(placement.objections_until)},
                tone="info",
            )
    if scope.has(Permission.CAREER_MANAGE):
        waiting = KeyPost.objects.visible_to(user).without_ready_successor().count()
        if waiting:
            yield FollowItem(
                title=_("Key posts without a ready successor"),
                url=f"{reverse('careers:key-post-list')}?without=true&active=true",
                detail=formats.number_format(waiting),
                tone="attention",
            )

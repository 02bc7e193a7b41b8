"""Who may download which document of a training. Those of further education stand in training.study_registration."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from asn_portal.documents.access import register_document_rule
from asn_portal.keys import read_key
from training.rules import partner_of


def register_downloads() -> None:
    """Called once, from training.registration."""
    register_document_rule("training.certificate", may_download_certificate)
    register_document_rule("training.rating_evidence", may_see_rating_evidence)
    register_document_rule("training.objection_evidence", may_see_objection_evidence)
    register_document_rule("training.activity", may_download_evidence)
    register_document_rule("training.material", may_download_material)
    register_document_rule("training.agreement", may_download_agreement)
    register_document_rule("training.results", may_download_results)


def may_download_certificate(user: Any, document: Any) -> bool:
    """Whoever may see the registration: the holder, the heads above them, and the office."""
    from training.models import Certificate

    return bool(Certificate.objects.visible_to(user).filter(document=document.pk).exists())


def may_download_material(user: Any, document: Any) -> bool:
    """Whoever may read the material; of a partner only while an agreement holds."""
    from training.models import Material

    if partner_of(user) is not None and not holds_agreement(user):
        return False
    return bool(Material.objects.readable_by(user).filter(pk=document.owner_id).exists())


def may_download_agreement(user: Any, document: Any) -> bool:
    """The training offices of the government that signed it."""
    from training.models import Partner, PartnerAgreement

    visible = Partner.objects.visible_to(user)
    return bool(PartnerAgreement.objects.filter(pk=document.owner_id, partner__in=visible).exists())


def may_download_results(user: Any, document: Any) -> bool:
    """The office of the session, and the partner who handed them in."""
    from training.models import TrainingSession

    sessions = TrainingSession.objects.filter(pk=document.owner_id)
    partner = partner_of(user)
    if partner is not None:
        return holds_agreement(user) and bool(sessions.filter(partner=partner).exists())
    return bool(sessions.overseen_by(user).exists())


def holds_agreement(user: Any) -> bool:
    """The partner of the account has an agreement today."""
    from training.models import PartnerAgreement

    partner = partner_of(user)
    if partner is None or not partner.is_active:
        return False
    today = timezone.now().astimezone(partner.government.tz).date()
    return bool(PartnerAgreement.objects.filter(partner=partner).holding_on(today).exists())


def may_download_evidence(user: Any, document: Any) -> bool:
    """Whoever may see the activity: the person, the heads above them, and the office."""
    from training.models import LearningActivity

    return bool(LearningActivity.objects.visible_to(user).filter(pk=read_key(document.owner_id) or 0).exists())


def may_see_rating_evidence(user: Any, document: Any) -> bool:
    """Whoever may see the rating."""
    from training.models import CompetencyRating

    return bool(CompetencyRating.objects.visible_to(user).filter(pk=document.owner_id).exists())


def may_see_objection_evidence(user: Any, document: Any) -> bool:
    from training.models import RatingObjection

    return bool(RatingObjection.objects.visible_to(user).filter(pk=document.owner_id).exists())

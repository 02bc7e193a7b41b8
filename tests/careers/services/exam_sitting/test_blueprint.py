"""Blueprints: what is missing, what stays."""

from decimal import Decimal

import pytest

from asn_portal.errors import DomainError
from careers.domain.exam_paper import BlueprintPart
from careers.services.exam_paper import save_blueprint, shortage_sentences
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, make_sitting

pytestmark = pytest.mark.django_db


def test_a_blueprint_says_what_is_missing(unit):
    bank = ItemBankFactory(unit=unit)
    ItemFactory.create_batch(3, bank=bank)
    blueprint = BlueprintFactory(bank=bank)

    (sentence,) = shortage_sentences(blueprint)

    assert "4 items are wanted, 3 are approved" in sentence


def test_a_blueprint_in_use_stays(unit, officer):
    blueprint = make_sitting(unit).blueprint

    with pytest.raises(DomainError, match="stays as it is"):
        save_blueprint(
            bank=blueprint.bank,
            title="Lain",
            minutes=10,
            instructions="",
            parts=[BlueprintPart("Anggaran", 1, Decimal(1))],
            blueprint=blueprint,
            by=officer,
        )

"""Banks, items and their reviews."""

import pytest
from django.urls import reverse

from careers.enums import ItemState
from careers.models import Item, ItemBank
from tests.factories.exam import ItemBankFactory, ItemFactory, make_sitting
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


def test_a_bank_an_item_and_its_review(world, officer):
    officer.post(reverse("careers:exam-bank-create"), {"unit": world.district.pk, "title": "Bank"})
    bank = ItemBank.objects.get()
    form = {"subject": "A", "level": "easy", "kind": "single", "text": "Soal?", "answers": "*a\nb"}

    wrong = officer.post(reverse("careers:exam-item-create", args=[bank.pk]), {**form, "answers": "a\nb"})
    assert "Say which answer is right." in wrong.content.decode()
    officer.post(reverse("careers:exam-item-create", args=[bank.pk]), form)
    item = Item.objects.get()
    officer.post(reverse("careers:exam-item-propose", args=[item.pk]))

    refused = officer.post(reverse("careers:exam-item-review", args=[item.pk]), {"verdict": "approved"})
    assert "Another person reviews" in refused.content.decode()
    assert "waits for a review" in officer.get(item.get_absolute_url()).content.decode().lower()
    item.refresh_from_db()
    assert item.state == ItemState.IN_REVIEW


def test_the_bank_of_the_only_keeper_is_reviewed_in_the_government(world, officer):
    """A keeper of another unit reads what waits for a review, and nothing else of the bank."""
    bank = ItemBankFactory(unit=world.government)
    waiting, draft = ItemFactory(bank=bank, state=ItemState.IN_REVIEW), ItemFactory(bank=bank, state=ItemState.DRAFT)
    url = reverse("careers:exam-item-review", args=[waiting.pk])

    assert officer.get(bank.get_absolute_url()).status_code == 404
    assert officer.get(draft.get_absolute_url()).status_code == 404
    assert waiting.get_absolute_url() in officer.get("/").content.decode()
    page = officer.get(waiting.get_absolute_url())
    assert url in page.content.decode()
    assert (page.context["may_change"], page.context["may_retire"]) == (False, False)
    assert officer.get(reverse("careers:exam-item-retire", args=[waiting.pk])).status_code == 403
    assert officer.get(reverse("careers:exam-item-change", args=[waiting.pk])).status_code == 403
    sent = post_shown(officer, url, {"verdict": "approved"}, follow=True)

    assert "Reviewed." in sent.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == ItemState.APPROVED


def test_a_bank_can_be_opened_for_a_unit_below(world, officer):
    form = officer.get(reverse("careers:exam-bank-create")).context["form"]

    assert {world.district, world.village} <= set(form.fields["unit"].queryset)


def test_what_waits_for_a_review_leads_to_a_list_of_exactly_that(world, officer):
    own, other = ItemBankFactory(unit=world.village), ItemBankFactory(unit=world.government)
    waiting = [ItemFactory(bank=bank, state=ItemState.IN_REVIEW) for bank in (own, other)]
    ItemFactory(bank=own)
    ItemFactory(bank=own, state=ItemState.IN_REVIEW, created_by=world.users["hr_officer"])
    url = reverse("careers:exam-review-list")

    assert f'href="{url}"' in officer.get("/").content.decode()
    assert set(officer.get(url).context["table"].data.data) == set(waiting)
    waiting[0].delete()
    assert f'href="{waiting[1].get_absolute_url()}"' in officer.get("/").content.decode()


def test_a_step_of_an_item_or_blueprint_that_is_none_leads_back_and_says_why(world, officer):
    bank = ItemBankFactory(unit=world.district)
    own = ItemFactory(bank=bank, state=ItemState.IN_REVIEW, created_by=world.users["hr_officer"])
    approved = ItemFactory(bank=bank)
    used = make_sitting(world.district).blueprint

    for name, thing, sentence in (
        ("exam-item-review", own, "Another person reviews what you wrote."),
        ("exam-item-review", approved, "The item is already “Approved”."),
        ("exam-item-change", approved, "This item is no draft any more."),
        ("exam-item-retire", own, "The item is already “In review”."),
        ("exam-blueprint-change", used, "A sitting uses this blueprint"),
    ):
        response = officer.get(reverse(f"careers:{name}", args=[thing.pk]), follow=True)
        assert response.redirect_chain == [(thing.get_absolute_url(), 302)]
        assert sentence in response.content.decode()

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from asn_portal.forms import NipField, PhoneField, PortalForm, group_nip, normalise_phone
from employees.models import OrganizationalUnit


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("0062 812.3456.7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("(061) 451-2412", "+62614512412"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_phone_is_stored_in_one_spelling(typed, stored):
    assert normalise_phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "abc", "0812", "+1234567", "0812345678901234567", "+62 812 x"])
def test_what_is_no_phone_number_is_refused(typed):
    with pytest.raises(ValueError):
        normalise_phone(typed)


def test_phone_field_may_stay_empty():
    assert PhoneField(required=False).clean("  ") == ""


@pytest.mark.parametrize("typed", ["198501152010011003", "19850115 201001 1 003", "19850115.201001-1-003"])
def test_nip_is_stored_as_digits_and_shown_grouped(typed):
    field = NipField()

    assert field.clean(typed) == "198501152010011003"
    assert field.prepare_value("198501152010011003") == "19850115 201001 1 003"


@pytest.mark.parametrize(("typed", "code"), [("1985", "length"), ("19850115201001100x", "digits"), ("", "required")])
def test_nip_that_cannot_be_one(typed, code):
    with pytest.raises(ValidationError) as refused:
        NipField().clean(typed)

    assert refused.value.code == code


def test_group_nip_leaves_other_text_alone():
    assert group_nip("admin") == "admin"


class SampleForm(PortalForm):
    day = forms.DateField()
    moment = forms.DateTimeField()
    budget = forms.DecimalField()
    seats = forms.IntegerField()


@pytest.mark.parametrize(
    ("language", "typed"), [("id", "1.250.000,50"), ("id", "1250000,5"), ("en", "1,250,000.50"), ("en", "1250000.5")]
)
def test_numbers_are_typed_as_the_language_writes_them(language, typed):
    with translation.override(language):
        form = SampleForm({"day": "2026-11-21", "moment": "2026-11-21T08:30", "budget": typed, "seats": "30"})

        assert form.is_valid(), form.errors
    assert form.cleaned_data["budget"] == Decimal("1250000.50")


@pytest.mark.parametrize(("language", "shown"), [("id", "1.250.000,50"), ("en", "1,250,000.50")])
def test_numbers_are_shown_as_the_language_writes_them(language, shown):
    with translation.override(language):
        html = str(SampleForm(initial={"budget": Decimal("1250000.50")})["budget"])

    assert f'value="{shown}"' in html
    assert 'inputmode="decimal"' in html


def test_dates_use_the_browsers_calendar_in_every_language():
    import datetime as dt

    with translation.override("id"):
        form = SampleForm(initial={"day": dt.date(2026, 11, 21), "moment": dt.datetime(2026, 11, 21, 8, 30)})
        html = f"{form['day']}{form['moment']}"

    assert 'type="date" name="day" value="2026-11-21"' in html
    assert 'type="datetime-local" name="moment" value="2026-11-21T08:30"' in html


class LimitsForm(PortalForm):
    title = forms.CharField(max_length=5, required=False)
    minutes = forms.IntegerField(label="Minutes (100%)", max_value=1440, required=False)
    name = forms.CharField(label="Name")
    unit = forms.ChoiceField(label="Unit", choices=[("a", "A")])
    paper = forms.FileField(label="Letter")
    agreed = forms.BooleanField(label="I agree")
    own = forms.CharField(label="Own", error_messages={"required": "Say why."})


def test_errors_name_the_field_and_say_what_to_do():
    form = LimitsForm({"title": "too long", "minutes": "1500"})

    with translation.override("en"):
        assert {name: list(errors) for name, errors in form.errors.items()} == {
            "title": ["“Title” has 8 characters; at most 5 are possible."],
            "minutes": ["“Minutes (100%)” may be at most 1440."],
            "name": ["Fill in “Name”."],
            "unit": ["Choose “Unit”."],
            "paper": ["Attach “Letter”."],
            "agreed": ["Tick “I agree” to go on."],
            "own": ["Say why."],
        }


def test_errors_use_labels_that_a_form_sets_late():
    form = LimitsForm({})
    form.fields["name"].label = "Full name"

    with translation.override("en"):
        assert form.errors["name"] == ["Fill in “Full name”."]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.IntegerField(), "1,5", "Isi dengan bilangan bulat, tanpa huruf dan tanpa koma."),
        (forms.DecimalField(max_digits=4, decimal_places=2), "1234", "Isi paling banyak 2 angka di depan koma."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "“b” bukan pilihan yang tersedia. Pilih yang lain."),
    ],
)
def test_texts_of_django_are_good_indonesian(field, typed, said):
    with translation.override("id"), pytest.raises(ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [said]


@pytest.mark.django_db
def test_the_empty_choice_has_words():
    class UnitForm(PortalForm):
        needed = forms.ModelChoiceField(OrganizationalUnit.objects.none())
        free = forms.ModelChoiceField(OrganizationalUnit.objects.none(), required=False)

    with translation.override("id"):
        form = UnitForm()
        labels = [form.fields[name].empty_label for name in ("needed", "free")]

    assert labels == ["Pilih…", "Tidak ada"]
